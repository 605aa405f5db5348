// Bundles JavaScript modules into one file: a page asks for one instead of twenty, a fresh process reads one.
// `node tools/bundle.mjs ENTRY FILE` from the repository's root.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { repository } from './setup/cache.mjs';

/**
 * @param {string} entry a module of the repository
 * @param {string[]} [external] imports to leave as they are written
 * @param {'esm' | 'iife'} [format] a module, or a script as every browser loads it
 * @returns {Buffer} it with everything else it imports, minified
 */
export function bundle(entry, external = [], format = 'esm') {
  // Required here, not imported: the set-up, which this is part of, is what installs it.
  /** @type {typeof import('esbuild')} */
  const { buildSync } = createRequire(import.meta.url)('esbuild');
  const { outputFiles } = buildSync({
    absWorkingDir: repository,
    entryPoints: [entry],
    external,
    bundle: true,
    write: false,
    format,
    platform: 'neutral',
    target: 'es2022',
    charset: 'utf8',
    minify: true,
    logLevel: 'warning',
  });
  return Buffer.from(outputFiles[0].contents);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [entry, file] = process.argv.slice(2);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bundle(entry));
}
