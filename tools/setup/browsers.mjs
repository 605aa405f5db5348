// The browsers besides Chromium that the page is tried in, where this machine has them: what set-up installs on Debian, and
// where the tests find them anywhere.
import fs from 'node:fs';
import { which } from './run.mjs';

/** Debian's packages: two browsers, the screen they need, and WebGL in software. */
export const browserPackages = [
  { name: 'firefox-esr', program: 'firefox' },
  { name: 'webkit2gtk-driver', program: 'WebKitWebDriver' },
  { name: 'xvfb', program: 'Xvfb' },
  { name: 'libgl1-mesa-dri' },
];

/** @param {string[]} names */
const anyOf = (names) => names.map(which).find((file) => file !== undefined);

/** @param {Record<string, string | undefined>} needs what is needed, by the name it is missed by */
const missingOf = (needs) => Object.keys(needs).find((name) => needs[name] === undefined);

/** What is missing is named; the rest is only there when nothing is. */
export function findFirefox() {
  const program = anyOf(['firefox-esr', 'firefox']);
  return { missing: missingOf({ Firefox: program, Xvfb: which('Xvfb') }), program: program ?? '' };
}

/** WebKit's small browser lies beside its libraries, in a folder named after the machine and the version. */
function findMiniBrowser() {
  const found = ['/usr/lib', '/usr/libexec'].filter((folder) => fs.existsSync(folder)).flatMap((folder) => [folder,
    ...fs.readdirSync(folder).filter((name) => name.includes('-linux-')).map((name) => `${folder}/${name}`)]);
  return found.flatMap((folder) => fs.readdirSync(folder).filter((name) => /^webkit(2?gtk)-\d/.test(name)).map((name) => `${folder}/${name}/MiniBrowser`))
    .filter((file) => fs.existsSync(file)).sort().at(-1);
}

export function findWebKit() {
  const program = which('WebKitWebDriver');
  const browser = findMiniBrowser();
  return { missing: missingOf({ WebKitWebDriver: program, MiniBrowser: browser, Xvfb: which('Xvfb') }), program: program ?? '', browser: browser ?? '' };
}
