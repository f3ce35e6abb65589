import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { first, gradingDesk, quizDesk } from '../support/grading-desk';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

const long = 'What has the moon to do with the tides of the sea?';

describe.skipIf(!usualBinaries)(
  'a value that the server refused and that is put right here',
  () => {
    let server: SyncServer;
    beforeAll(async () => {
      server = await syncServer();
    });
    afterAll(() => server.stop());

    test('goes when it is tried again', async () => {
      const desk = await gradingDesk(server);
      await desk.database.admin.query(
        `ALTER TABLE "Course" ADD CONSTRAINT short CHECK (length("title") < 20)`,
      );
      const edit = (patch: { title: string; description?: string }) =>
        desk.sync.context.edit({ name: 'test', label: 'course' }, (one) => {
          one.update('Course', 'c1', patch);
        });
      edit({ title: long });
      await desk.push();
      expect(desk.stuck()).toMatchObject({ reason: 'invalid_value' });
      edit({ title: 'Tides, first try', description: 'Of the sea' });
      edit({ title: 'Tides' });
      expect(desk.act('retry')).toBe('queued');
      await desk.settle();
      expect(await first(desk.database, 'SELECT "title", "description" FROM "Course"')).toEqual({
        title: 'Tides',
        description: 'Of the sea',
      });
      expect(desk.row('Course', 'c1')).toMatchObject({ title: 'Tides', description: 'Of the sea' });
    });

    test('goes also where it is a new row', async () => {
      const desk = await quizDesk(server);
      await desk.database.admin.query(
        `ALTER TABLE "Question" ADD CONSTRAINT short CHECK (length("question") < 20)`,
      );
      desk.sync.context.edit({ name: 'test', label: 'question' }, (edit) => {
        edit.insert('Question', {
          id: 'tide',
          quizId: 'q1',
          type: 'essay',
          question: long,
          options: '{}',
          correctAnswer: '{}',
          points: 1,
          order: 1,
          createdAt: edit.at,
        });
      });
      await desk.push();
      desk.sync.context.edit({ name: 'test', label: 'question' }, (edit) => {
        edit.update('Question', 'tide', { question: 'Why tides?', points: 2 });
      });
      desk.act('retry');
      await desk.settle();
      expect(await first(desk.database, 'SELECT "question", "points" FROM "Question"')).toEqual({
        question: 'Why tides?',
        points: 2,
      });
    });
  },
);
