import type { QuestionContent } from '../../../../../shared/domain/questions';
import { err, ok, type Result } from '../../../../../shared/kernel/result';
import { keepRaw, type Draft } from '../../draft';
import { toMarkdown, type TextFormat } from '../../markup';
import { Notes, type Refusal } from '../../notes';
import { countNewlines, unifyNewlines } from '../../text-lines';
import { blocksOf, type Block } from './blocks';
import { readChoice } from './choice';
import { hideEscapes, showEscapes, withoutPlaceholders } from './escapes';
import { readMatching } from './matching';
import { giftMarkdown, splitFormat } from './parts';

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
  readonly title: string | null;
  /** Stem with the gap in it, escapes hidden, format still in front. */
  readonly stem: string;
  /** Undefined for a description. */
  readonly answers: string | undefined;
  readonly general: string;
};

function readBlock(block: Block, category: string): Draft {
  const notes = new Notes(block.line);
  noteComments(block, category, notes);
  const hidden = hideEscapes(block.text);
  const parts = splitBlock(hidden, notes);
  const base = {
    line: block.line,
    raw: keepRaw(block.raw),
    problems: notes.problems,
    losses: notes.losses,
  };
  if (!parts.ok) {
    notes.problem(parts.error.code, parts.error.message);
    const stem = showEscapes(hidden).slice(0, 300);
    return { ...base, title: null, stem, question: null, needsAttention: false };
  }
  const { title, general, answers } = parts.value;
  const { format, text } = splitFormat(parts.value.stem, 'auto');
  const stem = toMarkdown(text, format, notes.loss).trim();
  const explanation = general === '' ? null : giftMarkdown(general, format, notes.loss) || null;
  const content = readAnswers(answers, format, notes);
  const common = { question: stem, explanation };
  if (content.ok) {
    const points = content.value.type === 'description' ? 0 : 1;
    return {
      ...base,
      title,
      stem,
      question: { ...content.value, ...common, points },
      needsAttention: false,
    };
  }
  const { code, message, keepStem } = content.error;
  notes.problem(code, message);
  if (!keepStem || stem === '')
    return { ...base, title, stem, question: null, needsAttention: false };
  notes.loss('answers', showEscapes(answers ?? ''));
  const question = { type: 'essay', options: {}, correctAnswer: {}, ...common, points: 1 } as const;
  return { ...base, title, stem, question, needsAttention: true };
}

function noteComments({ comments }: Block, category: string, notes: Notes): void {
  if (category !== '') notes.loss('category', category);
  if (comments === '') return;
  for (const [, field = '', value = ''] of comments.matchAll(/\[(id|tag):([^\]]*)\]/g)) {
    notes.loss(field === 'id' ? 'id number' : 'tag', value);
  }
}

function splitBlock(hidden: string, notes: Notes): Result<Parts, Refusal> {
  let text = hidden;
  let title: string | null = null;
  if (text.startsWith('::')) {
    const close = text.indexOf('::', 2);
    if (close === -1) text = text.slice(2);
    else {
      title = showEscapes(text.slice(2, close)).replace(/\s+/g, ' ').trim() || null;
      text = text.slice(close + 2).trim();
    }
  }
  const open = text.indexOf('{');
  const close = text.indexOf('}');
  if (open === -1 && close === -1)
    return ok({ title, stem: text, answers: undefined, general: '' });
  if (open === -1 || close === -1 || close < open) return err(braceRefusal(open, close));
  if (close < text.length - 1 && /[{}]/.test(text.slice(close + 1))) {
    notes.problem(
      'second_braces',
      'There are braces after the answers; they are kept as text. A blank line between two questions, or a \\ before a brace, may be missing',
    );
  }
  const inside = text.slice(open + 1, close).trim();
  const gap = text.endsWith('}') ? '' : '_____';
  const general = inside.lastIndexOf('####');
  return ok({
    title,
    stem: text.slice(0, open) + gap + text.slice(close + 1),
    answers: general === -1 ? inside : inside.slice(0, general).trim(),
    general: general === -1 ? '' : inside.slice(general + 4),
  });
}

function braceRefusal(open: number, close: number): Refusal {
  if (close === -1)
    return {
      code: 'unclosed_brace',
      message: 'The answers begin with { but there is no } after it',
    };
  if (open === -1) return { code: 'unopened_brace', message: 'There is a } but no { before it' };
  return { code: 'unopened_brace', message: 'The first } comes before the first {' };
}

/** Which type it is, decided in Moodle's order. */
function readAnswers(
  answers: string | undefined,
  format: TextFormat,
  notes: Notes,
): Result<QuestionContent, Refusal> {
  if (answers === undefined) return ok({ type: 'description', options: {}, correctAnswer: {} });
  if (answers === '') return ok({ type: 'essay', options: {}, correctAnswer: {} });
  if (answers.startsWith('#')) return readNumeric(answers.slice(1), format, notes);
  if (answers.includes('~')) return readChoice(answers, format, notes);
  if (answers.includes('=') && answers.includes('->')) return readMatching(answers, format, notes);
  const verdict = verdictOf(answers);
  if (verdict !== undefined) return ok(readTrueFalse(answers, verdict, format, notes));
  return readShortAnswer(answers, format, notes);
}
