import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeLog, world } from '../support/change-log';
import { postgresServers } from '../support/lms-on-postgres';
import { syncServer, type SyncServer } from '../support/sync-server';

describe.each(Object.entries(postgresServers))('%s', (_name, binaries) => {
  const serverTest = test.skipIf(!binaries);
  let server: SyncServer;

  beforeAll(async () => {
    if (!binaries) return;
    server = await syncServer({ binaries });
    await (await server.database()).admin.query('CREATE ROLE web LOGIN; CREATE ROLE heir LOGIN');
  });
  afterAll(() => server?.stop());

  const filled = async (): Promise<{ readonly admin: Client; readonly web: Client }> => {
    const { admin, client } = await server.database();
    await admin.query(world);
    await admin.query(`INSERT INTO "UserProgress" ("id","userId","chapterId","updatedAt")
      VALUES ('row', 'mia', 'ch', now())`);
    await admin.query('GRANT ALL ON ALL TABLES IN SCHEMA public TO web, heir');
    await takeLog(admin);
    return { admin, web: await client('web') };
  };
  const touch = `UPDATE "UserProgress" SET "isCompleted" = true`;

  serverTest('a table that was given to another owner makes no statement fail', async () => {
    const { admin, web } = await filled();
    await admin.query('ALTER TABLE "Chapter" OWNER TO heir');
    await web.query(touch);
    expect(await takeLog(admin)).toEqual([['UserProgress', null, null]]);
    await web.query(`UPDATE "Chapter" SET "courseId" = 'b'`);
    expect(await takeLog(admin)).toContainEqual(['UserProgress', null, null]);
  });

  serverTest('so does what hangs on a row that moves, when it has another owner', async () => {
    const { admin, web } = await filled();
    await admin.query('ALTER TABLE "UserProgress" OWNER TO heir');
    await web.query(touch);
    expect(await takeLog(admin)).toEqual([['UserProgress', 'row', 'a']]);
    await web.query(`UPDATE "Chapter" SET "courseId" = 'b'`);
    expect(await takeLog(admin)).toContainEqual(['UserProgress', null, null]);
  });

  serverTest('a table that somebody else made in the place of the old one neither', async () => {
    const { admin, web } = await filled();
    await admin.query(`ALTER TABLE "Chapter" RENAME TO "ChapterOld";
      CREATE TABLE "Chapter" AS SELECT * FROM "ChapterOld"; ALTER TABLE "Chapter" OWNER TO heir`);
    await web.query(touch);
    expect(await takeLog(admin)).toEqual([['UserProgress', null, null]]);
  });
});
