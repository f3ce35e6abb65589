import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { runCommand, tail } from './run-command.mjs';
import { say } from './say.mjs';

/** What Electron links against on Debian and Ubuntu. */
export const windowPackages = [
  'libnss3',
  'libatk1.0-0',
  'libatk-bridge2.0-0',
  'libcups2',
  'libdrm2',
  'libxkbcommon0',
  'libxcomposite1',
  'libxdamage1',
  'libxfixes3',
  'libxrandr2',
  'libgbm1',
  'libpango-1.0-0',
  'libcairo2',
  'libasound2',
  'libgtk-3-0',
];

/** What the tests add: a virtual display, fonts for many scripts, second opinions on our PDF files, a pooler. */
export const testPackages = [
  ...windowPackages,
  'xvfb',
  'xauth',
  'fonts-noto-core',
  'poppler-utils',
  'qpdf',
  'pgbouncer',
];

export const hasApt = () =>
  process.platform === 'linux' &&
  existsSync('/usr/bin/apt-get') &&
  existsSync('/usr/bin/dpkg-query');

/**
 * Newer releases renamed libraries for 64-bit time (libgtk-3-0t64); either name will do.
 * @param {readonly string[]} names
 * @param {string} listing lines of "package status"
 */
export function missingFrom(names, listing) {
  const installed = new Set(
    listing
      .split('\n')
      .map((line) => line.trim().split(' '))
      .filter(([, status]) => status === 'installed')
      .map(([name]) => name?.replace(/:.*$/, '')),
  );
  return names.filter((name) => !installed.has(name) && !installed.has(`${name}t64`));
}

/** @param {readonly string[]} names @returns {string[]} empty where the system is not Debian's kind: nothing can be said there */
export function missingSystemPackages(names) {
  if (!hasApt()) return [];
  const both = names.flatMap((name) => [name, `${name}t64`]);
  // dpkg-query fails when any name is unknown to it, and still lists the others.
  const { stdout } = spawnSync(
    'dpkg-query',
    ['-W', '-f', '${Package} ${db:Status-Status}\n', ...both],
    { encoding: 'utf8' },
  );
  return missingFrom(names, stdout ?? '');
}

/**
 * Installs what is missing when that is possible without asking, and otherwise names the command.
 * Never fails: whoever needs the packages finds out and says what does not work without them.
 * @param {readonly string[]} names
 */
export async function ensureSystemPackages(names) {
  const missing = missingSystemPackages(names);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    say(
      `These system packages are missing: ${missing.join(' ')}\nTo install them: sudo apt-get install -y ${missing.join(' ')}`,
    );
    return;
  }
  say(`Installing system packages: ${missing.join(' ')}`);
  let attempt = await aptInstall(missing);
  if (attempt.code !== 0) {
    // Package lists are often absent or old in containers.
    await runCommand('apt-get', ['update', '-qq']);
    attempt = await aptInstall(missing);
  }
  const known = withoutUnknown(missing, attempt.output);
  // One name that is not to be had keeps all others away.
  if (attempt.code !== 0 && known.length < missing.length) attempt = await aptInstall(known);
  if (missing.includes('pgbouncer')) await keepServiceOff('pgbouncer');
  const left = missingSystemPackages(missing);
  if (left.length > 0) {
    say(
      `These could not be installed: ${left.join(' ')}\n${tail(attempt.output, 5)}\nTo try by hand: apt-get update && apt-get install -y ${left.join(' ')}`,
    );
  }
}

/**
 * The names that apt-get does not say it has never heard of.
 * @param {readonly string[]} names
 * @param {string} output what it said
 */
export function withoutUnknown(names, output) {
  const unknown = [
    ...output.matchAll(/Unable to locate package (\S+)|Package '?(\S+?)'? has no installation/g),
  ].map(([, missing, withdrawn]) => missing ?? withdrawn);
  return names.filter((name) => !unknown.includes(name) && !unknown.includes(`${name}t64`));
}

/**
 * Debian starts what it installs; the tests start one of their own and want none beside it.
 * @param {string} name
 */
async function keepServiceOff(name) {
  if (existsSync('/run/systemd/system')) await runCommand('systemctl', ['disable', '--now', name]);
}

/** @param {readonly string[]} missing */
function aptInstall(missing) {
  const names = missing.map((name) => {
    const renamed = spawnSync('apt-cache', ['show', '--no-all-versions', `${name}t64`], {
      encoding: 'utf8',
    });
    return renamed.status === 0 && renamed.stdout.includes('Package:') ? `${name}t64` : name;
  });
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
    env,
  });
}
