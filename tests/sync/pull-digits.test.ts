import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pull } from '../../src/main/engine/sync/pull';
import { world } from '../support/change-log';
import { mirror } from '../support/mirror';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

describe.skipIf(!usualBinaries)('the numbers of transactions', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server?.stop());

  test('get another digit and lose nothing', async () => {
    const database = await server.database();
    const { admin } = database;
    await admin.query(world);
    const workspace = await mirror(database);
    await workspace.cycle();
    const session = await workspace.session();
    const xid = async (): Promise<number> =>
      Number(
        (await admin.query<{ x: string }>('SELECT pg_current_xact_id()::text AS x')).rows[0]?.x,
      );
    const first = await xid();
    const limit = 10 ** String(first).length;
    for (let now = first; now < limit - 3; now = await xid());
    const old = await database.client();
    await old.query(`BEGIN; UPDATE "Chapter" SET "description" = 'of an old number'`);
    for (let n = 0; n < 8; n += 1) {
      await admin.query(
        `INSERT INTO "Chapter" ("id","title","position","courseId","updatedAt") VALUES ($1,'C',1,'a',now())`,
        [`digit-${n}`],
      );
      await pull(session);
      const { here, there } = await workspace.both();
      expect(here).toEqual(there);
    }
    expect(await xid()).toBeGreaterThan(limit);
    await old.query('COMMIT');
    await pull(session);
    const { here, there } = await workspace.both();
    expect(here).toEqual(there);
  }, 60_000);
});
