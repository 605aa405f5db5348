// The package's entry as TypeScript sees it.
export * from './types.d.ts';
import type { Core, CoreOptions } from './types.d.ts';

/** Thrown for every wrong argument and for want of memory. */
export class HeadscopeError extends Error {
  /** As the caller wrote it, such as `key` or `keyValidLengths[1]`. */
  readonly argument: string;
  readonly got: string;
  readonly expected: string;
}

/** Starts a core of its own: its memory is shared with no other. */
export function createCore(options?: CoreOptions): Promise<Core>;
