import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { resolve } from 'node:path';
import { createWorkers } from '../../src/main/engine/jobs/workers';
import { saveSyncState } from '../../src/main/engine/sync/local/state-repository';
import { pull } from '../../src/main/engine/sync/pull';
import { refreshScope } from '../../src/main/engine/sync/scope';
import { seedMissing } from '../../src/main/engine/sync/seed';
import type { SyncSession } from '../../src/main/engine/sync/session';
import { toInstant } from '../../src/shared/kernel/clock';
import { directSync } from '../support/direct-session';
import { testEngine, type TestEngine } from '../support/engine';
import { syncServer, usualBinaries, type SyncDatabase } from '../support/sync-server';
import { percentile, type Finding } from './finding';
import { fillProgress, progressRows } from './sync-lms';

const writers = 16;
const openMs = 8_000;

/** Pulls of a workspace of a million rows from a server whose log has as many lines. */
export async function measure(): Promise<Finding[]> {
  if (!usualBinaries) return [];
  const server = await syncServer();
  const engine = await testEngine();
  const workers = createWorkers(resolve(import.meta.dirname, '../../out/main'));
  try {
    const database = await server.database();
    await fillProgress(database.admin, progressRows);
    const direct = directSync(engine, 'bench');
    const made = await direct.session(await database.connect());
    const context = { ...made.context, workers };
    const session: SyncSession = { ...made, context, breathe: () => turn() };
    await refreshScope(session);
    await seedMissing(session);
    return [
      await idlePulls(session),
      await deltas(session, database),
      await lagBehindOpenTransaction(session, engine, database),
    ];
  } finally {
    await workers.close();
    await engine.close();
    await server.stop();
  }
}

async function idlePulls(session: SyncSession): Promise<Finding> {
  const times: number[] = [];
  for (let n = 0; n < 100; n += 1) times.push(await timed(() => pull(session)));
  return finding('a pull that finds nothing', times, 20);
}

async function deltas(session: SyncSession, { admin }: SyncDatabase): Promise<Finding> {
  const times: number[] = [];
  const notes: number[] = [];
  for (let n = 0; n < 43; n += 1) {
    await admin.query(
      `UPDATE "UserProgress" SET "isCompleted" = NOT "isCompleted", "updatedAt" = now()
       WHERE "id" IN (SELECT 'progress-' || lpad((i * ${Math.floor(progressRows / 1_000)} + ${n})::text, 9, '0')
         FROM generate_series(0, 999) i)`,
    );
    times.push(await timed(() => pull(session)));
    notes.push(await timed(() => noteSynced(session)));
  }
  const found = finding('a pull of 1,000 changed rows', times.slice(3), 100);
  const noted = percentile(notes.slice(3), 0.5).toFixed(1);
  return { ...found, detail: `${found.detail}; noting it, with the checkpoint, p50 ${noted} ms` };
}

/** As a cycle ends: the first transaction after a pull brings the file up to date. */
async function noteSynced({ context }: SyncSession): Promise<void> {
  await turn();
  const lastSyncedAt = toInstant(context.clock.now());
  context.workspace.write((db) => saveSyncState(db, { lastSyncedAt }));
}

/** From a writer's COMMIT until the row is in the workspace, while another transaction is open. */
async function lagBehindOpenTransaction(
  session: SyncSession,
  engine: TestEngine,
  database: SyncDatabase,
): Promise<Finding> {
  const open = await database.client();
  await open.query(`BEGIN; UPDATE "Course" SET "title" = 'Open'; SELECT pg_current_xact_id()`);
  const end = performance.now() + openMs;
  const committed = new Map<string, number>();
  const lags: number[] = [];
  const writing = Array.from({ length: writers }, async (_, writer) => {
    const client = await database.client();
    for (let n = 0; performance.now() < end; n += 1) {
      const id = `lag-${writer}-${n}`;
      await client.query(
        `INSERT INTO "UserProgress" ("id","userId","chapterId","updatedAt") VALUES ($1,$1,'chapter-0001',now())`,
        [id],
      );
      committed.set(id, performance.now());
      await sleep(40);
    }
  });
  const isHere = engine.sql.prepare('SELECT 1 FROM "UserProgress" WHERE "id" = ?');
  while (performance.now() < end) {
    await pull(session);
    const now = performance.now();
    for (const [id, at] of committed) {
      if (!isHere.get(id)) continue;
      lags.push(now - at);
      committed.delete(id);
    }
    await sleep(50);
  }
  await Promise.all(writing);
  await open.query('ROLLBACK');
  return finding(
    `rows behind a transaction open for ${openMs / 1000} s, ${writers} writers`,
    lags,
    1_000,
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The 95th of 100, against the most that it may be. */
function finding(label: string, times: readonly number[], ceilingMs: number): Finding {
  const p95 = percentile(times, 0.95);
  return {
    label: `${label}, p95 of ${ceilingMs} ms`,
    ratio: p95 / ceilingMs,
    ceiling: 1,
    detail: `p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms of ${times.length}`,
  };
}
