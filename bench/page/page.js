// The benchmark's page: runs the job it is handed and gives the result back.
import { peersAt } from '../contenders/contender.js';
import { runJob } from '../lib/job.js';

/** @param {string} url */
function runScript(url) {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    Object.assign(element, { src: url, onload: resolve, onerror: () => reject(new Error(`cannot load ${url}`)) });
    document.body.append(element);
  });
}

const peers = peersAt(new URL('/bench/node_modules/', location.href).href, runScript);
const core = new URL('/build/core/index.js', location.href).href;
const log = (/** @type {string} */ text) => console.log(`bench: ${text}`);

/** @param {string} name */
const read = async (name) => (await fetch(`/build/bench/${name}`)).arrayBuffer();

/** @type {any} */ (globalThis).runJob = (/** @type {import('../lib/job.js').Job} */ job) =>
  runJob(job, { peers, core, native: undefined, log, read });
