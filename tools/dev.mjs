// `npm run dev`: builds for development, serves the page from the clone, and on every change of a source builds what it touches
// and loads the page again. On the way it writes the native build's compile commands, which clangd reads (.clangd).
import fs from 'node:fs';
import path from 'node:path';
import { build, configure } from './cmake.mjs';
import { answerTo, devPreset, devTarget, lessonsFolder } from './dev/files.mjs';
import { serveDevelopment } from './dev/server.mjs';
import { watch } from './dev/watch.mjs';
import { repository } from './setup/cache.mjs';
import { Failure, main, step, which } from './setup/run.mjs';
import { setUp } from './setup.mjs';

const watched = ['src', 'web', 'assets', 'tools/cmake', 'index.html', 'CMakeLists.txt', 'CMakePresets.json'];

const rebuild = () => step(`building ${devPreset}`, () => build(devPreset, [devTarget]));

async function compileLessons() {
  // Loaded here: the set-up installs what it needs.
  const { compiledLessons } = await import('./lessons/read.mjs');
  fs.mkdirSync(lessonsFolder, { recursive: true });
  for (const [file, contents] of Object.entries(compiledLessons())) fs.writeFileSync(path.join(lessonsFolder, file), JSON.stringify(contents));
}

await main(async () => {
  await setUp({ tests: false });
  await rebuild();
  await compileLessons();
  if (which('c++')) await configure('native-release').catch(() => {}); // an editor's comfort, not the page's need
  const server = await serveDevelopment({ port: Number(process.env.PORT ?? 0) });
  watch(repository, watched, async (files) => {
    const answers = files.map(answerTo);
    if (!answers.some(Boolean)) return;
    console.log(files.filter((_, i) => answers[i]).map((file) => path.normalize(file)).join(', '));
    try {
      if (answers.includes('build')) await rebuild();
      if (answers.includes('lessons')) await compileLessons();
      server.changed();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      console.error(error.message);
      server.failed(error.message);
    }
  });
  console.log(`\nHeadscope is at ${server.address}, and follows the sources  (Ctrl+C ends it)`);
});
