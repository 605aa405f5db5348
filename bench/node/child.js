// One job in a Node process of its own: the job comes as the first argument, the result goes out as the last line.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runJob } from '../lib/job.js';
import { nodePeers } from './host.js';

const core = new URL('../../build/core/index.js', import.meta.url).href;
const job = JSON.parse(process.argv[2]);
// A runtime that talks on stdout must not garble the result: progress and chatter go to stderr.
const log = (/** @type {string} */ text) => console.error(`  ${text}`);
console.log = console.info = console.debug = console.warn = console.error;
const program = fileURLToPath(new URL('../../build/native-machine/bench/headscope_forward', import.meta.url));
/** @param {string} name */
const read = (name) => readFile(new URL(`../../build/bench/${name}`, import.meta.url));
const result = await runJob(job, { peers: nodePeers(), core, native: job.native ? program : undefined, log, read });
process.stdout.write(`\n${JSON.stringify(result)}\n`, () => process.exit(0));
