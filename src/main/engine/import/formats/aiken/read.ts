import { equalWeights } from '../../../../../shared/domain/questions';
import { keepRaw, optionId, type Draft, type DraftQuestion } from '../../draft';
import { toMarkdown } from '../../markup';
import { Notes } from '../../notes';
import { linesOf, unifyNewlines, type NumberedLine } from '../../text-lines';

type Option = { readonly letter: string; text: string };

/** The question being read: its lines so far. */
type Open = {
  readonly line: number;
  readonly raw: string[];
  stem: string;
  readonly options: Option[];
  /** An empty line came last, so the next plain line does not go on with what was before. */
  broken: boolean;
};

const optionPattern = /^([A-Za-z])[ \t]*[.)][ \t]*(.*)$/;
const keyPattern = /^ANSWER[ \t]*:[ \t]*(.*)$/i;

/**
 * Reads Aiken: a stem, lettered answers, `ANSWER: B`. A stem or answer may run over lines. What
 * cannot be read is refused at its line and costs no other question.
 */
export function* readAiken(text: string): Generator<Draft> {
  let open: Open | undefined;
  for (const line of linesOf(unifyNewlines(text))) {
    const trimmed = line.text.replace(/^\ufeff/, '').trim();
    if (trimmed === '') {
      if (open) open.broken = true;
      continue;
    }
    const key = keyPattern.exec(trimmed);
    if (key) {
      yield open ? finish(open, line, key[1] ?? '') : stray(line);
      open = undefined;
      continue;
    }
    const option = optionOf(trimmed, open);
    if (option && !open) yield stray(line);
    else if (option && open) addOption(open, option, trimmed);
    else if (open && open.options.length > 0 && open.broken) {
      yield incomplete(open);
      open = begin(line.number, trimmed);
    } else if (open) goOn(open, trimmed);
    else open = begin(line.number, trimmed);
  }
  if (open) yield incomplete(open);
}

function begin(line: number, text: string): Open {
  return { line, raw: [text], stem: text, options: [], broken: false };
}

function goOn(open: Open, text: string): void {
  const last = open.options.at(-1);
  if (last) last.text += `\n${text}`;
  else open.stem += `${open.broken ? '\n\n' : '\n'}${text}`;
  open.raw.push(text);
  open.broken = false;
}

function addOption(open: Open, option: Option, raw: string): void {
  open.options.push(option);
  open.raw.push(raw);
  open.broken = false;
}

/** A letter counts as an answer when it is the next one; "I. Newton" may begin a stem. */
function optionOf(text: string, open: Open | undefined): Option | undefined {
  const match = optionPattern.exec(text);
  if (!match) return undefined;
  const letter = (match[1] ?? '').toUpperCase();
  const previous = open?.options.at(-1)?.letter;
  if (previous === undefined ? letter !== 'A' : letter <= previous) return undefined;
  return { letter, text: match[2] ?? '' };
}

function stray(line: NumberedLine): Draft {
  const notes = new Notes(line.number);
  notes.problem(
    'no_question',
    'This line belongs to no question: an answer or ANSWER line without a question before it',
  );
  return refused(line.number, [line.text.trim()], '', notes);
}

function incomplete(open: Open): Draft {
  const notes = new Notes(open.line);
  notes.problem('no_right_answer', 'The question ends without a line such as ANSWER: A');
  return refused(open.line, open.raw, open.stem, notes);
}

function refused(line: number, raw: readonly string[], stem: string, notes: Notes): Draft {
  const { problems, losses } = notes;
  const text = keepRaw(raw.join('\n'));
  return {
    line,
    raw: text,
    title: null,
    stem: stem.slice(0, 300),
    question: null,
    needsAttention: false,
    problems,
    losses,
  };
}

function finish(open: Open, keyLine: NumberedLine, key: string): Draft {
  const notes = new Notes(open.line);
  const raw = [...open.raw, keyLine.text.trim()];
  const options = open.options.map(({ text }, index) => ({
    id: optionId(index),
    text: plain(text, notes),
  }));
  const right = rightIds(open, keyLine, key, notes);
  if (options.length < 2) {
    notes.problem('too_few_answers', 'There are fewer than two lettered answers');
  }
  if (notes.problems.length > 0) return refused(open.line, raw, open.stem, notes);
  const stem = plain(open.stem, notes);
  const common = { question: stem, explanation: null, points: 1, options };
  const [first = ''] = right;
  const question: DraftQuestion =
    right.length > 1
      ? { ...common, type: 'multiple_choice', correctAnswer: { weights: equalWeights(right) } }
      : { ...common, type: 'single_choice', correctAnswer: { optionId: first } };
  const { line } = open;
  const text = keepRaw(raw.join('\n'));
  const { problems, losses } = notes;
  return { line, raw: text, title: null, stem, question, needsAttention: false, problems, losses };
}

/** Ids of the answers that the ANSWER line names, each once; a problem at that line otherwise. */
function rightIds(open: Open, keyLine: NumberedLine, key: string, notes: Notes): readonly string[] {
  const ids = new Set<string>();
  for (const part of key.split(/[\s,;&]+/)) {
    const letter = part.replace(/[.)]$/, '').toUpperCase();
    if (letter === '') continue;
    const place = open.options.findIndex((option) => option.letter === letter);
    if (place === -1) {
      const message = `ANSWER names "${part.slice(0, 40)}", which is none of the lettered answers`;
      notes.problem('no_right_answer', message, keyLine.number);
      return [];
    }
    ids.add(optionId(place));
  }
  if (ids.size === 0) {
    notes.problem('no_right_answer', 'The ANSWER line names no answer', keyLine.number);
  }
  return [...ids];
}

function plain(text: string, notes: Notes): string {
  return toMarkdown(text, 'plain', notes);
}
