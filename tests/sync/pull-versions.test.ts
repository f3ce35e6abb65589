import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkEpoch } from '../../src/main/engine/sync/epoch';
import { pushQueue } from '../../src/main/engine/sync/push';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';
import { copiedWorld } from './verify-mirror';

const serverTest = test.skipIf(!usualBinaries);
let server: SyncServer;
beforeAll(async () => {
  if (usualBinaries) server = await syncServer();
});
afterAll(() => server?.stop());

serverTest('a version that a grader has kept of files alone is not kept twice', async () => {
  const { db, here } = await copiedWorld(server);
  await checkEpoch(await here.session());
  await db.admin.query(
    `UPDATE "AssignmentSubmission" SET "content" = NULL, "fileUrls" = '{a.pdf}' WHERE "id" = 'work'`,
  );
  await here.cycle();
  const at = here.engine.sql
    .prepare(`SELECT "submittedAt" FROM "AssignmentSubmission" WHERE "id" = 'work'`)
    .pluck()
    .get() as string;
  here.engine.sql.prepare(`DELETE FROM "lectern_submission_version"`).run();
  here.direct.context.edit({ name: 'test', label: 'grade' }, (edit) =>
    edit.insert('lectern_submission_version', {
      id: 'v1',
      submission_id: 'work',
      seen_at: at,
      submitted_at: at,
      content: null,
      file_urls: '["a.pdf"]',
    } as never),
  );
  await pushQueue(await here.session());
  await db.admin.query(
    `UPDATE "AssignmentSubmission" SET "fileUrls" = '{b.pdf}', "submittedAt" = now() + interval '1 hour' WHERE "id" = 'work'`,
  );
  await here.cycle();
  expect(
    here.engine.sql
      .prepare(
        `SELECT "file_urls" FROM "lectern_submission_version" WHERE "submission_id" = 'work'`,
      )
      .pluck()
      .all(),
  ).toEqual(['["a.pdf"]']);
});
