// Running programs for the tools: quietly, with one line per step, a log kept for the moment something fails, and retries
// for whatever goes over a network.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A failure whose message is all the reader needs; the tools print it without a stack. */
export class Failure extends Error {}

/** The process groups that are running, so that ending a tool ends what it started. @type {Set<number>} */
const groups = new Set();

/** @param {NodeJS.Signals} signal */
function endAll(signal) {
  for (const group of groups) {
    try { process.kill(-group, signal); } catch { /* it ended by itself */ }
  }
  process.exit(128 + os.constants.signals[signal]);
}
for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, endAll);

/**
 * Runs a program with its output kept in memory; on failure throws with the end of that output.
 * @param {string} program
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, input?: string}} [options]
 * @returns {Promise<string>} what it wrote to standard output
 */
export function run(program, args, { cwd, env, input } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: env ?? process.env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    if (child.pid) groups.add(child.pid);
    child.on('exit', () => groups.delete(child.pid ?? 0));
    let out = '';
    let all = '';
    child.stdout.setEncoding('utf8').on('data', (text) => { out += text; all += text; });
    child.stderr.setEncoding('utf8').on('data', (text) => { all += text; });
    child.stdin.on('error', () => {}); // the program may leave before it has read everything
    child.stdin.end(input ?? '');
    child.on('error', (error) => reject(new Failure(`cannot run ${program}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(out);
      const tail = all.trimEnd().split('\n').slice(-40).join('\n');
      reject(new Failure(`${program} ${args.join(' ')}\nended with ${signal ?? code}:\n${tail}`));
    });
  });
}

/** Whether a running step and its end share a line; not when several run at once. */
export const progress = { live: process.stdout.isTTY };

/**
 * Shows one line for a step and how long it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const begin = performance.now();
  const { live } = progress;
  if (process.stdout.isTTY) process.stdout.write(`  ${title} ...${live ? '' : '\n'}`);
  const finish = (/** @type {string} */ mark) => {
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    process.stdout.write(`${live ? '\r' : ''}${mark} ${title} (${seconds} s)\n`);
  };
  try {
    const result = await work();
    finish('+');
    return result;
  } catch (error) {
    finish('!');
    throw error;
  }
}

/**
 * Tries again after a pause, for steps that a network fault may break.
 * @template T
 * @param {() => Promise<T>} work
 * @param {number} [attempts]
 * @returns {Promise<T>}
 */
export async function retry(work, attempts = 4) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2000 * attempt));
    }
  }
}

/**
 * Where a program is on PATH, or undefined.
 * @param {string} program
 */
export function which(program) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, program);
    try {
      fs.accessSync(file, fs.constants.X_OK);
      if (fs.statSync(file).isFile()) return file;
    } catch { /* not in this folder */ }
  }
  return undefined;
}

/**
 * The entry point of every tool: a Failure is printed as it is, anything else with its stack.
 * @param {() => Promise<void>} body
 */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Failure ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
