import { describe, expect, test } from 'vitest';
import { ensureAward, removeAward } from '../../src/main/engine/xp/award';
import { userXpProjection } from '../../src/main/engine/xp/projection';
import { createJournal } from '../../src/main/engine/journal/journal';
import { applyAll } from '../../src/main/engine/migrate/apply-all';
import { createWorkspace } from '../../src/main/engine/storage/workspace';
import { FailureError } from '../../src/shared/kernel/errors';
import { builders } from '../support/builders';
import { expectFailure, expectOk, testEngine } from '../support/engine';
import { migrationsFolder, openDatabase, stamp, standings } from '../support/migration-target';

/** A journal on a fresh workspace, without the engine around it. */
function journalOnFile() {
  const connection = openDatabase();
  applyAll(connection, migrationsFolder, stamp);
  const workspace = createWorkspace(connection, 'test', { release: () => undefined }, undefined);
  let made = 0;
  const journal = createJournal({
    workspace,
    clock: { now: () => Date.UTC(2026, 2, 2) },
    newId: () => `id-${(made += 1)}`,
    who: () => 'Ada',
    projections: [userXpProjection],
    changed: () => undefined,
  });
  return { connection, journal };
}

const quizAward = {
  userId: 'mia',
  sourceType: 'quiz',
  sourceId: 'quiz-1',
  amount: 125,
  reason: 'Quiz passed: Tides',
} as const;

describe('awards', () => {
  test('the first award of a learner without UserXP makes both rows', () => {
    const { connection, journal } = journalOnFile();
    journal.edit({ name: 'quiz.score', label: 'score' }, (edit) => ensureAward(edit, quizAward));
    expect(standings(connection)).toEqual([
      { userId: 'mia', totalXP: 125, level: 2, currentLevelXP: 25 },
    ]);
  });

  test('the same award twice is one row, whatever the second one is worth', () => {
    const { connection, journal } = journalOnFile();
    const info = { name: 'quiz.score', label: 'score' };
    expect(journal.edit(info, (edit) => ensureAward(edit, quizAward))).toBe(true);
    expect(journal.edit(info, (edit) => ensureAward(edit, { ...quizAward, amount: 900 }))).toBe(
      false,
    );
    expect(standings(connection)).toEqual([
      { userId: 'mia', totalXP: 125, level: 2, currentLevelXP: 25 },
    ]);
  });

  test('undo and redo take UserXP with them, however often', () => {
    const { connection, journal } = journalOnFile();
    const info = { name: 'quiz.score', label: 'score' };
    journal.edit(info, (edit) => ensureAward(edit, quizAward));
    journal.edit(info, (edit) =>
      ensureAward(edit, { ...quizAward, sourceId: 'quiz-2', amount: 80 }),
    );
    const full = standings(connection);
    for (let round = 0; round < 3; round += 1) {
      journal.undo();
      journal.undo();
      expect(standings(connection)).toEqual([
        { userId: 'mia', totalXP: 0, level: 1, currentLevelXP: 0 },
      ]);
      journal.redo();
      journal.redo();
      expect(standings(connection)).toEqual(full);
    }
  });

  test('removing an award recomputes, and there is nothing to remove twice', () => {
    const { connection, journal } = journalOnFile();
    const info = { name: 'quiz.score', label: 'score' };
    journal.edit(info, (edit) => ensureAward(edit, quizAward));
    expect(journal.edit(info, (edit) => removeAward(edit, quizAward))).toBe(true);
    expect(journal.edit(info, (edit) => removeAward(edit, quizAward))).toBe(false);
    expect(standings(connection)).toMatchObject([{ totalXP: 0, level: 1 }]);
  });

  test('learners whose ids look alike keep awards of their own', () => {
    const { connection, journal } = journalOnFile();
    journal.edit({ name: 'x', label: 'x' }, (edit) => {
      ensureAward(edit, { ...quizAward, userId: 'a:b', sourceId: 'c' });
      ensureAward(edit, { ...quizAward, userId: 'a', sourceId: 'b:c' });
      ensureAward(edit, { ...quizAward, userId: 'a%3Ab', sourceId: 'c' });
    });
    expect(standings(connection)).toHaveLength(3);
  });

  test.each([-5, 1.5, Number.NaN])(
    'an award of %d XP is refused and nothing is stored',
    (amount) => {
      const { connection, journal } = journalOnFile();
      const work = (): unknown =>
        journal.edit({ name: 'x', label: 'x' }, (edit) =>
          ensureAward(edit, { ...quizAward, amount }),
        );
      expect(work).toThrow(FailureError);
      expect(standings(connection)).toEqual([]);
    },
  );
});

describe('xp', () => {
  test('shows a learner’s standing and ledger, newest first', async () => {
    const engine = await testEngine();
    const make = builders(engine);
    const course = make.course({ title: 'Tides', xpReward: 130 });
    make.progress(make.chapter(course, { title: 'Moon', xpReward: 40 }), 'mia');
    expectOk(await engine.client.xp.catchUp({}));
    const standing = expectOk(await engine.client.xp.show({ userId: 'mia' }));
    expect(standing).toMatchObject({ totalXP: 170, level: 2, currentLevelXP: 70 });
    expect(standing.ledger.map((entry) => [entry.amount, entry.reason]).sort()).toEqual([
      [130, 'Course completed: Tides'],
      [40, 'Chapter completed: Moon'],
    ]);
  });

  test('knows buyers without XP, and says so of learners nobody knows', async () => {
    const engine = await testEngine();
    builders(engine).purchase(builders(engine).course(), 'buyer');
    const standing = expectOk(await engine.client.xp.show({ userId: 'buyer' }));
    expect(standing).toEqual({ totalXP: 0, level: 1, currentLevelXP: 0, ledger: [] });
    expectFailure(await engine.client.xp.show({ userId: 'nobody' }), 'not_found');
  });

  test('catch-up awards what waits, once; verify only reports it before', async () => {
    const engine = await testEngine();
    const make = builders(engine);
    const course = make.course();
    const [one, two] = [make.chapter(course), make.chapter(course, { position: 2 })];
    make.chapter(course, { position: 3, isPublished: 0 });
    make.course({ title: 'Empty' });
    make.progress(one, 'mia');
    make.progress(two, 'mia');
    make.progress(one, 'ben');
    make.progress(two, 'ben', { isCompleted: 0 });
    const before = expectOk(await engine.client.xp.verify({}));
    expect(before.ok).toBe(true);
    expect(before.checks.find((check) => check.name === 'pending_awards')?.information).toMatch(
      /^4 /,
    );
    expect(expectOk(await engine.client.xp.catchUp({}))).toEqual({ awarded: 4 });
    expect(expectOk(await engine.client.xp.catchUp({}))).toEqual({ awarded: 0 });
    expect(expectOk(await engine.client.xp.verify({})).ok).toBe(true);
    expect(expectOk(await engine.client.xp.show({ userId: 'mia' })).totalXP).toBe(300);
    expect(expectOk(await engine.client.xp.show({ userId: 'ben' })).totalXP).toBe(50);
    expectOk(await engine.client.history.undo({}));
    expect(expectOk(await engine.client.xp.show({ userId: 'mia' })).totalXP).toBe(0);
  });
});
