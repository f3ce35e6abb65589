import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { createWorkspaceFile } from '../../src/main/engine/create-workspace';
import { createEngine, type Engine, type SecretStore } from '../../src/main/engine/engine';
import type { Timers } from '../../src/main/engine/sync/service/timers';
import type { EngineClient } from '../../src/shared/contract';
import type { ErrorCode, Failure } from '../../src/shared/kernel/errors';
import type { Result } from '../../src/shared/kernel/result';
import { seededBytes } from './seeded-bytes';

const root = resolve(import.meta.dirname, '../..');
const migrations = join(root, 'migrations');
const program = 'a test';

/** Monday morning: the time of every test that does not set another. */
export const testNow = Date.parse('2026-03-02T09:00:00.000Z');

/** A clock that stands until the test moves it. */
export type TestClock = {
  readonly now: () => number;
  readonly set: (instant: string) => void;
  readonly advance: (ms: number) => void;
};

/** An engine on a workspace file of its own, and what a test needs around it. */
export type TestEngine = {
  readonly client: EngineClient;
  readonly call: Engine['call'];
  readonly subscribe: Engine['subscribe'];
  readonly file: string;
  readonly folder: string;
  readonly clock: TestClock;
  /** A second connection, for arranging rows and for looking at what was stored. */
  readonly sql: BetterSqlite3.Database;
  /** Closes the engine and opens another one on the same file, as a restart does. */
  readonly restart: () => Promise<TestEngine>;
  readonly close: () => Promise<void>;
};

export type TestEngineOptions = {
  readonly sample?: boolean;
  readonly seed?: number;
  readonly mode?: 'read' | 'write';
  /** An existing workspace instead of a new one; it is not removed afterwards. */
  readonly file?: string;
  /** Where the engine writes its log; nowhere when left out. */
  readonly logFile?: string;
  /** In place of a keychain; nothing is kept when left out. */
  readonly secrets?: SecretStore;
  /** Sync goes by itself, as in the window. */
  readonly autoSync?: boolean;
  readonly timers?: Timers;
};

/**
 * Starts an engine on a new workspace (empty, or the sample), on a real file. Within a test it is
 * closed and removed when the test ends; in `beforeAll` the caller closes it.
 */
export async function testEngine(options: TestEngineOptions = {}): Promise<TestEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-test-'));
  const file = options.file ?? join(folder, 'test.lectern');
  if (options.file === undefined) copyFileSync(template(options.sample ?? false), file);
  const started = start({ ...options, folder, file, clock: testClock(), seed: options.seed ?? 1 });
  const remove = async (): Promise<void> => {
    await started.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    onTestFinished(remove);
  } catch {
    // Called outside a test (beforeAll): whoever called it closes it.
  }
  return { ...started, close: remove };
}

type Start = TestEngineOptions & {
  readonly folder: string;
  readonly file: string;
  readonly clock: TestClock;
  readonly seed: number;
};

function start(from: Start): TestEngine {
  const opened = createEngine({
    file: from.file,
    mode: from.mode ?? 'write',
    program,
    clock: from.clock,
    random: seededBytes(from.seed),
    folders: {
      migrations,
      workers: join(root, 'out', 'main'),
      certificates: join(from.folder, 'certificates'),
      backups: join(from.folder, 'backups'),
      data: join(from.folder, 'data'),
    },
    logFile: from.logFile,
    version: '0.0.0',
    userName: 'Tess Tester',
    backups: false,
    ...(from.secrets ? { secrets: from.secrets } : {}),
    ...(from.timers ? { timers: from.timers } : {}),
    autoSync: from.autoSync ?? false,
  });
  const engine = expectOk(opened);
  const sql = new BetterSqlite3(from.file);
  sql.pragma('foreign_keys = ON');
  const close = async (): Promise<void> => {
    sql.close();
    await engine.close();
  };
  const restart = async (): Promise<TestEngine> => {
    await close();
    const again = start({ ...from, seed: from.seed + 1 });
    onTestFinished(again.close);
    return again;
  };
  const { client, call, subscribe } = engine;
  return { client, call, subscribe, close, restart, sql, ...from };
}

const templates = new Map<boolean, string>();

/** Applying all steps takes longer than most tests: it is done once, then copied. */
function template(sample: boolean): string {
  const known = templates.get(sample);
  if (known !== undefined && existsSync(known)) return known;
  const folder = mkdtempSync(join(tmpdir(), 'lectern-template-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'template.lectern');
  expectOk(
    createWorkspaceFile({
      file,
      sample,
      program,
      clock: { now: () => testNow },
      random: seededBytes(7),
      migrations,
      version: '0.0.0',
      userName: 'Tess Tester',
    }),
  );
  templates.set(sample, file);
  return file;
}

function testClock(): TestClock {
  let at = testNow;
  return {
    now: () => at,
    set: (instant) => {
      at = Date.parse(instant);
    },
    advance: (ms) => {
      at += ms;
    },
  };
}

/** The value of a result; a failure fails the test with its own words. */
export function expectOk<T>(result: Result<T, Failure>): T {
  if (result.ok) return result.value;
  throw new Error(`Expected success, got ${result.error.code}: ${result.error.message}`);
}

/** The failure of a result, which must have this code. */
export function expectFailure(result: Result<unknown, Failure>, code: ErrorCode): Failure {
  if (result.ok) throw new Error(`Expected ${code}, got ${JSON.stringify(result.value)}`);
  if (result.error.code !== code) {
    throw new Error(`Expected ${code}, got ${result.error.code}: ${result.error.message}`);
  }
  return result.error;
}
