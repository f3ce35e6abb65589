import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pull } from '../../src/main/engine/sync/pull';
import { world } from '../support/change-log';
import { mirror } from '../support/mirror';
import { seededRandom } from '../support/random';
import {
  syncServer,
  usualBinaries,
  type SyncDatabase,
  type SyncServer,
} from '../support/sync-server';

const writers = 16;

/** Writes, changes, deletes and rolls back until `end`, some of it slowly. */
async function write(database: SyncDatabase, writer: number, end: number, seed: number) {
  const client = await database.client();
  const chance = seededRandom(seed * 100 + writer);
  let made = 0;
  while (performance.now() < end) {
    made += 1;
    const id = `w${writer}-${made}`;
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO "UserProgress" ("id","userId","chapterId","updatedAt") VALUES ($1, $1, 'ch', now())`,
      [id],
    );
    if (chance() < 0.3) {
      await client.query(`UPDATE "UserProgress" SET "isCompleted" = true WHERE "id" = $1`, [
        `w${writer}-${Math.ceil(chance() * made)}`,
      ]);
    }
    if (chance() < 0.2) {
      await client.query(`DELETE FROM "UserProgress" WHERE "id" = $1`, [
        `w${writer}-${Math.ceil(chance() * made)}`,
      ]);
    }
    if (chance() < 0.1) await sleep(chance() * 300);
    await client.query(chance() < 0.2 ? 'ROLLBACK' : 'COMMIT');
  }
}

describe.skipIf(!usualBinaries)('pulling while others write', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server?.stop());

  test('sixteen writers with rollbacks and slow transactions: nothing is missing, nothing too much', async () => {
    const seed = Number(process.env.LECTERN_SEED ?? 20260302);
    console.info(`seed ${seed} (LECTERN_SEED)`);
    const database = await server.database();
    await database.admin.query(world);
    const workspace = await mirror(database);
    await workspace.cycle();
    const session = await workspace.session();
    // One of them is open all the time, so that the horizon of the server stands still.
    const open = await database.client();
    await open.query(
      `BEGIN; UPDATE "Chapter" SET "title" = 'Kept waiting'; SELECT pg_current_xact_id()`,
    );
    const end = performance.now() + 10_000;
    let isOver = false;
    const writing = Promise.all(
      Array.from({ length: writers }, (_, writer) => write(database, writer, end, seed)),
    ).finally(() => {
      isOver = true;
    });
    let arrivedBehindIt = 0;
    while (!isOver) {
      arrivedBehindIt += (await pull(session)).rows;
      await sleep(20);
    }
    await writing;
    expect(arrivedBehindIt).toBeGreaterThan(100);
    await pull(session);
    const before = await workspace.both();
    expect(before.here).toEqual(before.there);
    await open.query('COMMIT');
    await pull(session);
    const after = await workspace.both();
    expect(after.here).toEqual(after.there);
    expect(after.here.Chapter?.[0]).toContain('Kept waiting');
  }, 60_000);
});
