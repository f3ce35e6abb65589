import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkEpoch } from '../../src/main/engine/sync/epoch';
import { Housekeeping } from '../../src/main/engine/sync/service/housekeeping';
import type { SyncSession } from '../../src/main/engine/sync/session';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';
import { copiedWorld } from './verify-mirror';

const serverTest = test.skipIf(!usualBinaries);
const twoDays = 2 * 24 * 60 * 60 * 1000;
let server: SyncServer;
beforeAll(async () => {
  if (usualBinaries) server = await syncServer();
});
afterAll(() => server?.stop());

serverTest('triggers noted by a clock that was ahead do not make every cycle compare', async () => {
  const { db, here } = await copiedWorld(server);
  await checkEpoch(await here.session());
  let ahead = twoDays;
  const now = (): number => here.engine.clock.now() + ahead;
  const session = async (): Promise<SyncSession> => {
    const made = await here.session();
    return { ...made, context: { ...made.context, clock: { now } } };
  };
  const keeping = new Housekeeping(now);
  await db.admin.query('ALTER TABLE "Purchase" DISABLE TRIGGER USER');
  await keeping.keep(await session());
  await db.admin.query('SELECT lectern.install_change_triggers()');
  await keeping.keep(await session());
  ahead = 0;
  const compared = here.engine.sql
    .prepare(`SELECT count(*) FROM "lectern_sync_event" WHERE "kind" = 'verified'`)
    .pluck();
  await keeping.keep(await session());
  const before = compared.get();
  for (let cycles = 0; cycles < 3; cycles += 1) await keeping.keep(await session());
  expect(compared.get()).toBe(before);
});
