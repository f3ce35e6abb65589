import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createWorkspaceFile } from '../../src/main/engine/create-workspace';
import type { EngineClient } from '../../src/shared/contract';
import { startEngineProcess, type EngineProcess } from './engine-process';
import { expectOk } from './engine';
import { migrationsFolder } from './migration-target';
import { seededBytes } from './seeded-bytes';

/** A workspace in a process of its own, which syncs by itself and can be killed. */
export type SyncProcess = {
  readonly file: string;
  /** Of the process that runs now. */
  readonly client: () => EngineClient;
  /** SIGKILL. */
  readonly kill: () => Promise<void>;
  /** Another process on the same file. */
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Makes an empty workspace and starts a process on it. */
export async function syncProcess(seed = 5): Promise<SyncProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-process-'));
  const file = join(folder, 'work.lectern');
  expectOk(
    createWorkspaceFile({
      file,
      sample: false,
      program: 'tests',
      clock: { now: () => Date.now() },
      random: seededBytes(seed),
      migrations: migrationsFolder,
      version: '0.0.0-test',
      userName: 'tester',
    }),
  );
  let running: EngineProcess | undefined;
  const current = (): EngineProcess => {
    if (!running) throw new Error('The process has been killed');
    return running;
  };
  const start = async (): Promise<void> => {
    running = await startEngineProcess(file);
  };
  await start();
  return {
    file,
    client: () => current().client,
    kill: async () => {
      await current().kill();
      running = undefined;
    },
    start,
    close: async () => {
      await running?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Everything is delivered and seen again, the file is sound, and both sides are equal. */
export async function expectAtRest(client: EngineClient): Promise<void> {
  expectOk(await client.sync.run({}));
  expectOk(await client.sync.run({}));
  expect(expectOk(await client.sync.outbox({})).items).toEqual([]);
  expect(expectOk(await client.workspace.check({})).complaints).toEqual([]);
  expect(expectOk(await client.sync.verify({})).differs).toEqual([]);
}
