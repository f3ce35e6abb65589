import { describe, expect, test } from 'vitest';
import { isUsable, read, readOne } from './reading';

describe('Aiken', () => {
  test('has lettered answers and one that is right', () => {
    expect(readOne('aiken', 'Who?\nA. One\nB) Two\nANSWER: B').question).toMatchObject({
      type: 'single_choice',
      question: 'Who?',
      options: [
        { id: 'a', text: 'One' },
        { id: 'b', text: 'Two' },
      ],
      correctAnswer: { optionId: 'b' },
    });
  });

  test('shows markup as text, because it is a plain-text format', () => {
    const { question } = readOne('aiken', 'Is <b> a tag?\nA. <i>yes</i>\nB. no\nANSWER: A');
    expect(question.question).toBe('Is &lt;b> a tag?');
    expect(question.options).toMatchObject([{ text: '&lt;i>yes&lt;/i>' }, { text: 'no' }]);
  });

  test('may break a stem and an answer over lines, and begin a stem with an initial', () => {
    const { question } = readOne(
      'aiken',
      'I. Newton wrote\nwhat?\nA. Principia,\nin Latin\nB. Nothing\nANSWER: A',
    );
    expect(question.question).toBe('I. Newton wrote\nwhat?');
    expect(question.options).toMatchObject([{ text: 'Principia,\nin Latin' }, { text: 'Nothing' }]);
  });

  test('may name several right answers', () => {
    expect(readOne('aiken', 'Which?\nA. 1\nB. 2\nC. 3\nANSWER: A, C').question).toMatchObject({
      type: 'multiple_choice',
      correctAnswer: { weights: { a: 0.5, c: 0.5 } },
    });
  });

  test('refuses at its line what it cannot read, and reads on', () => {
    const text = [
      'Too few',
      'A) Only',
      'ANSWER: A',
      '',
      'A) Stray',
      '',
      'Cut off',
      'A) x',
      'B) y',
      '',
      'Wrong letter',
      'A) x',
      'B) y',
      'ANSWER: C',
      '',
      'Good',
      'A) x',
      'B) y',
      'ANSWER: A',
    ];
    const drafts = read('aiken', text.join('\n'));
    expect(drafts.map(({ line, status, problems }) => [line, status, problems[0]?.code])).toEqual([
      [1, 'rejected', 'too_few_answers'],
      [5, 'rejected', 'no_question'],
      [7, 'rejected', 'no_right_answer'],
      [11, 'rejected', 'no_right_answer'],
      [16, 'imported', undefined],
    ]);
    expect(drafts[3]?.problems[0]?.line).toBe(14);
  });
});

