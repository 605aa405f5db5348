// Which machine a run is of: figures of one processor say nothing about another.
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';

/** `detail` tells apart what a virtual machine gives the same name.
 * @typedef {{processor: string, detail?: string, threads: number, system: string}} Machine */

/** Family, model and widest vectors, where the system tells them. @param {string} cpuinfo as Linux writes it */
export function processorDetail(cpuinfo) {
  const field = (/** @type {string} */ name) => cpuinfo.match(new RegExp(`^${name}\\s*: (.*)$`, 'm'))?.[1];
  const flags = (field('flags') ?? '').split(' ');
  const vectors = [['avx512f', 'AVX-512'], ['avx2', 'AVX2']].find(([flag]) => flags.includes(flag))?.[1];
  const numbers = field('cpu family') && `family ${field('cpu family')} model ${field('model')}`;
  return [numbers, vectors].filter(Boolean).join(', ') || undefined;
}

/** @returns {Machine} */
export function describeMachine() {
  const cpuinfo = existsSync('/proc/cpuinfo') ? readFileSync('/proc/cpuinfo', 'utf8') : '';
  const processors = os.cpus();
  return {
    processor: processors[0]?.model.trim() || os.arch(), detail: processorDetail(cpuinfo), threads: processors.length,
    // Without what a distribution appends: it names the builder, not the system.
    system: `${os.type()} ${os.release().split('-')[0]}`,
  };
}

/** @param {Machine} machine */
export function processorName({ processor, detail, threads }) {
  const article = /^[AEIO]/.test(processor) ? 'an' : 'a';
  return `${article} ${processor} (${[detail, `${threads} logical processors`].filter(Boolean).join(', ')})`;
}
