// Debian: installing what is missing, and a private apt that reads another suite of the machine's own mirror without
// touching the system. Nothing here needs to be root except installing.
import fs from 'node:fs';
import path from 'node:path';
import { Failure, retry, run, step, which } from './run.mjs';

/** Whether this machine can take packages from Debian. */
export function isDebian() {
  let release = '';
  try { release = fs.readFileSync('/etc/os-release', 'utf8'); } catch { return false; }
  return /^ID="?debian"?$/m.test(release) && which('apt-get') !== undefined;
}

/** @param {string} name */
const isInstalled = (name) => fs.existsSync(`/var/lib/dpkg/info/${name}.list`)
  || fs.readdirSync('/var/lib/dpkg/info').some((file) => file.startsWith(`${name}:`) && file.endsWith('.list'));

/**
 * Installs those packages that are missing. A program that is already on PATH counts, wherever it came from.
 * @param {{name: string, program?: string}[]} packages
 */
export async function installMissing(packages) {
  const missing = packages.filter(({ name, program }) => !(program && which(program)) && !isInstalled(name));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  if (process.getuid?.() !== 0) {
    throw new Failure(`These packages are missing, and only root can install them:\n\n  apt-get install ${names.join(' ')}`);
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const lock = ['-o', 'DPkg::Lock::Timeout=300'];
  await step('reading the package lists', () => retry(() => run('apt-get', [...lock, 'update'], { env })));
  await step(`installing ${names.join(' ')}`, () => retry(() =>
    run('apt-get', [...lock, 'install', '-y', '--no-install-recommends', ...names], { env })));
}

/** The Debian mirror this machine is configured for, as apt itself resolves it; asked once. */
const mirror = () => (foundMirror ??= findMirror());
/** @type {Promise<string> | undefined} */
let foundMirror;

async function findMirror() {
  const ask = () => run('apt-get', ['indextargets', '--format', '$(REPO_URI) $(ORIGIN) $(LABEL) $(COMPONENT)', 'Created-By: Packages']);
  const find = (/** @type {string} */ text) => text.split('\n').find((line) => / Debian Debian main$/.test(line))?.split(' ')[0];
  let found = find(await ask());
  if (!found) {
    // Lists that were never read have no origin yet; reading them needs root.
    await retry(() => run('apt-get', ['update']));
    found = find(await ask());
  }
  if (!found) throw new Failure('apt on this machine is not configured with a Debian mirror.');
  return found;
}

/** A keyring that signs Debian's archive, if it is where Debian puts it. */
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * An apt of its own: own lists, own archive cache, no installed packages. Everything else (proxy, validity checks) it takes
 * from the machine's configuration, because it is layered on top of that.
 * @param {string} folder where its state goes
 * @param {string} suite
 */
export async function privateApt(folder, suite) {
  fs.mkdirSync(path.join(folder, 'lists/partial'), { recursive: true });
  fs.mkdirSync(path.join(folder, 'archives/partial'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'status'), '');
  const signed = fs.existsSync(keyring) ? `[signed-by=${keyring}] ` : '';
  const where = `${signed}${await mirror()} ${suite} main\n`;
  fs.writeFileSync(path.join(folder, 'sources.list'), `deb ${where}deb-src ${where}`);
  const options = Object.entries({
    'Dir::Etc::sourcelist': path.join(folder, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': '/dev/null',
    'Dir::State': folder,
    'Dir::State::lists': path.join(folder, 'lists'),
    'Dir::State::status': path.join(folder, 'status'),
    'Dir::Cache': folder,
    'Dir::Cache::archives': path.join(folder, 'archives'),
    'APT::Sandbox::User': '', // files stay readable by whoever runs this
    'APT::Update::Post-Invoke-Success': '',
    'APT::Update::Post-Invoke': '',
    'DPkg::Post-Invoke': '',
    'Debug::NoLocking': 'true',
    'APT::Install-Recommends': 'false',
  }).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  /** @param {string[]} args @param {string} [cwd] */
  const apt = (args, cwd) => retry(() => run('apt-get', [...options, ...args], { cwd }));
  await apt(['update']);
  return {
    /**
     * Downloads packages with all they depend on.
     * @param {string[]} names
     * @returns {Promise<string[]>} the .deb files
     */
    async download(names) {
      await apt(['install', '-y', '--download-only', ...names]);
      const archives = path.join(folder, 'archives');
      return fs.readdirSync(archives).filter((file) => file.endsWith('.deb')).map((file) => path.join(archives, file));
    },
    /**
     * Downloads the upstream archive of each source package.
     * @param {string[]} names
     * @returns {Promise<string[]>} the archives
     */
    async downloadSources(names) {
      const into = path.join(folder, 'sources');
      fs.mkdirSync(into, { recursive: true });
      await apt(['source', '--download-only', '--tar-only', ...names], into);
      return fs.readdirSync(into).map((file) => path.join(into, file));
    },
  };
}
