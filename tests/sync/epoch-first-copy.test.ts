import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkEpoch, recoverEpoch } from '../../src/main/engine/sync/epoch';
import { takeIndexesAway } from '../../src/main/engine/sync/local/index-repository';
import { listParts } from '../../src/main/engine/sync/local/part-repository';
import { touches, world } from '../support/change-log';
import { mirror } from '../support/mirror';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

const serverTest = test.skipIf(!usualBinaries);
let server: SyncServer;
beforeAll(async () => {
  if (usualBinaries) server = await syncServer();
});
afterAll(() => server?.stop());

serverTest(
  'a first copy that begins anew on another server holds no row of the first',
  async () => {
    const db = await server.database();
    await db.admin.query(world);
    for (const { insert } of touches) await db.admin.query(insert);
    const here = await mirror(db);
    const { workspace } = here.direct;
    await checkEpoch(await here.session());
    // A table as large as that has no indexes while it is copied.
    workspace.write((local) => takeIndexesAway(local, 'UserProgress', false));
    // Stopped in the middle: after the copy of this table.
    const stop = new AbortController();
    const breathe = async (): Promise<void> => {
      const isCopied = listParts(workspace.read).some(
        ({ table, rows }) => table === 'UserProgress' && rows > 0,
      );
      if (isCopied) stop.abort();
    };
    await expect(here.cycle({ signal: stop.signal, breathe })).rejects.toThrow();
    const count = here.engine.sql.prepare('SELECT count(*) FROM "UserProgress"').pluck();
    expect(count.get()).toBe(1);
    // Another server takes over, and the same progress is there under another id.
    await db.admin.query(`UPDATE "UserProgress" SET "id" = 'another'`);
    await db.admin.query('DELETE FROM "Attachment"');
    await db.admin.query('DELETE FROM lectern.change_log');
    await db.admin.query('UPDATE lectern.sync_meta SET epoch = gen_random_uuid()');
    await recoverEpoch(await here.session());
    await here.cycle();
    const { here: mine, there } = await here.both();
    expect(mine).toEqual(there);
    const indexes = `SELECT count(*) FROM sqlite_master WHERE type = 'index' AND tbl_name = 'UserProgress'`;
    expect(here.engine.sql.prepare(indexes).pluck().get()).toBe(3);
  },
);
