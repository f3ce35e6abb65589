import { describe, expect, it } from 'vitest';
import { builders, dump, ownTables, planTables, trueFalseInput } from '../support/builders';
import { expectFailure, expectOk, testEngine } from '../support/engine';

const everything = [...planTables, ...ownTables];

describe('the journal', () => {
  it('takes an edit back and does it again, with a label a person understands', async () => {
    const test = await testEngine();
    const id = builders(test).quiz({ title: 'Thermodynamics, week 3' });
    const before = dump(test, everything);
    expectOk(await test.client.quizzes.update({ id, patch: { title: 'Week 3' } }));
    const after = dump(test, everything);
    const { undone } = expectOk(await test.client.history.undo({}));
    expect(undone.label).toBe('title of “Thermodynamics, week 3”');
    expect(dump(test, everything)).toBe(before);
    const { redone } = expectOk(await test.client.history.redo({}));
    expect(redone.action).toBe(undone.action);
    expect(dump(test, everything)).toBe(after);
  });

  it('leaves no trace of a change that changes nothing', async () => {
    const test = await testEngine();
    const id = builders(test).quiz({ title: 'Heat' });
    expectOk(await test.client.quizzes.update({ id, patch: { title: 'Heat' } }));
    expect(expectOk(await test.client.history.list({})).actions).toEqual([]);
  });

  it('remembers what can be undone across a restart', async () => {
    const test = await testEngine();
    const { id } = expectOk(await test.client.courses.create({ title: 'Heat' }));
    expectOk(await test.client.courses.update({ id, patch: { title: 'Work' } }));
    const again = await test.restart();
    expectOk(await again.client.history.undo({}));
    expect(expectOk(await again.client.courses.get({ id })).title).toBe('Heat');
    const third = await again.restart();
    expectOk(await third.client.history.redo({}));
    expect(expectOk(await third.client.courses.get({ id })).title).toBe('Work');
  });

  it('records everything a removal takes with it, and undo restores it byte by byte', async () => {
    const test = await testEngine();
    const make = builders(test);
    const quizId = make.quiz();
    for (const order of [1, 2, 3]) make.question(quizId, { order });
    test.sql.exec(
      `INSERT INTO lectern_question_source (question_id, import_id, file, format, line, content_hash)
       SELECT id, 'i', 'bank.gift', 'gift', "order", id FROM Question`,
    );
    const before = dump(test, everything, { stamps: true });
    expectOk(await test.client.quizzes.remove({ id: quizId }));
    expect(expectOk(await test.client.history.list({})).actions[0]?.operations).toBe(7);
    expectOk(await test.client.history.undo({}));
    expect(dump(test, everything, { stamps: true })).toBe(before);
    expectOk(await test.client.history.redo({}));
    expect(dump(test, everything)).toBe('');
  });

  it('takes one older action back and leaves the newer ones standing', async () => {
    const test = await testEngine();
    const id = builders(test).quiz({ title: 'Heat', passingScore: 70 });
    expectOk(await test.client.quizzes.update({ id, patch: { title: 'Work' } }));
    const older = expectOk(await test.client.history.next({})).undo;
    expectOk(await test.client.quizzes.update({ id, patch: { passingScore: 80 } }));
    expectOk(await test.client.history.undo({ action: older?.action }));
    expect(expectOk(await test.client.quizzes.get({ id }))).toMatchObject({
      title: 'Heat',
      passingScore: 80,
    });
    expectFailure(await test.client.history.undo({ action: older?.action }), 'refused');
    expectFailure(await test.client.history.undo({ action: 'none' }), 'not_found');
  });

  it('never overwrites a later change of the same field: it names the row and changes nothing', async () => {
    const test = await testEngine();
    const id = builders(test).quiz({ title: 'Heat' });
    expectOk(await test.client.quizzes.update({ id, patch: { title: 'Work', passingScore: 60 } }));
    const older = expectOk(await test.client.history.next({})).undo;
    expectOk(await test.client.quizzes.update({ id, patch: { title: 'Entropy' } }));
    const before = dump(test, everything, { stamps: true });
    const failure = expectFailure(
      await test.client.history.undo({ action: older?.action }),
      'conflict',
    );
    expect(failure.message).toContain('title changed since');
    expect(failure.details).toMatchObject({ table: 'Quiz', key: id });
    expect(dump(test, everything, { stamps: true })).toBe(before);
  });

  it('does not undo the making of a quiz that has been given questions since', async () => {
    const test = await testEngine();
    const { id } = expectOk(await test.client.quizzes.create({ title: 'Heat' }));
    const made = expectOk(await test.client.history.next({})).undo;
    expectOk(await test.client.questions.create({ quizId: id, question: trueFalseInput }));
    const failure = expectFailure(
      await test.client.history.undo({ action: made?.action }),
      'conflict',
    );
    expect(failure.message).toContain('1 Question rows were added under it since');
  });

  it('closes the way of redo when something new is done', async () => {
    const test = await testEngine();
    const id = builders(test).quiz({ title: 'Heat' });
    expectOk(await test.client.quizzes.update({ id, patch: { title: 'Work' } }));
    expectOk(await test.client.history.undo({}));
    expectOk(await test.client.quizzes.update({ id, patch: { title: 'Entropy' } }));
    expect(expectOk(await test.client.history.next({})).redo).toBeNull();
    expectFailure(await test.client.history.redo({}), 'not_found');
  });

  it('stores nothing of an action that fails half-way', async () => {
    const test = await testEngine();
    const make = builders(test);
    const quizId = make.quiz();
    make.question(quizId, { id: 'a' });
    // A rule of the database that the second row of the action breaks.
    test.sql.exec(
      `CREATE TRIGGER no_b BEFORE UPDATE ON Question WHEN old.id = 'b' BEGIN SELECT RAISE(ABORT, 'no'); END`,
    );
    make.question(quizId, { id: 'b', order: 2 });
    const before = dump(test, everything, { stamps: true });
    expectFailure(await test.client.questions.move({ id: 'b', to: 0 }), 'internal');
    expect(dump(test, everything, { stamps: true })).toBe(before);
    expect(expectOk(await test.client.history.list({})).actions).toEqual([]);
  });

  it('tells the window which tables changed, after the change is stored', async () => {
    const test = await testEngine();
    const seen: string[][] = [];
    test.subscribe((event) => {
      if (event.name === 'changed') seen.push(event.payload.tables.toSorted());
    });
    expectOk(await test.client.courses.create({ title: 'Heat' }));
    expect(seen).toEqual([['Course', 'lectern_action', 'lectern_operation']]);
  });
});