describe('CSV', () => {
  const header = 'Question,Answer 1,Answer 2,Answer 3,Correct\n';

  test.each([',', ';', '\t', '|'])('finds its delimiter (%j)', (mark) => {
    const text = `${header}What?,a,b,c,2\n`.replaceAll(',', mark);
    expect(readOne('csv', text).question).toMatchObject({
      type: 'single_choice',
      correctAnswer: { optionId: 'b' },
    });
  });

  test.each([
    [
      'Question - max 120 characters,Answer 1 - max 75 characters,Answer 2 - max 75 characters,Time limit (sec),Correct answer(s) - choose at least one',
      'What?,a,b,20,2',
    ],
    ['question,correct_answer,incorrect_answer_1', 'What?,b,a'],
    ['Frage,Antwort 1,Antwort 2,Richtige Antwort', 'What?,a,b,B'],
    ['Stem,Option A,Option B,Key', 'What?,a,b,b'],
  ])('knows its columns by many names: %s', (names, row) => {
    const { question } = readOne('csv', `${names}\n${row}\n`);
    const right =
      question.type === 'single_choice'
        ? question.options.find(({ id }) => id === question.correctAnswer.optionId)
        : undefined;
    expect(right?.text).toBe('b');
  });

  test('takes a number for a place when the file numbers its answers, else for the text', () => {
    const places = read('csv', `${header}2+2?,4,3,5,1\n1+2?,4,3,5,2\n`);
    expect(places.map(({ question }) => question?.correctAnswer)).toEqual([
      { optionId: 'a' },
      { optionId: 'b' },
    ]);
    const texts = read('csv', `${header}2+2?,4,3,5,4\n`);
    expect(texts[0]?.question?.correctAnswer).toEqual({ optionId: 'a' });
  });

  test('reads several right answers as a multiple choice', () => {
    expect(readOne('csv', `${header}Which?,a,b,c,"1,3"\n`).question).toMatchObject({
      type: 'multiple_choice',
      correctAnswer: { weights: { a: 0.5, c: 0.5 } },
    });
  });

  test('takes the mapping a person gives, by name or number, with or without a header', () => {
    const mapping = { question: 'Q', option1: 'X', option2: 'Y', correct: 'Z' };
    expect(readOne('csv', 'Q,X,Y,Z\nWhat?,a,b,2\n', { mapping }).question).toMatchObject({
      correctAnswer: { optionId: 'b' },
    });
    const places = { question: '1', option1: '2', option2: '3', correct: '4' };
    expect(readOne('csv', 'What?,a,b,2\n', { mapping: places }).question).toMatchObject({
      question: 'What?',
    });
  });

  test('counts lines through quoted cells and names the line of a bad row', () => {
    const drafts = read(
      'csv',
      `${header}"Two\nlines?",a,b,c,1\nNo answer?,a,b,c,\nGood?,a,b,c,3\n`,
    );
    expect(drafts.map(({ line, status }) => [line, status])).toEqual([
      [2, 'imported'],
      [4, 'rejected'],
      [5, 'imported'],
    ]);
  });

  test('loses one row to a quotation mark that never ends, not the file', () => {
    const drafts = read('csv', `${header}"Open,a,b,c,1\nGood?,a,b,c,3\n`);
    expect(drafts.map(({ status }) => status)).toEqual(['rejected', 'imported']);
    expect(drafts[0]?.problems[0]).toMatchObject({ code: 'unclosed_quote', line: 2 });
  });

  test('lists cells that have no place in a question', () => {
    expect(readOne('csv', 'Question,A,B,Correct,Time limit\nWhat?,x,y,1,20\n').losses).toEqual([
      { field: 'Time limit', text: '20' },
    ]);
  });

  test('is not fooled by a column named __proto__', () => {
    readOne('csv', '__proto__,Question,Answer 1,Answer 2,Correct\nx,What?,a,b,1\n');
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });

  test('reads short answers with shares, and essays from a table without answers', () => {
    expect(
      readOne('csv', 'name,questiontext,answer,fraction\nq1,Fill?,Paris;paris,1;0.5\n').question
        .correctAnswer,
    ).toMatchObject({
      accepted: [
        { text: 'Paris', weight: 1 },
        { text: 'paris', weight: 0.5 },
      ],
    });
    expect(
      readOne('csv', 'essayname,questiontext,defaultmark\ne1,Tell.,5\n').question,
    ).toMatchObject({ type: 'essay', points: 5 });
  });
});

describe('our JSON', () => {
  const question = {
    type: 'true_false',
    question: 'Is it?',
    options: {},
    correctAnswer: { value: true },
    explanation: null,
    points: 2,
  };

  test('is read with the line of each question, and one that is broken costs no other', () => {
    const text = `{"format":"lectern-questions","version":1,"questions":[\n${JSON.stringify(question)},\n{"type":"true_false",,},\n${JSON.stringify({ ...question, points: 3 })}\n]}`;
    const drafts = read('json', text);
    expect(drafts.map(({ line, status }) => [line, status])).toEqual([
      [2, 'imported'],
      [3, 'rejected'],
      [4, 'imported'],
    ]);
  });

  test('that is cut off gives what came before', () => {
    const drafts = read('json', `[\n${JSON.stringify(question)},\n{"type":"es`);
    expect(drafts.map(({ status }) => status)).toEqual(['imported', 'rejected']);
  });

  test('of a newer version is refused with a word on what to do', () => {
    const [draft] = read('json', '{"format":"lectern-questions","version":9,"questions":[]}');
    expect(draft?.problems[0]?.message).toContain('Update Lectern');
  });

  test('cannot reach the prototype of objects', () => {
    read(
      'json',
      '[{"__proto__":{"polluted":true},"question":"x","constructor":{"prototype":{"polluted":1}}}]',
    );
    expect('polluted' in {}).toBe(false);
  });

  test('lists fields it does not know', () => {
    const [draft] = read('json', JSON.stringify([{ ...question, colour: 'red' }]));
    expect(draft && isUsable(draft) ? draft.losses : []).toEqual([
      { field: 'colour', text: '"red"' },
    ]);
  });
});
