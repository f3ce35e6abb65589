import { describe, expect, test } from 'vitest';
import { isUsable, read, readOne } from './reading';

const contentOf = (text: string) => {
  const { type, options, correctAnswer } = readOne('gift', text).question;
  return { type, options, correctAnswer };
};
const stemOf = (text: string) => readOne('gift', text).question.question;

describe('a GIFT question', () => {
  test('with one = among ~ is a single choice with feedback', () => {
    expect(contentOf('::Moon::Who was first? {~Aldrin#Second =Armstrong#Yes ~Collins}')).toEqual({
      type: 'single_choice',
      options: [
        { id: 'a', text: 'Aldrin', feedback: 'Second' },
        { id: 'b', text: 'Armstrong', feedback: 'Yes' },
        { id: 'c', text: 'Collins' },
      ],
      correctAnswer: { optionId: 'b' },
    });
  });

  test('keeps its title apart from its stem', () => {
    const { title, question } = readOne('gift', '::Who\\: a title::  What? {T}');
    expect([title, question.question]).toEqual(['Who: a title', 'What?']);
  });

  test('may have unescaped : and = in its stem', () => {
    expect(stemOf('Note: if x = 3, is 2:1 = 2? {T}')).toBe('Note: if x = 3, is 2:1 = 2?');
  });

  test('gives part of the points to other answers through %50%', () => {
    const { correctAnswer } = contentOf('Best? {=full ~%50%half ~none}');
    expect(correctAnswer).toEqual({ optionId: 'a', weights: { a: 1, b: 0.5 } });
  });

  test('with percentages alone is a multiple choice; wrong ones may cost', () => {
    expect(contentOf('Which? {~%50%a ~%50%b ~%-100%c}')).toMatchObject({
      type: 'multiple_choice',
      correctAnswer: { weights: { a: 0.5, b: 0.5, c: -1 } },
    });
  });

  test('takes thirds for a whole, and tells when it must scale', () => {
    const thirds = readOne('gift', 'Which? {~%33.333%a ~%33.333%b ~%33.333%c ~d}');
    expect(thirds.losses).toEqual([]);
    const halves = readOne('gift', 'Which? {~%50%a ~%50%b ~%50%c}');
    expect(halves.losses).toMatchObject([{ field: 'weight' }]);
  });

  test.each([
    ['~=', 'Best? {~=right ~wrong}'],
    ['=~', 'Best? {=~right ~wrong}'],
  ])('marks a right answer with %s', (_, text) => {
    expect(contentOf(text)).toMatchObject({
      options: [{ text: 'right' }, { text: 'wrong' }],
      correctAnswer: { optionId: 'a' },
    });
  });

  test('may have answers that begin with #', () => {
    const draft = readOne('gift', 'Red? {=#ff0000#Right ~#00ff00}');
    expect(draft.question.options).toEqual([
      { id: 'a', text: '#ff0000', feedback: 'Right' },
      { id: 'b', text: '#00ff00' },
    ]);
    expect(draft.problems[0]).toMatchObject({ code: 'hash_in_answer' });
  });

  test.each([
    ['{T}', true],
    ['{TRUE}', true],
    ['{F}', false],
    ['{FALSE}', false],
  ])('with %s is true or false', (answers, value) => {
    expect(contentOf(`Is it? ${answers}`)).toEqual({
      type: 'true_false',
      options: {},
      correctAnswer: { value },
    });
  });

  test('has feedback for the wrong and for the right verdict, in this order', () => {
    expect(contentOf('Is it? {TRUE#no#yes}').correctAnswer).toEqual({
      value: true,
      feedback: { true: 'yes', false: 'no' },
    });
    expect(contentOf('Is it? {FALSE#no#yes}').correctAnswer).toEqual({
      value: false,
      feedback: { true: 'no', false: 'yes' },
    });
  });

  test('with = alone is a short answer; * stands for any text', () => {
    expect(contentOf('Who? {=Grant =%50%U* Grant#nearly}')).toEqual({
      type: 'short_answer',
      options: {},
      correctAnswer: {
        accepted: [
          { text: 'Grant', weight: 1 },
          { text: 'U* Grant', weight: 0.5, feedback: 'nearly' },
        ],
        caseSensitive: false,
        wildcards: true,
      },
    });
  });

  test.each([
    ['{#3:2}', [{ value: 3, tolerance: 2, weight: 1 }]],
    ['{#1..5}', [{ min: 1, max: 5, weight: 1 }]],
    ['{#-2.5}', [{ value: -2.5, tolerance: 0, weight: 1 }]],
    [
      '{#=1:0.1 =%50%2:1}',
      [
        { value: 1, tolerance: 0.1, weight: 1 },
        { value: 2, tolerance: 1, weight: 0.5 },
      ],
    ],
  ])('with %s is numeric', (answers, accepted) => {
    expect(contentOf(`How much? ${answers}`)).toEqual({
      type: 'numeric',
      options: {},
      correctAnswer: { accepted },
    });
  });

  test('with -> is matching; equal partners are one choice, a row without a left side a distractor', () => {
    expect(contentOf('Match {=cat -> mammal =dog -> mammal =carp -> fish = -> bird}')).toEqual({
      type: 'matching',
      options: {
        left: [
          { id: 'a', text: 'cat' },
          { id: 'b', text: 'dog' },
          { id: 'c', text: 'carp' },
        ],
        right: [
          { id: '1', text: 'mammal' },
          { id: '2', text: 'fish' },
          { id: '3', text: 'bird' },
        ],
      },
      correctAnswer: {
        pairs: [
          ['a', '1'],
          ['b', '1'],
          ['c', '2'],
        ],
      },
    });
  });

  test('shows where the answer belongs when its stem goes on after it', () => {
    expect(stemOf('The {=Danube ~Rhine} flows east.')).toBe('The _____ flows east.');
    expect(stemOf('{=Asia} is the largest.')).toBe('_____ is the largest.');
  });

  test('without braces is a description worth nothing, with empty ones an essay', () => {
    expect(readOne('gift', 'Read this first.').question).toMatchObject({
      type: 'description',
      points: 0,
    });
    expect(readOne('gift', 'Tell. {}').question).toMatchObject({ type: 'essay', points: 1 });
  });

  test('has general feedback after ####', () => {
    expect(readOne('gift', 'Is it? {T####Because it is.}').question.explanation).toBe(
      'Because it is.',
    );
    expect(readOne('gift', 'Tell. {####Look it up.}').question).toMatchObject({
      type: 'essay',
      explanation: 'Look it up.',
    });
  });

  test('writes its control characters with a backslash and new lines as \\n', () => {
    expect(stemOf('A\\nB \\{c\\} \\~\\=\\#\\: {T}')).toBe('A\nB {c} ~=#:');
  });

  test('keeps a backslash that escapes nothing, as Moodle does', () => {
    const { options } = readOne('gift', 'Which? {~ \\~ # tilde\n= \\ # Right\n}').question;
    expect(options).toMatchObject([{ text: '~' }, { text: '\\' }]);
  });

  test('loses nothing in silence: category, id and tags are listed', () => {
    const draft = readOne('gift', '$CATEGORY: a/b\n\n// [id:7] [tag:easy]\nIs it? {T}');
    expect(draft.losses).toEqual([
      { field: 'category', text: 'a/b' },
      { field: 'id number', text: '7' },
      { field: 'tag', text: 'easy' },
    ]);
  });
});

