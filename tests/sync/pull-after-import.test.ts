import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pull } from '../../src/main/engine/sync/pull';
import { verifyMirror } from '../../src/main/engine/sync/verify';
import type { SyncSession } from '../../src/main/engine/sync/session';
import { quizDesk, type GradingDesk } from '../support/grading-desk';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

const count = 3_000;

describe.skipIf(!usualBinaries)('a pull after a large action', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await syncServer();
  });
  afterAll(() => server.stop());

  async function delivered(): Promise<GradingDesk> {
    const desk = await quizDesk(server);
    desk.sync.context.edit({ name: 'test', label: 'import' }, (edit) => {
      for (let n = 0; n < count; n += 1) {
        const question = { id: `question-${n}`, quizId: 'q1', type: 'essay', question: `No. ${n}` };
        edit.insert('Question', { ...question, options: '{}', correctAnswer: '{}', order: n });
      }
    });
    await desk.push();
    return desk;
  }

  /** A session that lets others run, and stops at the given breath. */
  async function sessionOf(desk: GradingDesk, breaths = Infinity): Promise<SyncSession> {
    const session = await desk.sync.session(await desk.database.connect());
    const stop = new AbortController();
    let taken = 0;
    const breathe = async (): Promise<void> => {
      taken += 1;
      if (taken === breaths) stop.abort();
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { ...session, signal: stop.signal, breathe };
  }

  it('settles all of it, in turns with other calls', async () => {
    const desk = await delivered();
    let breaths = 0;
    const session = await sessionOf(desk);
    const counting = async (): Promise<void> => {
      breaths += 1;
      await session.breathe();
    };
    await pull({ ...session, breathe: counting });
    expect(breaths).toBeGreaterThan(3);
    await expectSettled(desk);
  });

  it('goes on after it was stopped at any breath', async () => {
    const desk = await delivered();
    for (const at of [1, 2, 3, 5, 8, 13]) {
      await pull(await sessionOf(desk, at)).catch((error: Error) =>
        expect(error.message).toContain('Stopped'),
      );
    }
    await pull(await sessionOf(desk));
    await expectSettled(desk);
  });

  async function expectSettled(desk: GradingDesk): Promise<void> {
    expect(desk.pending()).toEqual([]);
    const sql = desk.sync.workspace.connection;
    expect(sql.prepare('SELECT count(*) FROM lectern_base').pluck().get()).toBe(0);
    expect(sql.prepare('SELECT count(*) FROM Question').pluck().get()).toBe(count);
    expect((await verifyMirror(await sessionOf(desk))).differs).toEqual([]);
  }
});
