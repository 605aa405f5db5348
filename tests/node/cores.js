// The builds under test: plain SIMD always, relaxed SIMD where this engine has it.
import v8 from 'node:v8';
import { createCore } from 'headscope/core';
import { hasRelaxedSimd } from '../../headless/load.js';

// Node 20 and 22 have relaxed SIMD behind a flag; later ones have it anyway and ignore this.
v8.setFlagsFromString('--experimental-wasm-relaxed-simd');

/** @typedef {Awaited<ReturnType<typeof createCore>>} Core */

/** @type {Core[]} */
export const cores = [await createCore({ build: 'simd' })];
if (hasRelaxedSimd()) cores.push(await createCore({ build: 'relaxed' }));
else console.warn('relaxed SIMD is not tested: this engine does not have it');
