import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkEpoch } from '../../src/main/engine/sync/epoch';
import { pushQueue } from '../../src/main/engine/sync/push';
import { connectTo } from '../support/lms-on-postgres';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';
import { copiedWorld } from './verify-mirror';

const serverTest = test.skipIf(!usualBinaries);
let server: SyncServer;
beforeAll(async () => {
  if (usualBinaries) server = await syncServer();
});
afterAll(() => server?.stop());

serverTest('numbers keep their digits whatever the server is set to', async () => {
  const { db, here } = await copiedWorld(server);
  await checkEpoch(await here.session());
  await db.admin.query(
    `UPDATE "AssignmentSubmission" SET "score" = 0.1::float8 + 0.2::float8 WHERE "id" = 'work'`,
  );
  await here.cycle();
  await db.admin.query(`ALTER DATABASE ${db.name} SET extra_float_digits = 0`);
  const connection = await connectTo(db.settings());
  here.direct.context.edit({ name: 'test', label: 'grade' }, (edit) =>
    edit.update('AssignmentSubmission', 'work', { score: 5 }),
  );
  expect(await pushQueue(await here.direct.session(connection))).toMatchObject({
    conflicted: 0,
    parked: 0,
  });
  await connection.close();
});
