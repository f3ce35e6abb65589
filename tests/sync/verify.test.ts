import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repairMirror } from '../../src/main/engine/sync/repair';
import { verifyMirror } from '../../src/main/engine/sync/verify';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';
import { byTable, copiedWorld, differences, repaired, unlogged } from './verify-mirror';

const serverTest = test.skipIf(!usualBinaries);
let server: SyncServer;

beforeAll(async () => {
  if (usualBinaries) server = await syncServer();
});
afterAll(() => server?.stop());

serverTest('a workspace that has just been copied is alike in every table', async () => {
  const { here } = await copiedWorld(server);
  const { differs, compared } = await verifyMirror(await here.session());
  expect(differs).toEqual([]);
  const { there } = await here.both();
  for (const [table, rows] of Object.entries(there))
    expect(compared[table], table).toBe(rows.length);
  expect((await here.session()).state().lastVerifiedAt).not.toBeNull();
});

serverTest(
  'what drifted is named row by row, and the repair mends these rows and no others',
  async () => {
    const { db, here } = await copiedWorld(server);
    const { sql } = here.engine;
    sql.exec(`
    UPDATE "Course" SET "title" = 'Drifted' WHERE "id" = 'a';
    UPDATE "Chapter" SET "updatedAt" = '2020-01-01T00:00:00.000Z' WHERE "id" = 'ch';
    DELETE FROM "Purchase" WHERE "id" = 'row';
    INSERT INTO "Category" ("id","name") VALUES ('ghost','Ghost');
    UPDATE "AssignmentSubmission" SET "score" = 9 WHERE "id" = 'work';
    UPDATE "UserXP" SET "totalXP" = 7 WHERE "userId" = 'mia';
    UPDATE "Question" SET "explanation" = '' WHERE "id" = 'row'`);
    const found = {
      Category: ['ghost'],
      Course: ['a'],
      Chapter: ['ch'],
      Purchase: ['row'],
      AssignmentSubmission: ['work'],
      UserXP: ['xp-mia'],
      Question: ['row'],
    };
    expect(await differences(here)).toEqual(found);
    const writes: string[] = [];
    sql.function('wrote', (table: string, id: string) => void writes.push(`${table} ${id}`));
    for (const table of ['Course', 'Chapter', 'Purchase', 'Question', 'Category'])
      for (const event of ['UPDATE', 'INSERT'])
        sql.exec(
          `CREATE TEMP TRIGGER "t_${table}_${event}" AFTER ${event} ON "${table}" BEGIN SELECT wrote('${table}', NEW."id"); END`,
        );
    const { repaired: count, differs } = await repaired(here);
    expect(count).toBe(7);
    expect(byTable({ differs })).toEqual(found);
    expect([...new Set(writes)].sort()).toEqual([
      'Chapter ch',
      'Course a',
      'Purchase row',
      'Question row',
    ]);
    expect(await differences(here)).toEqual({});
    const { here: mine, there } = await here.both();
    expect(mine).toEqual(there);
    const events = await here.engine.client.sync.events({ limit: 10 });
    expect(events.ok && events.value.events.map(({ kind }) => kind)).toContain('repaired');
    await db.close();
  },
);

serverTest(
  'what a person has changed and not sent is no drift, and a repair leaves it on top',
  async () => {
    const { db, here } = await copiedWorld(server);
    const { context } = here.direct;
    context.edit({ name: 'course.edit', label: 'mine' }, (edit) => {
      edit.update('Course', 'a', { title: 'Mine' });
      edit.remove('Assignment', 'essay');
      edit.insert('Quiz', {
        id: 'new-quiz',
        title: 'New',
        courseId: 'a',
        createdAt: edit.at,
        updatedAt: edit.at,
      });
    });
    expect(await differences(here)).toEqual({});
    await unlogged(
      db,
      ['"Course"'],
      `UPDATE "Course" SET "title" = 'Theirs', "description" = 'New' WHERE "id" = 'a'`,
    );
    expect(await differences(here)).toEqual({ Course: ['a'] });
    await repaired(here);
    expect(await differences(here)).toEqual({});
    const row = here.engine.sql
      .prepare(`SELECT "title", "description" FROM "Course" WHERE "id" = 'a'`)
      .get();
    expect(row).toEqual({ title: 'Mine', description: 'New' });
    expect(
      here.engine.sql.prepare(`SELECT 1 FROM "Quiz" WHERE "id" = 'new-quiz'`).get(),
    ).toBeDefined();
  },
);

