import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DraftQuestion } from '../../src/main/engine/import/draft';
import { formatOf, isUsable, outgoing, read, readFileBytes } from '../unit/import/reading';

/**
 * Question files from the field, outside this project. They are tried where LECTERN_CORPUS names
 * a folder with `questions/` and `dangers/`; elsewhere these tests report themselves as skipped.
 */
const corpus = process.env.LECTERN_CORPUS ?? '';
const missing = corpus === '' || !existsSync(join(corpus, 'questions', 'expected.json'));
const why = missing ? ' (skipped: LECTERN_CORPUS names no corpus folder)' : '';

type Expected = {
  readonly [file: string]: { readonly questions?: number; readonly format?: string };
};
type Answer = {
  readonly type?: string;
  readonly single?: boolean;
  readonly correct?: boolean | string | number | readonly string[];
  readonly options?: readonly string[];
  readonly accepted?: readonly string[];
  readonly weights?: readonly number[];
  readonly pairs?: readonly (readonly [string, string])[];
  readonly answers_value_tolerance_weight?: readonly (readonly [number, number, number])[];
};

function json<T>(...path: readonly string[]): T {
  // Test data with the shape its README describes.
  return JSON.parse(readFileSync(join(corpus, ...path), 'utf8')) as T;
}

const wanted = /^(?:gift|aiken|csv)\/|^derived\/opentdb\.(?:aiken|kahoot)/;
const expected = missing ? {} : json<Expected>('questions', 'expected.json');
const answers = missing
  ? {}
  : json<{ readonly [file: string]: readonly Answer[] }>('questions', 'expected-answers.json');
const files = Object.keys(expected).filter((file) => wanted.test(file));
const readCorpus = (file: string) => readFileBytes(readFileSync(join(corpus, file)), file);

/** What a text says, without markup, entities and blanks. */
function words(text: string): string {
  return text
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, '');
}

/** As above; a text that is nothing but a tag is the tag's name, as in "which tag breaks a line?". */
function saidWords(text: string): string {
  return words(text) || text.trim();
}

type Question = DraftQuestion;

/** The right answers of a question of ours, as text that can be compared. */
function rightOf(question: Question): unknown {
  switch (question.type) {
    case 'single_choice': {
      const { optionId, weights = {} } = question.correctAnswer;
      return question.options
        .filter(({ id }) => id === optionId || (weights[id] ?? 0) > 0)
        .map(({ text }) => words(text));
    }
    case 'multiple_choice':
      return question.options
        .filter(({ id }) => (question.correctAnswer.weights[id] ?? 0) > 0)
        .map(({ text }) => words(text));
    case 'true_false':
      return question.correctAnswer.value;
    case 'short_answer':
      return question.correctAnswer.accepted.map(({ text, weight }) => [words(text), weight]);
    case 'numeric':
      return question.correctAnswer.accepted.map((entry) =>
        'min' in entry
          ? [(entry.min + entry.max) / 2, (entry.max - entry.min) / 2, entry.weight]
          : [entry.value, entry.tolerance, entry.weight],
      );
    case 'matching': {
      const left = new Map(question.options.left.map(({ id, text }) => [id, text]));
      const right = new Map(question.options.right.map(({ id, text }) => [id, text]));
      return question.correctAnswer.pairs.map(([from, to]) => [
        words(left.get(from) ?? ''),
        words(right.get(to) ?? ''),
      ]);
    }
    default:
      return null;
  }
}

/** What a file in windows-1252 can say of a text: other letters are question marks in it. */
function inWindows(right: unknown): unknown {
  return JSON.parse(
    JSON.stringify(right).replace(
      /[^\0-\xff\u2013-\u2026\u20ac\u2122\u0160\u0161\u017d\u017e\u0152\u0153]/g,
      '?',
    ),
  );
}

/** The same of what the corpus expects. */
function expectedRight(answer: Answer): unknown {
  if (answer.pairs)
    return answer.pairs
      .filter(([from]) => from !== '')
      .map(([from, to]) => [words(from), words(to)]);
  if (answer.accepted)
    return answer.accepted.map((text, index) => [saidWords(text), answer.weights?.[index] ?? 1]);
  if (answer.answers_value_tolerance_weight) return answer.answers_value_tolerance_weight;
  if (typeof answer.correct === 'number')
    return [saidWords(answer.options?.[answer.correct] ?? '')];
  if (Array.isArray(answer.correct)) return (answer.correct as readonly string[]).map(saidWords);
  return answer.correct ?? null;
}

