import type { Blank } from './fill-blanks';
import type { QuestionProblem } from './problems';

/** Matches `[[id]]` where id has the form of a part id; anything else in brackets is plain text. */
const marker = /\[\[([A-Za-z0-9_][A-Za-z0-9_.:-]{0,99})\]\]/g;

/** The stem cut into text and gaps, in order, for display and for scoring by hand. */
export type StemPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'blank'; readonly id: string };

/** Cuts a stem at its `[[id]]` markers; joined again the pieces give the stem. */
export function splitStem(text: string): readonly StemPiece[] {
  const pieces: StemPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(marker)) {
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) });
    pieces.push({ kind: 'blank', id: match[1] ?? '' });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

/** The ids of the `[[id]]` markers of a stem, in order, repeats included. */
export function blankIdsInText(text: string): readonly string[] {
  return Array.from(text.matchAll(marker), (match) => match[1] ?? '');
}

function problem(message: string): QuestionProblem {
  return { code: 'blank_mismatch', path: 'question', message };
}

type MaybeBlanks = {
  readonly type: string;
  readonly options?: unknown;
};

type WithBlanks = {
  readonly type: 'fill_blanks';
  readonly options: { readonly blanks: readonly Blank[] };
};

function hasBlanks(content: MaybeBlanks): content is WithBlanks {
  return content.type === 'fill_blanks';
}

/** Every blank must be marked once in the stem, and every marker must name a blank. */
export function blankMarkerProblems(
  text: string,
  content: MaybeBlanks,
): readonly QuestionProblem[] {
  if (!hasBlanks(content)) return [];
  const counts = new Map<string, number>();
  for (const id of blankIdsInText(text)) counts.set(id, (counts.get(id) ?? 0) + 1);
  const known = new Set(content.options.blanks.map(({ id }) => id));
  const problems: QuestionProblem[] = [];
  for (const id of known) {
    const count = counts.get(id) ?? 0;
    if (count === 0)
      problems.push(problem(`The blank "${id}" is not in the text; write [[${id}]]`));
    if (count > 1) problems.push(problem(`[[${id}]] is in the text ${count} times, not once`));
  }
  for (const id of counts.keys()) {
    if (known.has(id)) continue;
    problems.push(problem(`The text has [[${id}]], but there is no blank "${id}"`));
  }
  return problems;
}
