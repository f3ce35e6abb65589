import { beforeEach, describe, expect, test } from 'vitest';
import type { ImportedQuestion, ImportFileSummary } from '../../src/shared/contract/imports';
import { answerLines } from '../../src/renderer/features/imports/answer-lines';
import {
  columnName,
  fieldChoices,
  fieldOfColumn,
  mapColumn,
} from '../../src/renderer/features/imports/column-fields';
import {
  countStates,
  countTaken,
  fileOf,
  titleFromName,
} from '../../src/renderer/features/imports/count-import';
import { useImportStore } from '../../src/renderer/features/imports/store';

function summary(part: Partial<ImportFileSummary>): ImportFileSummary {
  const counts = { found: 0, imported: 0, needsAttention: 0, duplicates: 0, rejected: 0 };
  const read = { format: 'gift', formatReason: '', encoding: 'utf-8', columns: [], mapping: {} };
  return { file: 'bank.gift', ...read, ...counts, failure: null, ...part };
}

function question(part: Partial<ImportedQuestion>): ImportedQuestion {
  return {
    index: 0,
    line: 1,
    title: null,
    stem: 'Stem',
    type: 'single_choice',
    status: 'imported',
    options: {},
    correctAnswer: {},
    explanation: null,
    points: 1,
    raw: '',
    problems: [],
    losses: [],
    ...part,
  };
}

describe('counting', () => {
  const files = [
    summary({ file: 'a', found: 5, imported: 2, needsAttention: 1, duplicates: 1, rejected: 1 }),
    summary({ file: 'b', found: 4, imported: 1, duplicates: 3 }),
  ];
  const counts = countStates(files);

  test('the button counts what would be stored under the rule, without what was left out', () => {
    const none = new Map();
    expect(countTaken(counts, 'skip', none)).toBe(4);
    expect(countTaken(counts, 'keep', none)).toBe(8);
    const left = new Map([
      [0, 'imported'],
      [3, 'duplicate'],
      [4, 'rejected'],
    ] as const);
    expect(countTaken(counts, 'skip', left)).toBe(3);
    expect(countTaken(counts, 'update', left)).toBe(6);
  });

  test('a question belongs to the file whose range holds its index', () => {
    expect([0, 4, 5, 8, 9].map((index) => fileOf(files, index)?.file)).toEqual([
      'a',
      'a',
      'b',
      'b',
      undefined,
    ]);
  });

  test('a file lends its name to a new quiz', () => {
    expect(titleFromName('physics_bank  v2.gift')).toBe('physics bank v2');
    expect(titleFromName('Chapter 1.5 heat')).toBe('Chapter 1.5 heat');
  });
});

describe('columns', () => {
  const columns = ['Frage', 'Antwort', '', 'Antwort'];

  test('a column without a name of its own goes by its number', () => {
    expect(columns.map((_, at) => columnName(columns, at))).toEqual(['Frage', 'Antwort', '3', '4']);
    const mapping = { question: 'Frage', correct: '4' };
    expect(columns.map((_, at) => fieldOfColumn({ columns, mapping }, at))).toEqual([
      'question',
      undefined,
      undefined,
      'correct',
    ]);
  });

  test('a column is read as one field, and a field is read from one column', () => {
    const once = mapColumn({ question: 'Frage' }, 'correct', 'Frage');
    expect(once).toEqual({ correct: 'Frage' });
    expect(mapColumn(once, 'correct', 'Antwort')).toEqual({ correct: 'Antwort' });
  });

  test('there is always one option more to choose', () => {
    expect(fieldChoices({ option5: 'E' })).toContain('option6');
  });
});

describe('the answer in lines', () => {
  const words = {
    isTrue: 'True',
    isFalse: 'False',
    byHand: 'by hand',
    range: (min: string, max: string) => `${min} to ${max}`,
  };
  const lines = (part: Partial<ImportedQuestion>) => answerLines(question(part), words);

  test('options show which is right and what part they give', () => {
    const options: ImportedQuestion['options'] = [
      { id: 'a', text: 'A', feedback: 'No' },
      { id: 'b', text: 'B' },
    ];
    expect(lines({ options, correctAnswer: { optionId: 'b', weights: { a: 0.5 } } })).toEqual([
      { text: 'A', isRight: false, share: 0.5, feedback: 'No' },
      { text: 'B', isRight: true, share: 1 },
    ]);
  });

  test('numbers, pairs, orders and gaps are written out', () => {
    const accepted: ImportedQuestion['options'] = [
      { value: 10, tolerance: 0.05, relative: true, weight: 1 },
      { min: 1, max: 2, weight: 0.5 },
    ];
    const numeric = lines({ type: 'numeric', correctAnswer: { accepted } });
    expect(numeric.map(({ text }) => text)).toEqual(['10 ± 5 %', '1 to 2']);
    const left = [{ id: 'l', text: 'work' }];
    const right = [
      { id: 'r', text: 'joule' },
      { id: 's', text: 'watt' },
    ];
    const pairs = { options: { left, right }, correctAnswer: { pairs: [['l', 'r']] } };
    expect(lines({ type: 'matching', ...pairs })[0]?.text).toBe('work → joule');
    const order = { options: right, correctAnswer: { order: ['s', 'r'] } };
    expect(lines({ type: 'ordering', ...order }).map(({ text }) => text)).toEqual([
      '1. watt',
      '2. joule',
    ]);
    const blanks = [{ id: 'g', kind: 'choice', choices: right }];
    const gaps = { options: { blanks }, correctAnswer: { blanks: { g: { optionId: 's' } } } };
    expect(lines({ type: 'fill_blanks', ...gaps })[0]?.text).toBe('[[g]] watt');
  });

  test('what does not fit its type has no lines, and nothing breaks', () => {
    expect(lines({ correctAnswer: { optionId: 'zz' } })).toEqual([]);
    expect(lines({ type: 'unknown', options: null, correctAnswer: null })).toEqual([]);
  });
});

describe('what was chosen', () => {
  beforeEach(() => useImportStore.getState().reset());

  test('the same file is taken once; what was left out is forgotten when the files change', () => {
    const { add, toggle } = useImportStore.getState();
    add([{ path: '/banks/a.gift' }, { name: 'Pasted text 1', text: 'x' }]);
    add([{ path: '/banks/a.gift' }]);
    expect(useImportStore.getState().sources.map(({ name }) => name)).toEqual([
      'a.gift',
      'Pasted text 1',
    ]);
    toggle(question({ index: 3 }));
    expect([...useImportStore.getState().skipped.keys()]).toEqual([3]);
    const [first] = useImportStore.getState().sources;
    useImportStore.getState().read(first?.key ?? '', { format: 'aiken' });
    expect(useImportStore.getState().skipped.size).toBe(0);
    expect(useImportStore.getState().sources[0]?.source).toMatchObject({ format: 'aiken' });
  });
});
