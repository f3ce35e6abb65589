import type { QuestionContent } from '../../../../../shared/domain/questions';
import { err, ok, type Result } from '../../../../../shared/kernel/result';
import { keepRaw, toQuestion, type Draft, type DraftQuestion } from '../../draft';
import { toMarkdown } from '../../markup';
import { Notes, type Refusal } from '../../notes';
import { countNewlines, unifyNewlines } from '../../text-lines';
import { blocksOf, type Block } from './blocks';
import { readChoice } from './choice';
import { hideEscapes, showEscapes, withoutPlaceholders } from './escapes';
import { readMatching } from './matching';
import { giftMarkdown, splitFormat, type Reading } from './parts';

import { readNumeric, readShortAnswer } from './typed';
import { readTrueFalse, verdictOf } from './true-false';

/**
 * Reads GIFT by the rules of Moodle's importer (question/format/gift/format.php), question by
 * question; one that cannot be read is a draft that says why, and costs no other.
 */
export function* readGift(text: string): Generator<Draft> {
  let category = '';
  for (const block of blocksOf(withoutPlaceholders(unifyNewlines(text)))) {
    let rest: Block | undefined = block;
    while (rest?.text.startsWith('$CATEGORY:')) {
      const end = rest.text.indexOf('\n');
      category = rest.text.slice('$CATEGORY:'.length, end === -1 ? undefined : end).trim();
      rest = end === -1 ? undefined : tailOf(rest, end);
    }
    while (rest) {
      const [head, tail]: readonly [Block, Block | undefined] = splitAtTitle(rest);
      if (head.text !== '') yield readBlock(head, category);
      rest = tail;
    }
  }
}

/** What follows position `from` of a block, with its line. */
function tailOf(block: Block, from: number): Block | undefined {
  const skipped = block.text.slice(from).search(/\S/);
  if (skipped === -1) return undefined;
  const start = from + skipped;
  return {
    ...block,
    line: block.line + countNewlines(block.text, start),
    text: block.text.slice(start),
  };
}

/** A `::title::` on a new line after closed answers is a new question without its blank line. */
function splitAtTitle(block: Block): readonly [Block, Block | undefined] {
  if (!block.text.includes('\n::')) return [block, undefined];
  const boundary = /[^\\]\}[ \t]*\n::/.exec(block.text);
  if (!boundary) return [block, undefined];
  const at = boundary.index + boundary[0].length - 2;
  const head = {
    ...block,
    text: block.text.slice(0, at).trimEnd(),
    raw: block.text.slice(0, at).trimEnd(),
  };
  const tail = tailOf(block, at);
  return [head, tail && { ...tail, raw: tail.text, comments: '' }];
}

type Parts = {
  /** Stem with the gap in it, escapes hidden, format still in front. */
  readonly stem: string;
  /** Undefined for a description. */
  readonly answers: string | undefined;
  readonly general: string;
};

function readBlock(block: Block, category: string): Draft {
  const notes = new Notes(block.line);
  noteComments(block, category, notes);
  const escaped = block.text.includes('\\');
  const hidden = escaped ? hideEscapes(block.text) : block.text;
  const [title, rest] = splitTitle(hidden);
  const parts = splitBlock(rest, notes);
  if (!parts.ok) {
    notes.problem(parts.error.code, parts.error.message);
    return draftOf(block, notes, title, showEscapes(rest.slice(0, 300)));
  }
  const { general, answers } = parts.value;
  const { format, text } = splitFormat(parts.value.stem, { format: 'auto', escaped });
  const reading: Reading = { notes, format, escaped };
  const stem = toMarkdown(text, format, notes).trim();
  const explanation = general === '' ? null : giftMarkdown(general, reading) || null;
  const content = readAnswers(answers, reading);
  if (content.ok) {
    const points = content.value.type === 'description' ? 0 : 1;
    const question = toQuestion(content.value, { question: stem, explanation, points });
    return draftOf(block, notes, title, stem, question);
  }
  const { code, message, keepStem } = content.error;
  notes.problem(code, message);
  if (!keepStem || stem === '') return draftOf(block, notes, title, stem);
  notes.loss('answers', showEscapes(answers ?? ''));
  const essay = { type: 'essay', options: {}, correctAnswer: {} } as const;
  const question = toQuestion(essay, { question: stem, explanation, points: 1 });
  return draftOf(block, notes, title, stem, question, true);
}

function draftOf(
  { line, raw }: Block,
  { problems, losses }: Notes,
  title: string | null,
  stem: string,
  question: DraftQuestion | null = null,
  needsAttention = false,
): Draft {
  return { line, raw: keepRaw(raw), title, stem, question, needsAttention, problems, losses };
}

function noteComments({ comments }: Block, category: string, notes: Notes): void {
  if (category !== '') notes.loss('category', category);
  if (!comments.includes('[')) return;
  for (const [, field = '', value = ''] of comments.matchAll(/\[(id|tag):([^\]]*)\]/g)) {
    notes.loss(field === 'id' ? 'id number' : 'tag', value);
  }
}

/** Takes `::title::` off the front. */
function splitTitle(hidden: string): readonly [title: string | null, rest: string] {
  if (!hidden.startsWith('::')) return [null, hidden];
  const close = hidden.indexOf('::', 2);
  if (close === -1) return [null, hidden.slice(2)];
  const title = showEscapes(hidden.slice(2, close)).replace(/\s+/g, ' ').trim();
  return [title || null, hidden.slice(close + 2).trim()];
}

function splitBlock(text: string, notes: Notes): Result<Parts, Refusal> {
  const open = text.indexOf('{');
  const close = text.indexOf('}');
  if (open === -1 && close === -1) {
    return ok({ stem: text, answers: undefined, general: '' });
  }
  if (open === -1 || close === -1 || close < open) return err(braceRefusal(open, close));
  if (text.includes('{', close + 1) || text.includes('}', close + 1)) {
    notes.problem(
      'second_braces',
      'There are braces after the answers; they are kept as text. A blank line between two questions, or a \\ before a brace, may be missing',
    );
  }
  const inside = text.slice(open + 1, close).trim();
  const gap = text.endsWith('}') ? '' : '_____';
  const general = inside.lastIndexOf('####');
  return ok({
    stem: text.slice(0, open) + gap + text.slice(close + 1),
    answers: general === -1 ? inside : inside.slice(0, general).trim(),
    general: general === -1 ? '' : inside.slice(general + 4),
  });
}

function braceRefusal(open: number, close: number): Refusal {
  if (close === -1) {
    return {
      code: 'unclosed_brace',
      message: 'The answers begin with { but there is no } after it',
    };
  }
  const message =
    open === -1 ? 'There is a } but no { before it' : 'The first } comes before the first {';
  return { code: 'unopened_brace', message };
}

/** Which type it is, decided in Moodle's order. */
function readAnswers(
  answers: string | undefined,
  reading: Reading,
): Result<QuestionContent, Refusal> {
  if (answers === undefined) return ok({ type: 'description', options: {}, correctAnswer: {} });
  if (answers === '') return ok({ type: 'essay', options: {}, correctAnswer: {} });
  if (answers.startsWith('#')) return readNumeric(answers.slice(1), reading);
  if (answers.includes('~')) return readChoice(answers, reading);
  if (answers.includes('=') && answers.includes('->')) return readMatching(answers, reading);
  const verdict = verdictOf(answers);
  if (verdict !== undefined) return ok(readTrueFalse(answers, verdict, reading));
  return readShortAnswer(answers, reading);
}