describe('a GIFT file', () => {
  test('numbers its lines as an editor does, whatever ends them', () => {
    const lines = ['// first', '', '::A::One {T}', '', '', '::B::', 'Two {', '=x', '~y', '}'];
    for (const end of ['\n', '\r\n', '\r']) {
      expect(read('gift', lines.join(end)).map(({ line }) => line)).toEqual([3, 6]);
    }
  });

  test('gives a question at its line for one that is broken, and all the others', () => {
    const drafts = read('gift', '::A::One {T}\n\n::B::Broken {=a ~b\n\n::C::Three {F}');
    expect(drafts.map(({ status, line }) => [status, line])).toEqual([
      ['imported', 1],
      ['rejected', 3],
      ['imported', 5],
    ]);
    expect(drafts[1]?.problems).toMatchObject([{ code: 'unclosed_brace', line: 3 }]);
  });

  test('may have blank lines between the braces', () => {
    const drafts = read('gift', 'One? {\n=right\n\n~wrong\n\n}\n\nTwo? {T}');
    expect(drafts.map(({ line, status }) => [line, status])).toEqual([
      [1, 'imported'],
      [8, 'imported'],
    ]);
  });

  test('may lack the blank line before a ::title::', () => {
    const drafts = read('gift', '::A::One? {T}\n::B::Two? {F}\n::C::Three? {T}');
    expect(drafts.map(({ title, line }) => [title, line])).toEqual([
      ['A', 1],
      ['B', 2],
      ['C', 3],
    ]);
  });

  test('keeps the question that follows a category without a blank line', () => {
    expect(read('gift', '$CATEGORY: x\nIs it? {T}')).toMatchObject([
      { line: 2, status: 'imported' },
    ]);
  });

  test.each([
    ['} before {', 'Odd } and { even'],
    ['one answer', 'Which? {~only}'],
    ['no number', 'How much? {#many}'],
    ['a pair without an arrow', 'Match {=a -> b =c =d -> e}'],
    ['nothing but answers', '{=a ~b}'],
  ])('refuses %s and says why', (_, text) => {
    const [draft] = read('gift', text);
    expect(draft?.status).toBe('rejected');
    expect(draft?.problems.length).toBeGreaterThan(0);
  });

  test('keeps the stem of a choice without a right answer for a person to mend', () => {
    const [draft] = read('gift', 'Your opinion? {~yes ~no}');
    expect(draft).toMatchObject({
      status: 'needs_attention',
      question: { type: 'essay', question: 'Your opinion?' },
      losses: [{ field: 'answers', text: '~yes ~no' }],
    });
  });

  test('warns where a second pair of braces stands in the stem', () => {
    const [draft] = read('gift', 'One {T} two {F}');
    expect(draft?.problems).toMatchObject([{ code: 'second_braces' }]);
  });

  test('of two megabytes in one line, or of fifty thousand braces, is read at once', () => {
    const long = `::A::${'word '.repeat(400_000)}{=a ~b}\n\n::B::ok {T}`;
    const braces = `::A::${'{'.repeat(50_000)}\n\n::B::ok {T}`;
    const tags = `${'<a href="'.repeat(50_000)}{T}\n\n::B::ok {T}`;
    const start = performance.now();
    expect(read('gift', long).filter(isUsable)).toHaveLength(2);
    expect(read('gift', braces).filter(isUsable)).toHaveLength(1);
    expect(read('gift', tags).length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
