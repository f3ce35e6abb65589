import { describe, expect, it } from 'vitest';
import { builders, trueFalseInput } from '../support/builders';
import { expectFailure, expectOk, testEngine, type TestEngine } from '../support/engine';

async function order(test: TestEngine, quizId: string): Promise<string> {
  const { questions } = expectOk(await test.client.questions.list({ quizId }));
  return questions.map((one) => `${one.question}${one.order}`).join(' ');
}

function quizOf(test: TestEngine, names: string): string {
  const make = builders(test);
  const quizId = make.quiz();
  [...names].forEach((name, index) =>
    make.question(quizId, { id: name, question: name, order: index + 1 }),
  );
  return quizId;
}

describe('questions', () => {
  it('are listed with their origin and with what their schema has against them', async () => {
    const test = await testEngine();
    const quizId = quizOf(test, 'AB');
    test.sql.prepare(`UPDATE Question SET correctAnswer = '{}' WHERE id = 'B'`).run();
    test.sql
      .prepare(
        `INSERT INTO lectern_question_source (question_id, import_id, file, format, line, needs_attention, problems, content_hash)
         VALUES ('B', 'i', 'bank.gift', 'gift', 12, 1, '[{"code":"missing"}]', 'h')`,
      )
      .run();
    const { questions } = expectOk(await test.client.questions.list({ quizId }));
    expect(questions[0]).toMatchObject({ id: 'A', options: {}, source: null, problems: [] });
    expect(questions[1]?.source).toMatchObject({
      file: 'bank.gift',
      line: 12,
      needsAttention: true,
    });
    expect(questions[1]?.problems).toEqual([
      { path: 'correctAnswer.value', message: expect.stringContaining('missing') },
    ]);
  });

  it('are added at the end or at a place, and the others make room', async () => {
    const test = await testEngine();
    const quizId = quizOf(test, 'ABC');
    const add = (question: string, at?: number) =>
      test.client.questions.create({
        quizId,
        question: { ...trueFalseInput, question },
        ...(at === undefined ? {} : { at }),
      });
    expectOk(await add('X'));
    expect(await order(test, quizId)).toBe('A1 B2 C3 X4');
    expectOk(await add('Y', 1));
    expect(await order(test, quizId)).toBe('A1 Y2 B3 C4 X5');
    expectOk(await add('Z', 99));
    expect(await order(test, quizId)).toBe('A1 Y2 B3 C4 X5 Z6');
  });

  it('are refused with every problem and its place while they are unfinished', async () => {
    const test = await testEngine();
    const quizId = quizOf(test, 'A');
    const question = {
      type: 'single_choice',
      question: 'Which?',
      options: [{ id: 'a', text: '' }],
      correctAnswer: { optionId: 'b' },
    };
    const failure = expectFailure(
      await test.client.questions.create({ quizId, question }),
      'bad_input',
    );
    const places = JSON.stringify(failure.details);
    for (const path of ['options', 'options[0].text']) expect(places).toContain(`"${path}"`);
    expect(await order(test, quizId)).toBe('A1');
    expectFailure(
      await test.client.questions.create({
        quizId,
        question: { ...trueFalseInput, type: 'riddle' },
      }),
      'bad_input',
    );
  });

  it('move with a dense numbering, writing only the rows between the two places', async () => {
    const test = await testEngine();
    const quizId = quizOf(test, 'ABCDE');
    expectOk(await test.client.questions.move({ id: 'E', to: 3 }));
    expect(await order(test, quizId)).toBe('A1 B2 C3 E4 D5');
    expect(expectOk(await test.client.history.list({})).actions[0]).toMatchObject({
      label: 'reorder question 5',
      operations: 2,
    });
    expectOk(await test.client.questions.move({ id: 'E', to: 3 }));
    expect(expectOk(await test.client.history.list({})).actions).toHaveLength(1);
    expectOk(await test.client.questions.move({ id: 'A', to: 1000 }));
    expect(await order(test, quizId)).toBe('B1 C2 E3 D4 A5');
  });

  it('close ranks when some are removed, and undo opens them again', async () => {
    const test = await testEngine();
    const quizId = quizOf(test, 'ABCD');
    expect(expectOk(await test.client.questions.remove({ ids: ['B', 'D', 'B'] }))).toEqual({
      removed: 2,
    });
    expect(await order(test, quizId)).toBe('A1 C2');
    expectOk(await test.client.history.undo({}));
    expect(await order(test, quizId)).toBe('A1 B2 C3 D4');
    expectFailure(await test.client.questions.remove({ ids: ['A', 'none'] }), 'not_found');
    expect(await order(test, quizId)).toBe('A1 B2 C3 D4');
  });

  it('are copied to the place right behind the original', async () => {
    const test = await testEngine();
    const quizId = quizOf(test, 'AB');
    const { id } = expectOk(await test.client.questions.duplicate({ id: 'A' }));
    expect(await order(test, quizId)).toBe('A1 A2 B3');
    expect(id).not.toBe('A');
  });

  it('no longer need attention once a person has stored them', async () => {
    const test = await testEngine();
    const quizId = quizOf(test, 'A');
    test.sql
      .prepare(
        `INSERT INTO lectern_question_source (question_id, import_id, file, format, line, needs_attention, content_hash)
         VALUES ('A', 'i', 'bank.gift', 'gift', 1, 1, 'h')`,
      )
      .run();
    expectOk(await test.client.questions.update({ id: 'A', question: trueFalseInput }));
    const waits = async () =>
      expectOk(await test.client.questions.list({ quizId })).questions[0]?.source?.needsAttention;
    expect(await waits()).toBe(false);
    expectOk(await test.client.history.undo({}));
    expect(await waits()).toBe(true);
  });

  it('answer not_found for a quiz or a question that is gone', async () => {
    const test = await testEngine();
    expectFailure(await test.client.questions.list({ quizId: 'none' }), 'not_found');
    expectFailure(await test.client.questions.move({ id: 'none', to: 0 }), 'not_found');
    expectFailure(
      await test.client.questions.update({ id: 'none', question: trueFalseInput }),
      'not_found',
    );
    expectFailure(await test.client.questions.duplicate({ id: 'none' }), 'not_found');
  });
});
