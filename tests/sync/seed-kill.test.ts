import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillProgress } from '../bench/sync-lms';
import { seededRandom } from '../support/random';
import { syncProcess, type SyncProcess } from '../support/sync-process';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';
import { freePort } from '../support/tcp';

/** Fewer with LECTERN_KILL_ROWS: a million take more than a minute. */
const rows = Number(process.env.LECTERN_KILL_ROWS ?? 1_000_000);
const kills = 50;
const seed = Number(process.env.LECTERN_SEED ?? 4711);

type Place = { readonly phase: string; readonly lastKey: string | null; readonly copied: number };

/** How far the copy of UserProgress is, as the file says. */
function placeOf(look: BetterSqlite3.Database): Place {
  const found = look
    .prepare(
      `SELECT s."phase", p."last_key" AS lastKey, coalesce(p."rows", 0) AS copied
       FROM "lectern_sync_state" s LEFT JOIN "lectern_sync_part" p ON p."table_name" = 'UserProgress'`,
    )
    .get() as Place | undefined;
  return found ?? { phase: 'none', lastKey: null, copied: 0 };
}

/** Waits until rows arrive or the copy is complete, then a random moment more. */
async function untilUnderWay(look: BetterSqlite3.Database, moment: number): Promise<void> {
  const before = placeOf(look);
  const end = performance.now() + 20_000;
  for (;;) {
    const now = placeOf(look);
    if (now.copied > before.copied || now.phase === 'ready') break;
    if (performance.now() > end)
      throw new Error(`nothing arrives any more: ${JSON.stringify(now)}`);
    await sleep(3);
  }
  await sleep(moment);
}

async function serverHash(admin: Client): Promise<string> {
  const { rows: found } = await admin.query<{ line: string }>(
    `SELECT "id" || '|' || "userId" || '|' || "chapterId" || '|' || "isCompleted"::int || '|' ||
       to_char("updatedAt", 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS line
     FROM "UserProgress" ORDER BY "id" COLLATE "C"`,
  );
  return hashOf(found.map(({ line }) => line));
}

function workspaceHash(look: BetterSqlite3.Database): string {
  return hashOf(
    look
      .prepare(
        `SELECT "id" || '|' || "userId" || '|' || "chapterId" || '|' || "isCompleted" || '|' || "updatedAt"
         FROM "UserProgress" ORDER BY "id"`,
      )
      .pluck()
      .all() as string[],
  );
}

function hashOf(lines: readonly string[]): string {
  const hash = createHash('sha256');
  for (const line of lines) hash.update(`${line}\n`);
  return `${lines.length} ${hash.digest('hex')}`;
}

/** Somebody goes on working: rows behind and ahead of the copy change, go and come. */
async function disturb(admin: Client, chance: () => number, n: number): Promise<void> {
  const some = (): string => `progress-${String(Math.floor(chance() * rows)).padStart(9, '0')}`;
  await admin.query(
    `UPDATE "UserProgress" SET "isCompleted" = NOT "isCompleted", "updatedAt" = now() WHERE "id" = ANY($1)`,
    [[some(), some()]],
  );
  await admin.query(`DELETE FROM "UserProgress" WHERE "id" = ANY($1)`, [[some(), some()]]);
  await admin.query(
    `INSERT INTO "UserProgress" ("id","userId","chapterId","updatedAt") VALUES ($1, $1, 'chapter-0001', now())`,
    [`new-${n}`],
  );
  // The same learner and chapter under another id: unique values go from row to row.
  const moved = some();
  await admin.query(
    `WITH gone AS (DELETE FROM "UserProgress" WHERE "id" = $1 RETURNING *)
     INSERT INTO "UserProgress" SELECT $2, "userId", "chapterId", "isCompleted", "createdAt", "updatedAt" FROM gone`,
    [moved, `again-${n}`],
  );
}

async function untilReady(process: SyncProcess, look: BetterSqlite3.Database): Promise<void> {
  const end = performance.now() + 120_000;
  while (placeOf(look).phase !== 'ready' && performance.now() < end) await sleep(50);
  await process.client().sync.run({});
}

describe.skipIf(!usualBinaries)('a first copy that is killed', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer({ port: await freePort() });
  });
  afterAll(() => server?.stop());

  test(`goes on after each of ${kills} kills, reads nothing twice, and is complete`, async () => {
    console.info(`seed ${seed} (LECTERN_SEED)`);
    const chance = seededRandom(seed);
    const database = await server.database();
    await fillProgress(database.admin, rows);
    const process = await syncProcess();
    const look = new BetterSqlite3(process.file, { readonly: true });
    try {
      const { host, port, user } = database.settings();
      // The process is killed while it answers.
      void process
        .client()
        .sync.init({ server: `postgres://${user}@${host}:${port}/${database.name}` });
      let place = placeOf(look);
      let during = 0;
      for (let n = 0; n < kills; n += 1) {
        await untilUnderWay(look, chance() * 40);
        await process.kill();
        const now = placeOf(look);
        if (now.phase === 'seeding') {
          during += 1;
          // Forward only, and as many rows as were counted: a chunk read twice would count twice.
          expect((now.lastKey ?? '') >= (place.lastKey ?? '')).toBe(true);
          const here = look.prepare(`SELECT count(*) FROM "UserProgress"`).pluck().get();
          expect(here).toBe(now.copied);
        }
        place = now;
        await disturb(database.admin, chance, n);
        await process.start();
      }
      await untilReady(process, look);
      console.info(`${during} of ${kills} kills fell into the copy of ${rows} rows`);
      expect(during).toBeGreaterThan(kills / 3);
      expect(workspaceHash(look)).toBe(await serverHash(database.admin));
      expect(look.pragma('integrity_check', { simple: true })).toBe('ok');
      const indexes = `SELECT count(*) FROM sqlite_master WHERE type = 'index' AND tbl_name = 'UserProgress'`;
      expect(look.prepare(indexes).pluck().get()).toBe(3);
    } finally {
      look.close();
      await process.close();
    }
  }, 480_000);
});
