import type {
  AcceptedNumber,
  AcceptedText,
  QuestionContent,
} from '../../../../../shared/domain/questions';
import { err, ok, type Result } from '../../../../../shared/kernel/result';
import type { Notes, Refusal } from '../../notes';
import { noteHash } from './choice';
import {
  giftMarkdown,
  segmentsOf,
  splitFormat,
  toShare,
  type Reading,
  type Segment,
} from './parts';

/** A weight from 0 to 1; without one an answer is worth everything. */
function weightOf(segment: Segment, notes: Notes): number {
  if (segment.percent === undefined) return 1;
  const weight = toShare(segment.percent);
  if (weight < 0 || weight > 1)
    notes.loss('weight', `${segment.percent}%: a typed answer gives 0 to 100%`);
  return Math.min(1, Math.max(0, weight));
}

/** The best answer must give everything, or nobody could reach the full points. */
function scaled<T extends { readonly weight: number }>(accepted: readonly T[], notes: Notes): T[] {
  let best = 0;
  for (const { weight } of accepted) best = Math.max(best, weight);
  if (best === 1 || best <= 0) return [...accepted];
  notes.loss(
    'weight',
    `The best answer gives ${best * 100}%; all were scaled so that it gives 100%`,
  );
  return accepted.map((entry) => ({
    ...entry,
    weight: Math.round((entry.weight / best) * 1e7) / 1e7,
  }));
}

function feedbackOf(segment: Segment, reading: Reading): string {
  return segment.feedback ? giftMarkdown(segment.feedback, reading) : '';
}

/** Reads accepted texts; `*` stands for any text, `\*` for a star, as in Moodle. */
export function readShortAnswer(
  answers: string,
  reading: Reading,
): Result<QuestionContent, Refusal> {
  const { notes } = reading;
  const segments = segmentsOf(answers, false).filter(({ text }) => text !== '');
  const texts = segments.map(({ text }) => splitFormat(text, reading).text);
  const wildcards = texts.some((text) => /(?:^|[^\\])\*/.test(text));
  const accepted: AcceptedText[] = segments.map((segment, index) => {
    if (segment.hashKept) noteHash(segment, notes);
    const written = texts[index] ?? '';
    const text = wildcards ? written : written.replaceAll('\\*', '*');
    const weight = weightOf(segment, notes);
    const feedback = feedbackOf(segment, reading);
    return feedback === '' ? { text, weight } : { text, weight, feedback };
  });
  if (accepted.length === 0)
    return err({ code: 'too_few_answers', message: 'There is no accepted answer' });
  const [first] = texts;
  if (texts.length === 1 && /^(?:t|f|true|false)$/i.test(first ?? '')) {
    notes.problem(
      'looks_true_false',
      `Read as a short answer "${first}"; for true or false GIFT wants TRUE, FALSE, T or F`,
    );
  }
  return ok({
    type: 'short_answer',
    options: {},
    correctAnswer: { accepted: scaled(accepted, notes), caseSensitive: false, wildcards },
  });
}

/** Reads `{#3:2}`, `{#1..5}` and `{#=1:0.1 =%50%2:1}`; what follows a `~` is for all else. */
export function readNumeric(answers: string, reading: Reading): Result<QuestionContent, Refusal> {
  const { notes } = reading;
  const tilde = answers.indexOf('~');
  const body = tilde === -1 ? answers : answers.slice(0, tilde);
  if (tilde !== -1) {
    const rest = answers
      .slice(tilde + 1)
      .trim()
      .replace(/^#/, '')
      .trim();
    if (rest !== '') notes.loss('feedback for other answers', splitFormat(rest, reading).text);
  }
  const accepted: AcceptedNumber[] = [];
  for (const segment of segmentsOf(body, false)) {
    if (segment.text === '*') {
      notes.loss('feedback for other answers', splitFormat(segment.feedback ?? '', reading).text);
      continue;
    }
    const { text } = splitFormat(segment.text, reading);
    const range = readRange(text, notes);
    if (!range) {
      const message = `"${text.slice(0, 60)}" is not a number, number:tolerance or low..high`;
      return err({ code: 'not_a_number', message });
    }
    const weight = weightOf(segment, notes);
    const feedback = feedbackOf(segment, reading);
    accepted.push(feedback === '' ? { ...range, weight } : { ...range, weight, feedback });
  }
  if (accepted.length === 0)
    return err({ code: 'too_few_answers', message: 'There is no accepted number' });
  return ok({ type: 'numeric', options: {}, correctAnswer: { accepted: scaled(accepted, notes) } });
}

type Range =
  | { readonly value: number; readonly tolerance: number }
  | { readonly min: number; readonly max: number };

function readRange(text: string, notes: Notes): Range | undefined {
  const dots = text.indexOf('..');
  if (dots > 0) {
    const min = toNumber(text.slice(0, dots), notes);
    const max = toNumber(text.slice(dots + 2), notes);
    return min === undefined || max === undefined ? undefined : { min, max };
  }
  const colon = text.indexOf(':');
  const value = toNumber(colon > 0 ? text.slice(0, colon) : text, notes);
  const tolerance = colon > 0 ? toNumber(text.slice(colon + 1), notes) : 0;
  return value === undefined || tolerance === undefined
    ? undefined
    : { value, tolerance: Math.abs(tolerance) };
}

function toNumber(text: string, notes: Notes): number | undefined {
  const trimmed = text.trim();
  const comma = /^[+-]?\d+,\d+$/.test(trimmed);
  if (comma)
    notes.problem('decimal_comma', `"${trimmed}" was read with its comma as the decimal point`);
  const plain = comma ? trimmed.replace(',', '.') : trimmed;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}
