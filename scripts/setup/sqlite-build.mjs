import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inRoot } from './paths.mjs';
import { findProgram, runCommand, tail } from './run-command.mjs';
import { SetupProblem } from './say.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const newerNode = 'install Node 22 or newer, which needs no build, then run: npm run setup';

/**
 * Compiles better-sqlite3 with the system's compiler. Two compiler calls and a link are all it
 * takes, so neither Python nor node-gyp has to be present.
 * @param {string} packageFolder
 * @param {string} target
 */
export async function compileBinding(packageFolder, target) {
  if (process.platform !== 'linux') {
    throw new SetupProblem(
      `SQLite's binding has no ready-made file for Node ${process.versions.node}`,
      newerNode,
    );
  }
  const headers = findHeaders();
  await ensureCompiler();
  const work = mkdtempSync(join(tmpdir(), 'lectern-sqlite-'));
  try {
    await compileObjects(packageFolder, headers, work);
    await call('g++', [
      '-shared',
      '-s',
      '-Wl,-Bsymbolic',
      '-Wl,--exclude-libs,ALL',
      join(work, 'addon.o'),
      join(work, 'sqlite3.o'),
      '-ldl',
      '-lm',
      '-lpthread',
      '-o',
      target,
    ]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  // Without the post-finalizer, handles are released inside garbage collection and the process aborts.
  if (!readFileSync(target).includes('node_api_post_finalizer')) {
    rmSync(target);
    throw new SetupProblem('the SQLite build came out without a safe finalizer', newerNode);
  }
}

/** @param {string} packageFolder @param {string} headers @param {string} work */
async function compileObjects(packageFolder, headers, work) {
  const sqlite = join(packageFolder, 'deps', 'sqlite3');
  const defines = readDefines(readFileSync(join(packageFolder, 'deps', 'defines.gypi'), 'utf8'));
  const common = ['-c', '-O3', '-fPIC', '-w', '-DNDEBUG', '-fvisibility=hidden', ...defines];
  await Promise.all([
    call('gcc', [...common, '-std=c99', join(sqlite, 'sqlite3.c'), '-o', join(work, 'sqlite3.o')]),
    call('g++', [
      ...common,
      '-std=c++20',
      '-fno-exceptions',
      '-fno-rtti',
      '-fvisibility-inlines-hidden',
      '-DNODE_GYP_MODULE_NAME=better_sqlite3',
      '-DBUILDING_NODE_EXTENSION',
      '-DNAPI_EXPERIMENTAL',
      '-DNAPI_VERSION=2147483647',
      '-DNAPI_DISABLE_CPP_EXCEPTIONS',
      '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
      `-I${headers}`,
      `-I${inRoot('node_modules', 'node-addon-api')}`,
      `-I${sqlite}`,
      `-I${join(packageFolder, 'src')}`,
      join(packageFolder, 'src', 'better_sqlite3.cpp'),
      '-o',
      join(work, 'addon.o'),
    ]),
  ]);
}

/**
 * The compile-time options of SQLite, from the package's own list.
 * @param {string} gypi
 * @returns {string[]}
 */
export function readDefines(gypi) {
  const withoutComments = gypi.replace(/^\s*#.*$/gm, '');
  return [...withoutComments.matchAll(/'([A-Z0-9_]+(?:=-?\w+)?)'/g)].map(([, name]) => `-D${name}`);
}

function findHeaders() {
  const folder = join(dirname(realpathSync(process.execPath)), '..', 'include', 'node');
  const api = join(folder, 'js_native_api.h');
  if (
    existsSync(api) &&
    readFileSync(api, 'utf8').includes('NODE_API_EXPERIMENTAL_HAS_POST_FINALIZER')
  )
    return folder;
  throw new SetupProblem(
    `Node's header files are not beside ${process.execPath}, and SQLite has to be built for Node ${process.versions.node}`,
    `${newerNode}; or install Node from nodejs.org, nvm or NodeSource, which bring the headers`,
  );
}

async function ensureCompiler() {
  if (findProgram('g++') && findProgram('gcc')) return;
  await ensureSystemPackages(['g++']);
  if (!findProgram('g++'))
    throw new SetupProblem(
      'there is no C++ compiler, and SQLite has to be built once',
      'install g++, then run: npm run setup',
    );
}

/** @param {string} program @param {readonly string[]} args */
async function call(program, args) {
  const { code, output } = await runCommand(program, args);
  if (code !== 0)
    throw new SetupProblem(`${program} failed while building SQLite:\n${tail(output)}`, newerNode);
}
