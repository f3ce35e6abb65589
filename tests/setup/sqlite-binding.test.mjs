import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRuntime } from '../../scripts/setup/electron-runtime.mjs';
import { inRoot } from '../../scripts/setup/paths.mjs';
import { needsOwnBuild, tryBinding } from '../../scripts/setup/sqlite-binding.mjs';
import { readDefines } from '../../scripts/setup/sqlite-build.mjs';

const stress = join(import.meta.dirname, 'sqlite-stress.mjs');

test('a build of our own is made exactly where the shipped binaries would crash', () => {
  expect(needsOwnBuild('9', undefined)).toBe(true);
  expect(needsOwnBuild('9', '45.4.1')).toBe(true);
  expect(needsOwnBuild('10', '33.2.1')).toBe(true);
  expect(needsOwnBuild('10', '35.0.0')).toBe(false);
  expect(needsOwnBuild('10', undefined)).toBe(false);
});

test('the compile-time options are those of the package, comments left out', () => {
  const defines = readDefines(
    readFileSync(inRoot('node_modules', 'better-sqlite3', 'deps', 'defines.gypi'), 'utf8'),
  );
  expect(defines).toContain('-DSQLITE_ENABLE_FTS5');
  expect(defines).toContain('-DSQLITE_DEFAULT_CACHE_SIZE=-16000');
  expect(readDefines("# 'NOT_THIS=1'\n'THIS'")).toEqual(['-DTHIS']);
});

test('the binding loads in this Node', async () => {
  expect(await tryBinding()).toEqual({ ok: true, detail: expect.stringMatching(/^SQLite 3\./) });
});

test('the binding survives garbage collection in Node', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', stress], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/stress passed on Node/);
  expect(status).toBe(0);
});

test('the binding survives garbage collection in Electron', (context) => {
  const runtime = readRuntime();
  if (!runtime) return context.skip('there is no Electron runtime');
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { status, stdout } = spawnSync(runtime.program, ['--expose-gc', stress], {
    encoding: 'utf8',
    env,
  });
  expect(stdout).toMatch(/stress passed on Electron/);
  expect(status).toBe(0);
});
