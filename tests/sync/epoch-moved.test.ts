import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkEpoch, recoverEpoch } from '../../src/main/engine/sync/epoch';
import { pushQueue } from '../../src/main/engine/sync/push';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';
import { rename, states, titleHere } from './epoch-desk';
import { copiedWorld } from './verify-mirror';

const serverTest = test.skipIf(!usualBinaries);
let server: SyncServer;
beforeAll(async () => {
  if (usualBinaries) server = await syncServer();
});
afterAll(() => server?.stop());

serverTest(
  'a delivery whose answer was lost ends on the server that the data moved to',
  async () => {
    const { db, here } = await copiedWorld(server);
    await checkEpoch(await here.session());
    rename(here, 'a', 'Mine');
    const { sql } = here.engine;
    await pushQueue(await here.session());
    // The answer was lost: here it is still queued, the server has it.
    sql.exec(`UPDATE "lectern_outbox" SET "state" = 'queued', "acknowledged_xid" = NULL`);
    // The data moved to a server that counts its transactions from the beginning.
    await db.admin.query(`UPDATE lectern.sync_op SET xid = '8000000000';
    UPDATE lectern.sync_meta SET epoch = gen_random_uuid()`);
    await recoverEpoch(await here.session());
    await pushQueue(await here.session());
    await here.cycle();
    expect(states(here)).toEqual(['a Mine settled']);
    await db.admin.query(`UPDATE "Course" SET "title" = 'Theirs, later' WHERE "id" = 'a'`);
    await here.cycle();
    expect(titleHere(here, 'a')).toBe('Theirs, later');
  },
);
