import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { touches, world } from '../support/change-log';
import { mirror, type Mirror } from '../support/mirror';
import {
  syncServer,
  usualBinaries,
  type SyncDatabase,
  type SyncServer,
} from '../support/sync-server';

describe.skipIf(!usualBinaries)('courses that come and go', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server?.stop());

  async function other(): Promise<{ database: SyncDatabase; workspace: Mirror }> {
    const database = await server.database();
    await database.admin.query(world);
    for (const { insert } of touches) await database.admin.query(insert);
    const workspace = await mirror(database, 'other');
    await workspace.cycle();
    return { database, workspace };
  }
  const same = async (workspace: Mirror): Promise<void> => {
    const { here, there } = await workspace.both();
    expect(here).toEqual(there);
  };
  const give = `INSERT INTO lectern.course_access VALUES ('other', 'a')`;
  const take = `DELETE FROM lectern.course_access`;

  test('a course that is given comes with all that belongs to it', async () => {
    const { database, workspace } = await other();
    expect((await workspace.both()).here.Course).toHaveLength(1);
    await database.admin.query(give);
    await workspace.cycle();
    expect((await workspace.both()).here.Course).toHaveLength(2);
    await same(workspace);
    await database.admin.query(`UPDATE "Chapter" SET "title" = 'Later'`);
    await workspace.cycle();
    await same(workspace);
  });

  test('a course that is taken goes with all that belongs to it, and its operations wait for a person', async () => {
    const { database, workspace } = await other();
    await database.admin.query(give);
    await workspace.cycle();
    workspace.direct.context.edit({ name: 'test.edit', label: 'edit' }, (edit) => {
      edit.update('AssignmentSubmission', 'work', { feedback: 'Mine' });
      edit.update('Chapter', 'ch', { title: 'Mine' });
    });
    await database.admin.query(take);
    await workspace.cycle();
    const { sql } = workspace.engine;
    expect(sql.prepare('SELECT "id" FROM "Course"').pluck().all()).toEqual(['b']);
    expect(sql.prepare('SELECT count(*) FROM "UserXP"').pluck().get()).toBe(0);
    const waiting = `SELECT "table_name", "state", "reason" FROM "lectern_outbox" ORDER BY "seq"`;
    const parked = (table: string) => ({
      table_name: table,
      state: 'parked',
      reason: 'out_of_scope',
    });
    expect(sql.prepare(waiting).all()).toEqual([
      parked('AssignmentSubmission'),
      parked('Chapter'),
      parked('lectern_grade_history'),
    ]);
    await database.admin.query(give);
    await workspace.cycle();
    expect(sql.prepare(`SELECT "title" FROM "Chapter" WHERE "id" = 'ch'`).pluck().get()).toBe(
      'Mine',
    );
    const base = `SELECT "row" ->> 'title' FROM "lectern_base" WHERE "row_key" = 'ch'`;
    expect(sql.prepare(base).pluck().get()).toBe('One');
    await same(workspace);
  });

  test('what a person has moved into a course that is taken stays where the server has it', async () => {
    const { database, workspace } = await other();
    await database.admin.query(
      `INSERT INTO "Quiz" ("id","title","courseId") VALUES ('mine','Quiz','b');
       INSERT INTO "Question" ("id","quizId","type","question","options","correctAnswer","order")
         VALUES ('of-mine','mine','true_false','?','{}','{"value":true}',0)`,
    );
    await database.admin.query(give);
    await workspace.cycle();
    workspace.direct.context.edit({ name: 'test.edit', label: 'move' }, (edit) => {
      edit.update('Quiz', 'mine', { courseId: 'a' });
    });
    await database.admin.query(take);
    await workspace.cycle();
    await same(workspace);
    const { sql } = workspace.engine;
    const shown = sql.prepare(`SELECT "courseId" FROM "Quiz" WHERE "id" = 'mine'`).pluck().get();
    expect(shown).toBe('b');
    expect(sql.prepare(`SELECT "state" FROM "lectern_outbox"`).pluck().all()).toEqual(['queued']);
  });

  test('what a person has made and moved into a course that is taken is seen where it was made', async () => {
    const { database, workspace } = await other();
    await database.admin.query(give);
    await workspace.cycle();
    const { context } = workspace.direct;
    context.edit({ name: 'test.edit', label: 'new' }, (edit) => {
      edit.insert('Quiz', { id: 'new', title: 'New', courseId: 'b' });
    });
    context.edit({ name: 'test.edit', label: 'move' }, (edit) => {
      edit.update('Quiz', 'new', { courseId: 'a' });
    });
    await database.admin.query(take);
    await workspace.cycle();
    const { sql } = workspace.engine;
    const shown = sql.prepare(`SELECT "courseId" FROM "Quiz" WHERE "id" = 'new'`).pluck().get();
    expect(shown).toBe('b');
    const states = sql.prepare(`SELECT "reason" FROM "lectern_outbox"`).pluck().all();
    expect(states).toEqual(['out_of_scope', 'out_of_scope']);
  });

  test('what is gone on the server waits with its course when that is taken as well', async () => {
    const { database, workspace } = await other();
    await database.admin.query(give);
    await workspace.cycle();
    workspace.direct.context.edit({ name: 'test.edit', label: 'edit' }, (edit) => {
      edit.update('Chapter', 'ch', { title: 'Mine' });
    });
    await database.admin.query(`DELETE FROM "Chapter" WHERE "id" = 'ch'`);
    await workspace.cycle();
    await database.admin.query(take);
    await workspace.cycle();
    const reason = workspace.engine.sql.prepare(`SELECT "reason" FROM "lectern_outbox"`).pluck();
    expect(reason.all()).toEqual(['out_of_scope']);
  });

  test('what a person makes in a course that has been taken is seen again when it is given back', async () => {
    const { database, workspace } = await other();
    await database.admin.query(give);
    await workspace.cycle();
    await database.admin.query(take);
    workspace.direct.context.edit({ name: 'test.edit', label: 'new' }, (edit) => {
      edit.insert('Quiz', { id: 'new', title: 'New', courseId: 'a' });
    });
    await workspace.cycle();
    const { sql } = workspace.engine;
    const shown = sql.prepare(`SELECT "title" FROM "Quiz" WHERE "id" = 'new'`).pluck();
    expect(shown.get()).toBeUndefined();
    await database.admin.query(give);
    await workspace.cycle();
    expect(shown.get()).toBe('New');
  });

  test('what changes between the copy of a course and the next pull is not lost', async () => {
    const { database, workspace } = await other();
    await database.admin.query(give);
    let isFirst = true;
    await workspace.cycle({
      report: ({ table }) => {
        if (!isFirst || table !== 'Quiz') return;
        isFirst = false;
        void database.admin.query(
          `UPDATE "Chapter" SET "title" = 'Meanwhile'; DELETE FROM "Purchase"; DELETE FROM "MuxData"`,
        );
      },
    });
    await database.admin.query('SELECT 1');
    await workspace.cycle();
    await same(workspace);
    expect(isFirst).toBe(false);
  });

  test('a row that moves into a course that is just being copied is there in the end', async () => {
    const { database, workspace } = await other();
    await database.admin.query(give);
    await database.admin.query(`UPDATE "Chapter" SET "courseId" = 'b' WHERE "id" = 'ch'`);
    await workspace.cycle();
    await same(workspace);
    await database.admin.query(`UPDATE "Chapter" SET "courseId" = 'a' WHERE "id" = 'ch'`);
    await database.admin.query(take);
    await workspace.cycle();
    await same(workspace);
  });

  test('what was removed below a row goes, also where that row came to another course and its old one is lost', async () => {
    const { database, workspace } = await other();
    await database.admin.query(give);
    await workspace.cycle();
    await database.admin.query(
      `INSERT INTO "Course" ("id","createdById","title","updatedAt") VALUES ('c','other','C',now());
       DELETE FROM "AssignmentSubmission" WHERE "id" = 'work';
       UPDATE "Assignment" SET "chapterId" = NULL, "courseId" = 'c' WHERE "id" = 'essay-ch'`,
    );
    const stop = new AbortController();
    const stopped = workspace.cycle({
      signal: stop.signal,
      report: ({ table }) => {
        if (table === 'Assignment') stop.abort();
      },
    });
    await expect(stopped).rejects.toThrow();
    await database.admin.query(take);
    await workspace.cycle();
    await same(workspace);
  });
});
