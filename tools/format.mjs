// `npm run format`: writes every C++ source as .clang-format says.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { repository } from './setup/cache.mjs';
import { Failure, main, run } from './setup/run.mjs';

/** Versions differ in what they make of the same configuration, so it is one. */
const version = 14;

/** The program of that version, as Debian names it or as others do. */
export function formatter() {
  const found = [`clang-format-${version}`, 'clang-format'].find((name) =>
    new RegExp(`version ${version}\\.`).test(spawnSync(name, ['--version'], { encoding: 'utf8' }).stdout ?? ''));
  if (!found) throw new Failure(`clang-format ${version} is missing (Debian: clang-format-${version}; elsewhere: pip install 'clang-format==${version}.*').`);
  return found;
}

/** Every C++ source git knows or would add. */
async function sources() {
  const list = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '*.cpp', '*.hpp'], { cwd: repository });
  const deleted = new Set((await run('git', ['ls-files', '--deleted'], { cwd: repository })).split('\n'));
  return list.split('\n').filter((file) => file && !deleted.has(file));
}

/** The sources that look otherwise than they would be written. @returns {Promise<string[]>} */
export async function unformatted() {
  const { stderr, error } = spawnSync(formatter(), ['--dry-run', ...await sources()], { cwd: repository, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error) throw error;
  return [...new Set([...stderr.matchAll(/^(\S.*?):\d+:\d+: (?:warning|error):/gm)].map(([, file]) => path.normalize(file)))];
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => { await run(formatter(), ['-i', ...await sources()], { cwd: repository }); });
}