describe.skipIf(missing)(`every question file of the corpus${why}`, () => {
  test.each(files)('%s gives its questions, or the line and reason', (file) => {
    const { drafts, failure } = readCorpus(join('questions', file));
    expect(failure).toBeNull();
    const kept = drafts.filter(isUsable);
    // Moodle refuses `=#ff0000`; we read it as an answer, which makes one more than expected.
    const more = kept.filter(({ problems }) =>
      problems.some(({ code }) => code === 'hash_in_answer'),
    ).length;
    expect(kept.length - more).toBe(expected[file]?.questions);
    for (const draft of drafts.filter(({ status }) => status === 'rejected')) {
      expect(draft.problems.every(({ line, message }) => line > 0 && message !== '')).toBe(true);
    }
  });

  const comparable = files.filter(
    (file) =>
      answers[file] &&
      file !== 'aiken/moodle__aiken_errors.txt' &&
      file !== 'aiken/moodle__questions.aiken.txt',
  );
  test.each(comparable)('%s has the right answers', (file) => {
    const { drafts } = readCorpus(join('questions', file));
    const found = drafts.filter(isUsable).map(({ question }) => rightOf(question));
    const due = (answers[file] ?? []).map((answer) =>
      answer.type === 'ERROR' ? undefined : expectedRight(answer),
    );
    expect(found).toHaveLength(due.length);
    due.forEach((right, index) => {
      if (right !== undefined)
        expect(found[index]).toEqual(file.includes('cp1252') ? inWindows(right) : right);
    });
  });

  test.each(files)('%s comes back the same from our JSON and from CSV', (file) => {
    const { drafts } = readCorpus(join('questions', file));
    const before = outgoing(drafts);
    for (const id of ['json', 'csv']) {
      const { text } = formatOf(id).write(before);
      const after = outgoing(read(id, text));
      expect(
        after.map(({ question, correctAnswer, options }) => ({ question, correctAnswer, options })),
      ).toEqual(
        before.map(({ question, correctAnswer, options }) => ({
          question,
          correctAnswer,
          options,
        })),
      );
    }
  });
});

const rules = missing ? {} : json<Expected>('dangers', 'expected.json');
const dangers = missing
  ? []
  : readdirSync(join(corpus, 'dangers')).filter((file) => /\.(?:gift|csv|aiken\.txt)$/.test(file));
const danger = (file: string) => readCorpus(join('dangers', file));

describe.skipIf(missing)(`every danger of the corpus${why}`, () => {
  test.each(dangers)('%s is read or refused as its rule says, within two seconds', (file) => {
    const start = performance.now();
    const { drafts, failure } = danger(file);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(drafts.filter(isUsable)).toHaveLength(rules[file]?.questions ?? 0);
    if (rules[file]?.questions === 0) expect(failure).not.toBeNull();
  });

  test.each(dangers.filter((file) => /^enc-(?!latin1)/.test(file)))(
    '%s says the same as its UTF-8 twin',
    (file) => {
      const stem = danger('enc-utf8.gift').drafts[0]?.stem;
      expect(danger(file).drafts[0]?.stem).toBe(stem);
    },
  );

  test('the formulas of a table come back as text', () => {
    const before = outgoing(danger('formula.csv').drafts);
    const after = outgoing(read('csv', formatOf('csv').write(before).text));
    expect(after.map(({ question }) => question)).toEqual(before.map(({ question }) => question));
  });

  test('no script, tracker or frame of a hostile bank is in what is stored', () => {
    const stored = JSON.stringify(
      [...danger('xss.gift').drafts, ...danger('xss.aiken.txt').drafts].map(
        ({ question }) => question,
      ),
    );
    expect(stored).not.toMatch(/<(?:script|img|iframe|svg|style|form|object|meta)/i);
    expect(stored).not.toMatch(/<a[^>]*href=\\"(?:javascript|data|file):|\]\(javascript:/i);
  });

  test('a bank named as a table is recognised by what it holds', () => {
    expect(danger('wrong-extension.csv').format).toBe('gift');
  });

  test('keys such as __proto__ reach no object', () => {
    danger('proto-header.csv');
    danger('proto-pollution.json');
    expect('polluted' in {}).toBe(false);
  });
});