serverTest('an edit in the middle of comparing is no difference', async () => {
  const { here } = await copiedWorld(server);
  let edits = 0;
  const session = await here.session({
    breathe: async () => {
      await turn();
      edits += 1;
      here.direct.context.edit({ name: 'course.edit', label: 'again' }, (edit) => {
        edit.update('Course', 'a', { title: `Edit ${edits}` });
        if (edits === 3) edit.remove('Quiz', 'quiz');
      });
    },
  });
  expect((await verifyMirror(session)).differs).toEqual([]);
  expect(edits).toBeGreaterThan(10);
});

serverTest('a server that is written to all the time gives no false alarm', async () => {
  const { db, here } = await copiedWorld(server);
  let isOver = false;
  let written = 0;
  const writers = Array.from({ length: 4 }, async (_, n) => {
    const client = await db.client();
    while (!isOver) {
      written += 1;
      const id = `w${n}-${written}`;
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO "UserProgress" ("id","userId","chapterId","isCompleted","updatedAt") VALUES ($1,$1,'ch',true,now())`,
        [id],
      );
      await client.query(`UPDATE "Course" SET "title" = $1 WHERE "id" = 'a'`, [id]);
      if (written % 7 === 0)
        await client.query(`DELETE FROM "UserProgress" WHERE "id" LIKE $1`, [`w${n}-%`]);
      await client.query(written % 5 === 0 ? 'ROLLBACK' : 'COMMIT');
    }
  });
  const alarms: unknown[] = [];
  for (let round = 0; round < 15; round += 1) {
    if (round % 3 === 0) await here.cycle();
    alarms.push(...(await verifyMirror(await here.session())).differs);
  }
  isOver = true;
  await Promise.all(writers);
  expect(written).toBeGreaterThan(50);
  expect(alarms).toEqual([]);
  await here.cycle();
  expect(await differences(here)).toEqual({});
});

serverTest(
  'an instructor’s workspace is compared with their courses only, and what is none of theirs goes',
  async () => {
    const { db, here } = await copiedWorld(server, 'teacher');
    expect(await differences(here)).toEqual({});
    await db.admin.query(`UPDATE "Course" SET "title" = 'Another’s' WHERE "id" = 'b'`);
    await here.cycle();
    expect(await differences(here)).toEqual({});
    here.engine.sql.exec(`
    INSERT INTO "Course" ("id","createdById","title","createdAt","updatedAt") VALUES ('b','other','B','2026-01-01T00:00:00.000Z','2026-01-01T00:00:00.000Z');
    INSERT INTO "UserXP" ("id","userId","totalXP","level","currentLevelXP","createdAt","updatedAt") VALUES ('xp-zoe','zoe',0,1,0,'2026-01-01T00:00:00.000Z','2026-01-01T00:00:00.000Z')`);
    expect(await differences(here)).toEqual({ Course: ['b'], UserXP: ['xp-zoe'] });
    await repaired(here);
    expect(await differences(here)).toEqual({});
  },
);

serverTest('comparing can be stopped', async () => {
  const { here } = await copiedWorld(server);
  const stop = new AbortController();
  const session = await here.session({
    signal: stop.signal,
    breathe: async () => {
      await turn();
      stop.abort();
    },
  });
  await expect(verifyMirror(session)).rejects.toThrow(/Stopped/);
});

serverTest('a repair that would empty the workspace asks first', async () => {
  const { db, here } = await copiedWorld(server);
  await db.admin.query(
    `INSERT INTO "UserProgress" ("id","userId","chapterId","updatedAt") SELECT 'p' || n, 'u' || n, 'ch', now() FROM generate_series(1, 200) n`,
  );
  await here.cycle();
  await unlogged(db, ['"UserProgress"'], `DELETE FROM "UserProgress"`);
  const { differs } = await verifyMirror(await here.session());
  await expect(repairMirror(await here.session(), differs)).rejects.toMatchObject({
    failure: { code: 'refused', details: { problem: 'mirror_would_empty', removed: 201 } },
  });
  const count = here.engine.sql.prepare('SELECT count(*) FROM "UserProgress"').pluck();
  expect(count.get()).toBe(201);
  const done = await repairMirror(await here.session(), undefined, { confirmed: true });
  expect(done.repaired).toBe(201);
  expect(count.get()).toBe(0);
});

serverTest('one table is compared on its own', async () => {
  const { here } = await copiedWorld(server);
  here.engine.sql.exec(`UPDATE "Course" SET "title" = 'x'; DELETE FROM "Purchase"`);
  const found = await verifyMirror(await here.session(), { tables: ['Purchase'] });
  expect(byTable(found)).toEqual({ Purchase: ['row'] });
  expect(Object.keys(found.compared)).toEqual(['Purchase']);
});
