// Brings what the benchmark needs: the project's own module, and the peers in a folder of their own.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, engines } from '../../tools/cmake.mjs';
import { setUp } from '../../tools/setup.mjs';

const kBench = fileURLToPath(new URL('../', import.meta.url));
const kRoot = fileURLToPath(new URL('../../', import.meta.url));

/** @param {string} command @param {string[]} args @param {string} cwd */
function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}

/** Installs the peers when the lock file is not the one they came from. No peer's install script runs: one of them would
 * fetch libraries for graphics cards. */
export function installPeers() {
  const lock = readFileSync(`${kBench}package-lock.json`, 'utf8');
  const stamp = `${kBench}node_modules/.installed-lock.json`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('installing the peers into bench/node_modules');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], kBench);
  writeFileSync(stamp, lock);
}

/** Builds what is measured, plain and relaxed: the headless core, and the laboratory's evaluation for the cost of edits; and
 * the core natively. */
export async function buildModules() {
  console.error('building');
  await setUp({ tests: false });
  await build('web-release', engines.flatMap(({ suffix }) => [`headscope_headless${suffix}`, `headscope_edits${suffix}`]));
  // Natively where there is a compiler; without one that contender is absent.
  await build('native-machine', ['headscope_forward']).catch((error) => console.error(`not built natively: ${String(error.message).trim().split('\n').at(-1)}`));
}

/** A newer Node from the registry, for engines other than the one that runs this; its path.
 * @param {string} version */
export function installNode(version) {
  const folder = `${kRoot}build/bench/node-${version}`;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const program = `${folder}/node_modules/${name}/bin/node`;
  if (!existsSync(program)) run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder, `${name}@${version}`], kRoot);
  return program;
}
