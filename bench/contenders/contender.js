// What a contender is, and how the peers' packages are found in Node and in a page.

/**
 * One prepared problem. `run` does a whole forward pass from x to output and weights; `read` gives the last result as arrays
 * that can be read, by the only or cheapest way the library has. Both are timed. `readCopies` says that reading is a copy out
 * of the library's own memory, which is then also left out in a second figure. A program of its own keeps its `time` itself.
 * @typedef {{run: () => void | Promise<unknown>, read: () => import('../lib/problem.js').Result | Promise<import('../lib/problem.js').Result>,
 *   readCopies?: boolean, time?: import('../lib/timing.js').Runnable['time'], dispose: () => unknown}} Prepared
 *
 * `kind` says which build it is; only Headscope can leave the weights out, and hide keys more than `window` before a query's own.
 * @typedef {{name: string, kind: 'simd' | 'relaxed' | 'native',
 *   memoryBytes?: () => number,
 *   prepare: (shape: import('../lib/problem.js').Shape, inputs: import('../lib/problem.js').Inputs,
 *     options?: {weights?: boolean, window?: number, more?: Record<string, unknown>}) => Promise<Prepared>}} Contender
 *
 * @typedef {{url: (name: string, path: string) => string, file: (name: string, path: string) => string, load: (name: string, path: string, query?: string) => Promise<any>,
 *   script: (url: string) => Promise<unknown>}} Peers
 */

/** Peers below `base`, a URL that ends in `node_modules/`. `script` runs a classic script.
 * @param {string} base @param {(url: string) => Promise<unknown>} script
 * @returns {Peers} */
export function peersAt(base, script) {
  /** @param {string} name @param {string} path */
  const url = (name, path) => new URL(`${name}/${path}`, base).href;
  // Emscripten's older glue opens plain paths, not file URLs.
  /** @param {string} name @param {string} path */
  const file = (name, path) => (base.startsWith('file:') ? decodeURIComponent(new URL(url(name, path)).pathname) : url(name, path));
  return { url, file, script, load: (name, path, query = '') => import(url(name, path) + query) };
}

/** Runs `attempt`, or says in one line why that contender is absent.
 * @template T
 * @param {string} name @param {() => Promise<T>} attempt
 * @returns {Promise<T[]>} */
export async function orAbsent(name, attempt) {
  try {
    return [await attempt()];
  } catch (error) {
    console.warn(`${name} does not take part: ${error instanceof Error ? error.message : error}`);
    return [];
  }
}
