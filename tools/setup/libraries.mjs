// Emscripten builds its C and C++ libraries from source when a link first needs them, once per variant. Doing it in set-up,
// with one small program per way the product and its tests link, keeps that minute out of the first build, and what only tests
// need out of the first page. What only web-debug needs is left to its first link.
import fs from 'node:fs';
import path from 'node:path';
import { withLock } from './cache.mjs';
import { run, step } from './run.mjs';

const probe = `#include <GLES3/gl3.h>
#include <emscripten/html5_webgl.h>
#include <iostream>
#include <vector>
int main(int count, char**) {
  std::vector<int> numbers(count);
  if (count == 9) {
    glClear(0);
    emscripten_webgl_create_context(nullptr, nullptr);
  }
  std::cout << numbers.size();
}
`;

/** How what is built with them links. */
const variants = {
  product: ['-O3', '-fno-exceptions', '-fno-rtti', '-sMIN_WEBGL_VERSION=2', '-sMAX_WEBGL_VERSION=2',
    '-sGL_SUPPORT_AUTOMATIC_ENABLE_EXTENSIONS=0', '-lGL', '-sALLOW_MEMORY_GROWTH'],
  tests: ['-O3', '-fwasm-exceptions', '-sNODERAWFS', '-lGL', '-sALLOW_MEMORY_GROWTH'],
};

/**
 * @param {string} folder the toolchain's
 * @param {string} emscripten where emcc is in it
 * @param {'product' | 'tests'} [use]
 */
export async function buildSystemLibraries(folder, emscripten, use = 'product') {
  const stamp = path.join(folder, `emscripten-cache/headscope-${use}`);
  if (fs.existsSync(stamp)) return;
  await withLock('emscripten-libraries', async () => {
    if (fs.existsSync(stamp)) return;
    await step(`building Emscripten's libraries for the ${use}`, async () => {
      const scratch = path.join(folder, 'scratch');
      fs.mkdirSync(scratch, { recursive: true });
      const source = path.join(scratch, 'probe.cpp');
      fs.writeFileSync(source, probe);
      await run(path.join(emscripten, 'em++'), [...variants[use], source, '-o', path.join(scratch, 'probe.mjs')]);
      fs.rmSync(scratch, { recursive: true });
      fs.writeFileSync(stamp, '');
    });
  });
}
