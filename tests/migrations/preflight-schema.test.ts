import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embeddedBinaries, machineBinaries } from '../support/postgres';
import {
  complaintsAbout,
  postgresSteps,
  startPreflightLms,
  type PreflightLms,
} from '../support/preflight-lms';

const servers = {
  'PostgreSQL of the packages': await embeddedBinaries(),
  'PostgreSQL of this machine': machineBinaries(),
};

describe.each(Object.entries(servers))('preflight of the tables on %s', (_name, binaries) => {
  let lms: PreflightLms;
  beforeAll(async () => {
    if (binaries) lms = await startPreflightLms(binaries);
  });
  afterAll(() => lms?.stop());
  const serverTest = test.skipIf(!binaries);

  serverTest('a missing table is named', async () => {
    const found = await lms.afterSql('DROP TABLE "Attachment"');
    expect(complaintsAbout(found)).toEqual(['tables Attachment']);
  });

  serverTest('tables in another schema are found there', async () => {
    const found = await lms.afterSql('CREATE SCHEMA app; ALTER TABLE "Purchase" SET SCHEMA app');
    expect(complaintsAbout(found)).toEqual(['tables app.Purchase']);
    expect(found.complaints[0]?.remedy).toContain('search_path');
  });

  serverTest('a view in the place of a table is no table', async () => {
    const found = await lms.afterSql(
      'ALTER TABLE "Category" RENAME TO "RealCategory"; CREATE VIEW "Category" AS SELECT * FROM "RealCategory"',
    );
    expect(complaintsAbout(found)).toContain('tables Category');
  });

  serverTest('every column is missed', async () => {
    const dropped: string[] = [];
    const found = await lms.after(async (client) => {
      const { rows } = await client.query<{ t: string; c: string }>(
        `SELECT table_name AS t, column_name AS c FROM information_schema.columns
         WHERE table_schema = 'public' AND column_name <> 'id'`,
      );
      for (const { t, c } of rows) {
        await client.query(`ALTER TABLE "${t}" DROP COLUMN "${c}" CASCADE`);
        dropped.push(`columns ${t}.${c}`);
      }
    });
    expect(dropped.length).toBeGreaterThan(35);
    expect(
      complaintsAbout(found)
        .filter((one) => one.startsWith('columns'))
        .toSorted(),
    ).toEqual(dropped.toSorted());
  });

  serverTest('a wrong type is named with the right one; kindred types are welcome', async () => {
    const found = await lms.afterSql(`
      ALTER TABLE "Course" ALTER "price" TYPE numeric, ALTER "createdAt" TYPE timestamptz,
        ALTER "title" TYPE varchar(191), ALTER "imageUrl" TYPE integer USING NULL;
      ALTER TABLE "Chapter" ALTER "position" TYPE text;
      ALTER TABLE "StripeCustomer" ALTER "id" TYPE uuid USING gen_random_uuid()`);
    expect(complaintsAbout(found)).toEqual([
      'types Course.imageUrl',
      'types Chapter.position',
      'types StripeCustomer.id',
    ]);
    expect(found.complaints[0]?.detail).toContain('is integer, and must hold text');
    expect(found.complaints[2]?.detail).toContain('does not compare with uuid');
  });

  serverTest(
    'a column that may be NULL is named with how many rows are without a value',
    async () => {
      const found = await lms.afterSql(`ALTER TABLE "Course" ALTER "title" DROP NOT NULL;
      ALTER TABLE "Chapter" ALTER "title" DROP NOT NULL; UPDATE "Chapter" SET "title" = NULL`);
      expect(complaintsAbout(found)).toEqual([
        'nullability Course.title',
        'nullability Chapter.title',
      ]);
      expect(found.complaints[0]?.detail).toContain('No row is without');
      expect(found.complaints[1]?.detail).toContain('20 rows are without');
    },
  );

  serverTest('an id that nothing makes unique cannot be referred to', async () => {
    const found = await lms.afterSql('ALTER TABLE "Course" DROP CONSTRAINT "Course_pkey" CASCADE');
    expect(complaintsAbout(found)).toEqual(['uniqueness Course.id']);
  });

  serverTest(
    'learners who have a chapter twice are counted, with samples and a remedy that works',
    async () => {
      let remedy = '';
      const double = `DROP INDEX "UserProgress_userId_chapterId_key";
      INSERT INTO "UserProgress" ("id","userId","chapterId","isCompleted","updatedAt")
      SELECT 'again-' || "id", "userId", "chapterId", NOT "isCompleted", now() FROM "UserProgress" LIMIT 7`;
      const found = await lms.afterSql(double);
      expect(complaintsAbout(found)).toEqual(['duplicates UserProgress (userId, chapterId)']);
      expect(found.complaints[0]?.detail).toMatch(/^7 pairs .* 2 times, .*, …\.$/);
      remedy = found.complaints[0]?.remedy ?? '';
      const sql = remedy.slice(remedy.indexOf('DELETE')).replace('; then: ', ';');
      expect((await lms.afterSql(`${double}; ${sql}`)).complaints).toEqual([]);
    },
  );

  serverTest('a missing unique index without duplicates is no complaint', async () => {
    const found = await lms.afterSql('DROP INDEX "UserProgress_userId_chapterId_key"');
    expect(found.complaints).toEqual([]);
    expect(found.information.join()).toContain('no unique index on (userId, chapterId)');
  });

  serverTest('StripeCustomer.userId is accepted and named', async () => {
    const found = await lms.afterSql('ALTER TABLE "StripeCustomer" RENAME "userid" TO "userId"');
    expect(found.complaints).toEqual([]);
    expect(found.information.join()).toContain('StripeCustomer.userId is written userid');
  });

  serverTest('half of a step is named, a whole one taken by hand is only mentioned', async () => {
    const half = await lms.afterSql('CREATE TABLE "UserXP" ("id" text PRIMARY KEY, "userId" text)');
    expect(complaintsAbout(half)).toContain('half_existing UserXP.totalXP');
    const column = await lms.afterSql('ALTER TABLE "Course" ADD "difficulty" integer');
    expect(complaintsAbout(column)).toContain('half_existing Course.difficulty');
    const whole = await lms.afterSql(postgresSteps.steps[1]?.sql.up ?? '');
    expect(whole.complaints).toEqual([]);
    expect(whole.information.join()).toContain('001_create_user_xp was taken by hand');
  });

  serverTest('XP that no award explains is named before the back-fill would take it', async () => {
    const found =
      await lms.afterSql(`${postgresSteps.steps[1]?.sql.up ?? ''}; ${postgresSteps.steps[2]?.sql.up ?? ''};
      INSERT INTO "UserXP" ("id","userId","totalXP","updatedAt") VALUES ('x','ann',5,now())`);
    expect(complaintsAbout(found)).toEqual(['half_existing UserXP']);
    expect(found.complaints[0]?.detail).toContain('such as ann');
  });

  serverTest('names that a step needs and something else has are named', async () => {
    const found = await lms.afterSql(`CREATE INDEX "Quiz_courseId_idx" ON "Course"("title");
      CREATE VIEW "Question" AS SELECT 1 AS one; CREATE TYPE "Assignment" AS ENUM ('a')`);
    expect(complaintsAbout(found)).toEqual([
      'half_existing Quiz_courseId_idx',
      'half_existing Question',
      'half_existing Assignment',
    ]);
    expect(found.complaints[0]?.detail).toContain('an index of "Course"');
  });
});
