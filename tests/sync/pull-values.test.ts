import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { world } from '../support/change-log';
import { mirror } from '../support/mirror';
import {
  syncServer,
  usualBinaries,
  type SyncDatabase,
  type SyncServer,
} from '../support/sync-server';

/** Everything that a text, a number, a time or a list may be, in two courses. */
async function fillOddly({ admin }: SyncDatabase): Promise<void> {
  await admin.query(world);
  await admin.query(`ALTER TABLE "Chapter" ALTER COLUMN "position" TYPE int8`);
  await admin.query(`ALTER TABLE "Quiz" ALTER COLUMN "createdAt" TYPE timestamptz(6)`);
  const texts = [
    '',
    ' ',
    'a\tb',
    'a\nb\r\n',
    '\\N',
    '\\.',
    'back\\slash\\t',
    'ñ 🎓 漢字',
    `it's "q"`,
  ];
  for (const [n, text] of texts.entries()) {
    await admin.query(
      `INSERT INTO "Chapter" ("id","title","description","position","courseId","updatedAt")
       VALUES ($1, $2, $3, $4, 'a', '2025-06-01 10:20:30.125')`,
      [`odd-${n}`, text, n % 2 === 0 ? text : null, n % 2 === 0 ? '9223372036854775807' : -n],
    );
  }
  await admin.query(`
    INSERT INTO "Course" ("id","createdById","title","price","updatedAt") VALUES
      ('nan','teacher','N','NaN','infinity'), ('inf','teacher','I','Infinity','2025-01-01'),
      ('minus','teacher','M','-Infinity','2025-01-01 00:00:00.1'), ('tenth','teacher','T',0.1,'2025-01-01');
    UPDATE "Course" SET "prerequisites" = ARRAY['a', NULL, 'with "quotes"', E'tab\\t', '{}', ''] WHERE "id" = 'a';
    INSERT INTO "Quiz" ("id","title","courseId","createdAt") VALUES
      ('zoned','Zoned','a','2025-01-01 01:02:03.456789+05');
    INSERT INTO "Question" ("id","quizId","type","question","options","correctAnswer","points","order") VALUES
      ('json','zoned','essay','?','{"b": [1, 2.50, "\\n"], "a": null}','"text"',0,0),
      ('null','zoned','essay','?',NULL,'{}',0,1)`);
}

const odd = `UPDATE "Chapter" SET "title" = "title" || '';
  UPDATE "Course" SET "title" = "title" || ''; UPDATE "Quiz" SET "title" = "title" || '';
  UPDATE "Question" SET "question" = "question" || ''`;

describe.skipIf(!usualBinaries)('values on their way into a workspace', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server?.stop());

  test.each([
    ['by the first copy', false],
    ['by a pull', true],
  ])('arrive as they are %s', async (_how, byPull) => {
    const database = await server.database();
    const workspace = await mirror(database);
    if (byPull) await workspace.cycle();
    await fillOddly(database);
    await workspace.cycle();
    const { here, there } = await workspace.both();
    expect(here).toEqual(there);
    const { sql } = workspace.engine;
    expect(
      sql
        .prepare(`SELECT "position" FROM "Chapter" WHERE "id" = 'odd-0'`)
        .safeIntegers()
        .pluck()
        .get(),
    ).toBe(9223372036854775807n);
    expect(sql.prepare(`SELECT "createdAt" FROM "Quiz" WHERE "id" = 'zoned'`).pluck().get()).toBe(
      '2024-12-31T20:02:03.456Z',
    );
    expect(sql.prepare(`SELECT "prerequisites" FROM "Course" WHERE "id" = 'a'`).pluck().get()).toBe(
      '["a", null, "with \\"quotes\\"", "tab\\t", "{}", ""]',
    );
    expect(
      sql.prepare(`SELECT "row_key", "text" FROM "lectern_unfit_value" ORDER BY 1`).raw().all(),
    ).toEqual([
      ['inf', 'Infinity'],
      ['minus', '-Infinity'],
      ['nan', 'NaN'],
    ]);
    await database.admin.query(odd);
    await workspace.cycle();
    const again = await workspace.both();
    expect(again.here).toEqual(again.there);
    await database.admin.query(`UPDATE "Course" SET "price" = 2 WHERE "id" = 'nan'`);
    await workspace.cycle();
    expect(sql.prepare(`SELECT count(*) FROM "lectern_unfit_value"`).pluck().get()).toBe(2);
  });
});
