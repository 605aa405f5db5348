// The sources that are compiled together with this project: Dear ImGui for the page, Catch2 and RapidCheck for the tests.
// Debian 12 has them too old or as native binaries only, so the upstream archives come from the testing suite.
import fs from 'node:fs';
import path from 'node:path';
import { privateApt } from './apt.mjs';
import { contentKey, makeOnce } from './cache.mjs';
import { Failure, run, step } from './run.mjs';

const suite = 'testing';
const recipe = contentKey(fs.readFileSync(path.join(import.meta.dirname, 'sources.mjs')));

/** Source package, and a file that shows the archive is what we think it is, with the least version that will do. */
const wanted = [
  { name: 'imgui', probe: 'imgui.h', version: /IMGUI_VERSION_NUM\s+(\d+)/, least: 19200 },
  { name: 'catch2', probe: 'src/catch2/catch_version_macros.hpp', version: /CATCH_VERSION_MAJOR\s+(\d+)/, least: 3 },
  { name: 'rapidcheck', probe: 'include/rapidcheck.h', version: /(?:)/, least: 0 },
];

/**
 * The folder that holds imgui/, catch2/ and rapidcheck/, made when it is not there.
 * @returns {Promise<string>}
 */
export function debianSources() {
  return makeOnce(`sources-${recipe}`, (temporary) =>
    step('unpacking Dear ImGui, Catch2 and RapidCheck', async () => {
      const apt = await privateApt(path.join(temporary, 'apt'), suite);
      const archives = await apt.downloadSources(wanted.map(({ name }) => name));
      for (const { name, probe, version, least } of wanted) {
        const archive = archives.find((file) => path.basename(file).startsWith(`${name}_`));
        if (!archive) throw new Failure(`Debian ${suite} on this machine's mirror has no source of ${name}.`);
        const into = path.join(temporary, name);
        fs.mkdirSync(into);
        await run('tar', ['--extract', '--file', archive, '--directory', into]);
        flatten(into, probe);
        const found = Number(fs.readFileSync(path.join(into, probe), 'utf8').match(version)?.[1] ?? 0);
        if (found < least) throw new Failure(`Debian ${suite} on this machine's mirror has ${name} ${found}; at least ${least} is needed.`);
      }
      fs.rmSync(path.join(temporary, 'apt'), { recursive: true });
    }));
}

/** Some archives hold one folder with everything inside, some do not: afterwards none does. */
function flatten(/** @type {string} */ folder, /** @type {string} */ probe) {
  if (fs.existsSync(path.join(folder, probe))) return;
  const inner = fs.readdirSync(folder).map((name) => path.join(folder, name)).find((one) => fs.existsSync(path.join(one, probe)));
  if (!inner) throw new Failure(`no ${probe} in ${path.basename(folder)}'s archive`);
  for (const name of fs.readdirSync(inner)) fs.renameSync(path.join(inner, name), path.join(folder, name));
  fs.rmdirSync(inner);
}
