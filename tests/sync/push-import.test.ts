import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { first, quizDesk, type GradingDesk } from '../support/grading-desk';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

const counted = `SELECT count(*)::int AS n FROM "Question"`;

describe.skipIf(!usualBinaries)('a large action', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server.stop());

  /** An import of questions into a quiz that the server knows. */
  async function imported(count: number): Promise<GradingDesk> {
    const desk = await quizDesk(server);
    desk.sync.context.edit({ name: 'test', label: 'import' }, (edit) => {
      for (let n = 0; n < count; n += 1) {
        edit.insert('Question', {
          id: `question-${n}`,
          quizId: 'q1',
          type: 'short_answer',
          question: `Question ${n}: \\N, tab\t, "quoted", ${n % 2 ? 'né' : '🌊'}`,
          explanation: n % 3 ? null : '',
          options: '{}',
          correctAnswer: JSON.stringify({ accepted: [{ text: String(n), weight: 1 }] }),
          order: n,
          points: 1,
        });
      }
    });
    return desk;
  }

  test('goes in pieces of 2,000, and an undo takes all of it back', async () => {
    const desk = await imported(4_500);
    const before = (await first(desk.database, 'SELECT pg_current_xact_id()::text::int AS x')) as {
      x: number;
    };
    expect(await desk.push()).toEqual({ pushed: 4_500, parked: 0, conflicted: 0, left: 0 });
    expect(await first(desk.database, counted)).toEqual({ n: 4_500 });
    const { rows } = await desk.database.admin.query(
      `SELECT DISTINCT xid::text FROM lectern.sync_op WHERE xid > '${before.x}'::xid8`,
    );
    expect(rows).toHaveLength(3);
    expect(
      await first(
        desk.database,
        `SELECT "question", "explanation", "correctAnswer" #>> '{accepted,0,text}' AS text FROM "Question" WHERE "id" = 'question-3'`,
      ),
    ).toEqual({ question: 'Question 3: \\N, tab\t, "quoted", né', explanation: '', text: '3' });
    await desk.pull();
    expect(desk.pending()).toEqual([]);
    desk.sync.context.journal.undo();
    expect(await desk.push()).toEqual({ pushed: 4_500, parked: 0, conflicted: 0, left: 0 });
    expect(await first(desk.database, counted)).toEqual({ n: 0 });
  }, 60_000);

  test('exactly the faulty ones are parked, everything else goes', async () => {
    const desk = await imported(500);
    await desk.database.admin.query(
      `ALTER TABLE "Question" ADD CONSTRAINT odd CHECK ("order" NOT IN (7, 123, 499))`,
    );
    expect(await desk.push()).toEqual({ pushed: 497, parked: 3, conflicted: 0, left: 0 });
    expect(await first(desk.database, counted)).toEqual({ n: 497 });
    expect(
      desk
        .pending()
        .filter(({ state }) => state === 'parked')
        .map(({ key, reason, detail }) => [key, reason, detail.constraint]),
    ).toEqual([
      ['question-7', 'invalid_value', 'odd'],
      ['question-123', 'invalid_value', 'odd'],
      ['question-499', 'invalid_value', 'odd'],
    ]);
    const news = desk.engine.sql
      .prepare(`SELECT detail FROM lectern_sync_event WHERE kind = 'parked'`)
      .pluck()
      .all();
    expect(news).toHaveLength(1);
  });

  test('rights that are missing for the whole table park it quickly, with one note', async () => {
    const desk = await imported(2_500);
    await desk.database.admin.query('REVOKE INSERT ON "Question" FROM grader');
    const started = performance.now();
    expect(await desk.push()).toEqual({ pushed: 0, parked: 2_500, conflicted: 0, left: 0 });
    expect(performance.now() - started).toBeLessThan(10_000);
  }, 60_000);
});
