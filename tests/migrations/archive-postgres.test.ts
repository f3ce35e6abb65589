import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PostgresConnection } from '../../src/main/engine/connections/postgres-connection';
import {
  checkArchive,
  writeArchive,
  type ArchivePart,
} from '../../src/main/engine/migrate/backup/postgres-archive';
import { restoreArchive } from '../../src/main/engine/migrate/backup/postgres-restore';
import { FailureError } from '../../src/shared/kernel/errors';
import {
  applyPlainly,
  connectTo,
  legacyOn,
  postgresServers,
  revertPlainly,
  settingsFor,
} from '../support/lms-on-postgres';
import { temporaryFolder } from '../support/migration-target';
import { startServer, type TestDatabase, type TestServer } from '../support/postgres';
import { unpacked } from '../support/unpacked';

const size = { users: 40, courses: 6, chaptersPerCourse: 4, seed: 5 };

const rows = (object: string, where = 'true'): ArchivePart => ({
  object,
  schema: 'public',
  table: object,
  column: null,
  where,
});

/** In no helpful order: children before their parents. */
const parts: readonly ArchivePart[] = [
  rows('XPTransaction', `"id" NOT LIKE 'backfill:%'`),
  rows('QuizAttempt'),
  rows('Question'),
  rows('Quiz'),
  rows('AssignmentSubmission'),
  rows('Assignment'),
  rows('UserAchievement'),
  rows('Achievement'),
  rows('Certificate'),
  rows('UserStreak'),
  rows(
    'UserXP',
    `"userId" IN (SELECT "userId" FROM "XPTransaction" WHERE "id" NOT LIKE 'backfill:%')`,
  ),
  {
    ...rows('Course', `"prerequisites" <> '{}'`),
    object: 'Course.prerequisites',
    column: 'prerequisites',
  },
  { ...rows('Chapter', '"xpReward" <> 50'), object: 'Chapter.xpReward', column: 'xpReward' },
];

const about = {
  kind: 'rollback' as const,
  server: '0',
  at: '2026-03-02T09:00:00.000Z',
  who: 'Test',
  lecternVersion: '0.0.0',
  steps: ['014_calculate_initial_xp'],
  epochMs: Date.parse('2026-03-02T09:00:00.000Z'),
};

