import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkEpoch, recoverEpoch } from '../../src/main/engine/sync/epoch';
import { listOutbox } from '../../src/main/engine/sync/local/outbox-repository';
import { pushQueue } from '../../src/main/engine/sync/push';
import { resolveConflict } from '../../src/main/engine/sync/resolve';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';
import { rename, titleHere } from './epoch-desk';
import type { Mirror } from '../support/mirror';
import { copiedWorld } from './verify-mirror';

const serverTest = test.skipIf(!usualBinaries);
let server: SyncServer;
beforeAll(async () => {
  if (usualBinaries) server = await syncServer();
});
afterAll(() => server?.stop());

/** The server side of sync was installed anew: its book is empty, the LMS is as it was. */
const bookLost =
  'DELETE FROM lectern.sync_op; UPDATE lectern.sync_meta SET epoch = gen_random_uuid()';

function insertChapter(here: Mirror): void {
  here.direct.context.edit({ name: 'test', label: 'new' }, (edit) =>
    edit.insert('Chapter', {
      id: 'mine',
      title: 'Mine',
      position: 9,
      isPublished: 0,
      isFree: 0,
      courseId: 'a',
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
      xpReward: 0,
    } as never),
  );
}

serverTest('what was removed since is not made again by sending it again', async () => {
  const { db, here } = await copiedWorld(server);
  await checkEpoch(await here.session());
  insertChapter(here);
  await pushQueue(await here.session());
  await here.cycle();
  await db.admin.query(`DELETE FROM "Chapter" WHERE "id" = 'mine'`);
  await here.cycle();
  expect(
    here.engine.sql.prepare(`SELECT count(*) FROM "Chapter" WHERE "id" = 'mine'`).pluck().get(),
  ).toBe(0);
  await db.admin.query(bookLost);
  await recoverEpoch(await here.session());
  await pushQueue(await here.session());
  await here.cycle();
  const { rows } = await db.admin.query(`SELECT "id" FROM "Chapter" WHERE "id" = 'mine'`);
  expect(rows).toEqual([]);
  // It is over with that: the next contact compares nothing.
  expect(await checkEpoch(await here.session())).toBe('same');
});

serverTest('what somebody has changed back since stays so', async () => {
  const { db, here } = await copiedWorld(server);
  await checkEpoch(await here.session());
  const before = titleHere(here, 'a');
  rename(here, 'a', 'Mine');
  await pushQueue(await here.session());
  await here.cycle();
  await db.admin.query(`UPDATE "Course" SET "title" = $1 WHERE "id" = 'a'`, [before]);
  await here.cycle();
  await db.admin.query(bookLost);
  await recoverEpoch(await here.session());
  await pushQueue(await here.session());
  await here.cycle();
  const { rows } = await db.admin.query(`SELECT "title" FROM "Course" WHERE "id" = 'a'`);
  expect(rows).toEqual([{ title: before }]);
  // It is over with that: the next contact compares nothing.
  expect(await checkEpoch(await here.session())).toBe('same');
});

serverTest('what somebody has made again since is not removed again', async () => {
  const { db, here } = await copiedWorld(server);
  await checkEpoch(await here.session());
  here.direct.context.edit({ name: 'test', label: 'gone' }, (edit) => {
    edit.remove('Chapter', 'ch');
  });
  await pushQueue(await here.session());
  await here.cycle();
  await db.admin.query(
    `INSERT INTO "Chapter" ("id","title","position","courseId","updatedAt") VALUES ('ch','One',1,'a',now())`,
  );
  await here.cycle();
  await db.admin.query(bookLost);
  await recoverEpoch(await here.session());
  expect(await pushQueue(await here.session())).toMatchObject({ conflicted: 0 });
  const { rows } = await db.admin.query(`SELECT "title" FROM "Chapter" WHERE "id" = 'ch'`);
  expect(rows).toEqual([{ title: 'One' }]);
});

serverTest.each(['still there', 'lost'])(
  'what was made here and changed by others since raises no question: %s',
  async (how) => {
    const { db, here } = await copiedWorld(server);
    await checkEpoch(await here.session());
    insertChapter(here);
    await pushQueue(await here.session());
    await here.cycle();
    await db.admin.query(`UPDATE "Chapter" SET "title" = 'Theirs' WHERE "id" = 'mine'`);
    await here.cycle();
    await db.admin.query(bookLost);
    if (how === 'lost') await db.admin.query(`DELETE FROM "Chapter" WHERE "id" = 'mine'`);
    await recoverEpoch(await here.session());
    expect(await pushQueue(await here.session())).toMatchObject({ pushed: 1, parked: 0 });
    await here.cycle();
    const { rows } = await db.admin.query(`SELECT "title" FROM "Chapter" WHERE "id" = 'mine'`);
    expect(rows).toEqual([{ title: 'Theirs' }]);
  },
);

const quizMade = `INSERT INTO "Quiz" ("id","title","courseId","createdAt")
  VALUES ('quiz-a','Quiz','a','2026-01-01');`;
const questionMade = `INSERT INTO "Question"
  ("id","quizId","type","question","options","correctAnswer","order","createdAt")
  VALUES ('added','quiz-a','true_false','?','{}','{"value":true}',0,'2026-01-01');`;

serverTest('what a person has agreed to lose with a removal is not asked for again', async () => {
  const { db, here } = await copiedWorld(server);
  await checkEpoch(await here.session());
  await db.admin.query(quizMade);
  await here.cycle();
  here.direct.context.edit({ name: 'test', label: 'gone' }, (edit) => {
    edit.remove('Quiz', 'quiz-a');
  });
  await db.admin.query(questionMade);
  await pushQueue(await here.session());
  const [op] = listOutbox(here.direct.workspace.read, { states: ['conflicted'] });
  resolveConflict(here.direct.context, { op: op?.opId ?? '', take: 'mine' });
  await pushQueue(await here.session());
  await here.cycle();
  // Put back to before the removal, and to after the question had been added.
  await db.admin.query(quizMade + questionMade + bookLost);
  await recoverEpoch(await here.session());
  expect(await pushQueue(await here.session())).toMatchObject({ conflicted: 0, left: 0 });
  expect((await db.admin.query(`SELECT FROM "Quiz" WHERE "id" = 'quiz-a'`)).rows).toEqual([]);
});
