// Bundles the headless library into one file: `node tools/bundle.mjs FILE`. A page asks for one file, a fresh process reads one.
import { buildSync } from 'esbuild';

buildSync({
  entryPoints: ['headless/index.js'],
  outfile: process.argv[2],
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  minify: true,
  logLevel: 'warning',
});