describe.each(Object.entries(postgresServers))('%s', (_name, binaries) => {
  let server: TestServer;
  let template: TestDatabase;
  const opened: { readonly close: () => Promise<void> }[] = [];

  beforeAll(async () => {
    if (!binaries) return;
    server = await startServer(binaries);
    template = await legacyOn(server, size);
    await applyPlainly(template.client);
    await addWork(template.client);
    await template.close();
  });
  afterAll(async () => {
    for (const connection of opened) await connection.close();
    await server?.stop();
  });

  const postgresTest = test.skipIf(!binaries);
  const open = async (): Promise<{ database: TestDatabase; connection: PostgresConnection }> => {
    const database = await server.createDatabase(template.name);
    const connection = await connectTo(settingsFor(database));
    opened.push(connection, database);
    return { database, connection };
  };
  const archive = (connection: PostgresConnection, file: string) =>
    connection.transaction((client) => writeArchive(client, file, about, parts), {
      isolation: 'repeatable read',
    });

  postgresTest('what a rollback removes comes back exactly after up', async () => {
    const { database, connection } = await open();
    const before = await everything(database.client);
    const file = join(temporaryFolder(), 'rollback.zip');
    const written = await archive(connection, file);
    const counts = Object.fromEntries(written.manifest.tables.map((one) => [one.object, one.rows]));
    expect(counts).toMatchObject({ QuizAttempt: 2, XPTransaction: 2, Certificate: 1, UserXP: 2 });
    await revertPlainly(database.client);
    await applyPlainly(database.client);
    expect(await everything(database.client)).not.toEqual(before);
    const restored = await connection.transaction((client) => restoreArchive(client, file));
    expect(restored).toEqual(Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0)));
    expect(await everything(database.client)).toEqual(before);
    // A second time nothing is missing any more.
    await connection.transaction((client) => restoreArchive(client, file));
    expect(await everything(database.client)).toEqual(before);
  });

  postgresTest('is refused before the steps are there, and when parents are gone', async () => {
    const { database, connection } = await open();
    const file = join(temporaryFolder(), 'rollback.zip');
    await archive(connection, file);
    await revertPlainly(database.client, 6);
    const early = await failureOf(connection.transaction((client) => restoreArchive(client, file)));
    expect(early.code).toBe('refused');
    expect(early.details?.missing).toContain('QuizAttempt');
    await applyPlainly(database.client, 7);
    await database.client.query(
      `DELETE FROM "Chapter"; DELETE FROM "Course" WHERE "id" = 'course-0'`,
    );
    const before = await everything(database.client);
    const orphan = await failureOf(
      connection.transaction((client) => restoreArchive(client, file)),
    );
    expect(orphan.code).toBe('conflict');
    expect(await everything(database.client)).toEqual(before);
  });

  postgresTest('a file that was cut off or changed anywhere is refused', async () => {
    const { connection } = await open();
    const folder = temporaryFolder();
    const file = join(folder, 'rollback.zip');
    await archive(connection, file);
    const whole = readFileSync(file);
    const flipped = (at: number): Buffer => {
      const copy = Buffer.from(whole);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return copy;
    };
    const spoiled = [
      Buffer.alloc(0),
      Buffer.from('hello'),
      whole.subarray(0, 30),
      whole.subarray(0, whole.length / 2),
      whole.subarray(0, -1),
      Buffer.concat([whole, Buffer.from('x')]),
      ...[0, 10, 60, whole.length / 3, whole.length - 200, whole.length - 90, whole.length - 1].map(
        (at) => flipped(Math.floor(at)),
      ),
    ];
    for (const [at, bytes] of spoiled.entries()) {
      const bad = join(folder, `spoiled-${at}.zip`);
      writeFileSync(bad, bytes);
      const refused = await failureOf(checkArchive(bad));
      expect([at, refused.code]).toEqual([at, 'bad_input']);
    }
    expect((await failureOf(checkArchive(join(folder, 'nowhere.zip')))).code).toBe('not_found');
  });

  postgresTest('never replaces a file, and leaves none where it cannot write', async () => {
    const { connection } = await open();
    const folder = temporaryFolder();
    const file = join(folder, 'rollback.zip');
    writeFileSync(file, 'older');
    expect((await failureOf(archive(connection, file))).code).toBe('bad_input');
    expect(readFileSync(file, 'utf8')).toBe('older');
    const nowhere = join(folder, 'missing', 'rollback.zip');
    expect((await failureOf(archive(connection, nowhere))).code).toBe('bad_input');
    expect(existsSync(`${file}.part`)).toBe(false);
  });

  postgresTest('an error half way leaves no file', async () => {
    const { connection } = await open();
    const file = join(temporaryFolder(), 'rollback.zip');
    const bad = [...parts, rows('Quiz', '1 / (length("id") - length("id")) = 1')];
    await expect(
      connection.transaction((client) => writeArchive(client, file, about, bad)),
    ).rejects.toThrow('division by zero');
    expect(existsSync(file) || existsSync(`${file}.part`)).toBe(false);
  });

  postgresTest('other programs can unpack it', async () => {
    const { database, connection } = await open();
    const file = join(temporaryFolder(), 'rollback.zip');
    const written = await archive(connection, file);
    const folder = await unpacked(file);
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    expect(manifest).toEqual(written.manifest);
    for (const table of written.manifest.tables) {
      expect(readFileSync(join(folder, table.file)).length).toBe(table.bytes);
    }
    const text = readFileSync(join(folder, 'data/public.QuizAttempt.copy'), 'utf8');
    const answer = await database.client.query('SELECT "answers"::text FROM "QuizAttempt"');
    for (const row of answer.rows) expect(text).toContain(row.answers.replaceAll('\\', '\\\\'));
  });
});

