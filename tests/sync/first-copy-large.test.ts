import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mirror } from '../support/mirror';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

/** So many rows of a table that its indexes are made after them. */
const many = 100_001;

describe.skipIf(!usualBinaries)('a first copy of very many learners', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server?.stop());

  test('brings their standings and their ledgers', async () => {
    const database = await server.database();
    await database.admin.query(`
      INSERT INTO "UserXP" ("id","userId","totalXP","level","currentLevelXP","updatedAt")
        SELECT 'xp:' || n, 'user-' || n, 10, 1, 10, now() FROM generate_series(1, ${many}) n;
      INSERT INTO "XPTransaction" ("id","userId","amount","reason","sourceType","sourceId")
        SELECT 'award-' || n, 'user-' || n, 10, 'Chapter', 'chapter', 'c' FROM generate_series(1, 5) n;
      ANALYZE`);
    const here = await mirror(database);
    await here.cycle();
    const count = (table: string): unknown =>
      here.engine.sql.prepare(`SELECT count(*) FROM "${table}"`).pluck().get();
    expect(count('UserXP')).toBe(many);
    expect(count('XPTransaction')).toBe(5);
  }, 120_000);

  test('goes on to its end when a person makes what the server has, too', async () => {
    const database = await server.database();
    await database.admin.query(`
      INSERT INTO "Course" ("id","createdById","title","updatedAt") VALUES ('a','t','A',now());
      INSERT INTO "Certificate" ("id","userId","courseId","verificationCode","certificateUrl")
        SELECT 'c' || lpad(n::text, 7, '0'), 'user-' || n, 'a', 'code-' || n, 'urn:' || n
          FROM generate_series(1, ${many}) n;
      ANALYZE`);
    const here = await mirror(database);
    const copied = here.engine.sql.prepare('SELECT count(*) FROM "Certificate"').pluck();
    let isMade = false;
    const breathe = async (): Promise<void> => {
      await turn();
      if (isMade || copied.get() === 0) return;
      isMade = true;
      here.direct.context.edit({ name: 'test', label: 'certificate' }, (edit) =>
        edit.insert('Certificate', {
          id: 'mine',
          userId: `user-${many}`,
          courseId: 'a',
          templateId: '',
          certificateUrl: 'urn:mine',
          verificationCode: 'mine',
          issuedAt: '2026-01-01T00:00:00.000Z',
        }),
      );
    };
    await here.cycle({ breathe });
    expect(isMade).toBe(true);
    await here.cycle();
    const indexes = `SELECT count(*) FROM sqlite_master WHERE type = 'index' AND tbl_name = 'Certificate' AND sql IS NOT NULL`;
    expect(here.engine.sql.prepare(indexes).pluck().get()).toBeGreaterThan(1);
  }, 120_000);
});
