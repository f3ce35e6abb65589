import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Chromium refuses its sandbox to root, and Lectern never runs without it. Root therefore
 * starts the window as this user ("nobody" everywhere).
 */
const user = { uid: 65534, gid: 65534 };

export const isRoot = () => process.getuid?.() === 0;

/**
 * A folder of that user, for everything a program wants to write.
 * @param {string} [path] made when absent; a temporary folder otherwise
 */
export function makeFolderOfNobody(path) {
  const folder = path ?? mkdtempSync(join(tmpdir(), 'lectern-nobody-'));
  mkdirSync(folder, { recursive: true });
  chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  return folder;
}

/**
 * The command line that runs a program as that user.
 * @param {string} home a folder of that user
 * @param {readonly string[]} command
 * @param {Record<string, string>} [env]
 * @returns {[string, string[]]}
 */
export function asNobody(home, command, env = {}) {
  const settings = {
    HOME: home,
    XDG_RUNTIME_DIR: home,
    TMPDIR: home,
    XDG_CACHE_HOME: join(home, '.cache'),
    ...env,
  };
  const pairs = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  // XDG_CONFIG_HOME and XDG_DATA_HOME of root would lead the program into folders it cannot open.
  const unset = ['-u', 'XDG_CONFIG_HOME', '-u', 'XDG_DATA_HOME'];
  return [
    'setpriv',
    [
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      'env',
      ...unset,
      ...pairs,
      ...command,
    ],
  ];
}

/**
 * Whether that user can read a file: the file itself and every folder above it.
 * @param {string} file
 */
export function isReadableByNobody(file) {
  try {
    if (!(statSync(file).mode & 0o004)) return false;
    for (let folder = dirname(file); ; folder = dirname(folder)) {
      if (!(statSync(folder).mode & 0o001)) return false;
      if (folder === dirname(folder)) return true;
    }
  } catch {
    return false;
  }
}

/** @param {string} folder */
export const discard = (folder) => rmSync(folder, { recursive: true, force: true });
