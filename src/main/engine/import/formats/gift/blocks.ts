import { countNewlines } from '../../text-lines';

/** One question's worth of lines, still in GIFT. */
export type Block = {
  /** Line of the first character of `text`, counted from 1. */
  readonly line: number;
  /** The lines trimmed, comments blanked, control characters of GIFT still escaped. */
  readonly text: string;
  readonly raw: string;
  /** The comment lines, which may hold `[id:..]` and `[tag:..]`. */
  readonly comments: string;
};

/**
 * Cuts a GIFT text into blocks of lines between blank lines, as Moodle does, in one pass. Where
 * answers run over a blank line (an open brace whose partner is in a later block that opens none)
 * the blocks are joined, because Moodle would refuse both halves.
 */
export function* blocksOf(text: string): Generator<Block> {
  const pending: Block[] = [];
  for (const block of separateBlocks(text)) {
    pending.push(block);
    while (pending.length > 0) {
      const taken = takeBlocks(pending);
      if (taken === 0) break;
      yield joinBlocks(pending.splice(0, taken));
    }
  }
  while (pending.length > 0) yield joinBlocks(pending.splice(0, takeBlocks(pending) || 1));
}

/** Answers that run over more blank lines than this are a forgotten brace. */
const joinLimit = 12;

/** How many of the blocks make one question; 0 when the next block must be seen first. */
function takeBlocks(pending: readonly Block[]): number {
  const [first, ...rest] = pending;
  if (!first || !isOpen(first.text)) return 1;
  for (const [index, next] of rest.entries()) {
    if (next.text.startsWith('::') || next.text.startsWith('$CATEGORY:')) return 1;
    const brace = firstBrace(next.text);
    if (brace === '}') return index + 2;
    if (brace === '{') return 1;
  }
  return rest.length >= joinLimit ? 1 : 0;
}

function firstBrace(text: string): string {
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '{' || character === '}') return character;
  }
  return '';
}

function isOpen(text: string): boolean {
  const open = text.indexOf('{');
  if (open === -1) return false;
  if (!text.includes('}', open)) return firstBrace(text) === '{';
  return /[{}]/.test(text) && !hasPair(text);
}

/** True when an unescaped `{` is followed by an unescaped `}`. */
function hasPair(text: string): boolean {
  if (!text.includes('\\')) return true;
  let opened = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '{') opened = true;
    else if (character === '}') return true;
  }
  return !opened;
}

function joinBlocks(blocks: readonly Block[]): Block {
  const [first] = blocks;
  if (!first) throw new Error('A question is made of one block at least');
  if (blocks.length === 1) return first;
  let text = first.text;
  let line = first.line + countNewlines(first.text);
  for (const block of blocks.slice(1)) {
    text += '\n'.repeat(block.line - line) + block.text;
    line = block.line + countNewlines(block.text);
  }
  return {
    line: first.line,
    text,
    raw: blocks.map(({ raw }) => raw).join('\n\n'),
    comments: blocks.map(({ comments }) => comments).join(''),
  };
}

function* separateBlocks(text: string): Generator<Block> {
  let line = 1;
  let blockStart = -1;
  let blockLine = 0;
  for (let start = 0; start <= text.length; line += 1) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (isBlank(text, start, end)) {
      if (blockStart !== -1) yield* toBlock(text.slice(blockStart, start), blockLine);
      blockStart = -1;
    } else if (blockStart === -1) {
      blockStart = start;
      blockLine = line;
    }
    start = end + 1;
  }
  if (blockStart !== -1) yield* toBlock(text.slice(blockStart), blockLine);
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x20 && code !== 0xa0 && code !== 0xfeff) return false;
  }
  return true;
}

function* toBlock(source: string, line: number): Generator<Block> {
  const raw = source.trimEnd();
  // Inside `pre` the blanks at the beginning of lines are the text.
  let text =
    /\n[ \t]/.test(raw) && !raw.includes('<pre') ? raw.replace(/[ \t]*\n[ \t]+/g, '\n') : raw;
  let comments = '';
  if (text.includes('//')) {
    text = text.replace(/^[ \t\ufeff]*\/\/.*$/gm, (comment) => {
      comments += `${comment}\n`;
      return '';
    });
  }
  const start = text.search(/\S/);
  if (start === -1) return;
  yield {
    line: line + countNewlines(text, start),
    text: text.slice(start).trimEnd(),
    raw,
    comments,
  };
}