async function failureOf(work: Promise<unknown>): Promise<FailureError['failure']> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof FailureError)) throw new Error(`Expected a failure, got ${String(error)}`);
  return error.failure;
}

/** All rows of all tables as text, but for when a row that `up` makes again was made. */
async function everything(client: Client): Promise<Record<string, readonly string[]>> {
  const tables = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  );
  const all: Record<string, readonly string[]> = {};
  for (const { name } of tables.rows) {
    const answer = await client.query<{ row: Record<string, unknown> }>(
      `SELECT to_jsonb(t) AS row FROM "${name}" t`,
    );
    all[name] = answer.rows
      .map(({ row }) => JSON.stringify(name === 'UserXP' ? withoutTimes(row) : row))
      .sort();
  }
  return all;
}

function withoutTimes(row: Record<string, unknown>): Record<string, unknown> {
  const isMadeAgain = String(row.id).startsWith('backfill:');
  return { ...row, updatedAt: '', ...(isMadeAgain ? { createdAt: '' } : {}) };
}

/** What people did since: attempts, grades, certificates, XP of their own, awkward characters. */
async function addWork(client: Client): Promise<void> {
  const now = `timestamp '2026-01-05 10:00:00.123'`;
  await client.query(`
    INSERT INTO "Quiz" ("id","title","courseId","updatedAt") VALUES ('quiz-1', E'tab\\there \\\\ "q" ü 漢', 'course-0', ${now});
    INSERT INTO "Question" ("id","quizId","type","question","options","correctAnswer","order") VALUES
      ('question-1','quiz-1','numeric','0123?', '{"a": [1, 0.10]}', '{"value": 0.10}', 1);
    INSERT INTO "QuizAttempt" ("id","userId","quizId","answers","score","totalPoints","completedAt") VALUES
      ('attempt-1','user_1','quiz-1', '{"question-1": {"text": "line\\nbreak \\\\N"}}', 0.1, 3, ${now}),
      ('attempt-2','user_2','quiz-1', '{}', 1e-7, 3, ${now});
    INSERT INTO "Assignment" ("id","title","description","chapterId","updatedAt") VALUES ('a-1','A', E'\\\\.\\nnext', 'chapter-0-0', ${now});
    INSERT INTO "AssignmentSubmission" ("id","userId","assignmentId","content","fileUrls","score") VALUES
      ('s-1','user_1','a-1', NULL, ARRAY['a,b', '', 'NULL', 'c"d'], 17.25), ('s-2','user_2','a-1','\\N','{}',NULL);
    INSERT INTO "Achievement" ("id","name","description","icon","category","condition") VALUES ('ach-1','First','','*','x','{}');
    INSERT INTO "UserAchievement" ("id","userId","achievementId") VALUES ('ua-1','user_1','ach-1');
    INSERT INTO "UserStreak" ("id","userId","lastActivityDate") VALUES ('st-1','user_1', NULL);
    INSERT INTO "Certificate" ("id","userId","courseId","certificateUrl","verificationCode") VALUES
      ('c-1','user_1','course-0','urn:x','CODE-1');
    INSERT INTO "XPTransaction" ("id","userId","amount","reason","sourceType","sourceId") VALUES
      ('x-1','user_1',25,'Quiz','quiz','quiz-1'), ('x-2','user_2',7,'Adjusted','adjustment',NULL);
    UPDATE "Chapter" SET "xpReward" = 75 WHERE "position" = 1;
    UPDATE "Course" SET "prerequisites" = ARRAY['course-0','x,y'] WHERE "id" = 'course-2';
    UPDATE "UserXP" x SET "id" = 'web:' || x."userId", "totalXP" = s.total, "level" = s.total / 100 + 1, "currentLevelXP" = s.total % 100
    FROM (SELECT "userId", sum("amount")::int AS total FROM "XPTransaction" GROUP BY 1) s
    WHERE s."userId" = x."userId" AND x."userId" IN ('user_1', 'user_2');`);
}
