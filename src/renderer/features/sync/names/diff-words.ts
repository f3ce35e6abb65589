/** A piece of a text, and whether the other text lacks it. */
export type TextPiece = { readonly text: string; readonly isNew: boolean };

/** Above this many words times words, comparing would take longer than a glance. */
const mostCells = 1_000_000;

/**
 * The words of `text` that are not in `base`, by the longest common run of words; the pieces
 * together are `text`. Texts too long to compare come back as one piece that is not new.
 */
export function diffWords(base: string, text: string): readonly TextPiece[] {
  const [from, to] = [wordsOf(base), wordsOf(text)];
  if (from.length === 0 || from.length * to.length > mostCells) return [{ text, isNew: false }];
  const lengths = commonLengths(from, to);
  const pieces: { text: string; isNew: boolean }[] = [];
  let at = 0;
  for (const [index, word] of to.entries()) {
    const found = nextMatch(lengths, from, word, at, index);
    const isNew = found === undefined;
    if (found !== undefined) at = found + 1;
    const last = pieces.at(-1);
    if (last && last.isNew === isNew) last.text += word;
    else pieces.push({ text: word, isNew });
  }
  return pieces;
}

/** Words with the space behind them, so that joining them gives the text. */
function wordsOf(text: string): readonly string[] {
  return text.match(/\s*\S+\s*|\s+/g) ?? [];
}

type Lengths = readonly Uint32Array[];

function same(a: string | undefined, b: string | undefined): boolean {
  return a?.trim() === b?.trim();
}

/** `lengths[i][j]`: the longest common subsequence of the words from i and from j on. */
function commonLengths(from: readonly string[], to: readonly string[]): Lengths {
  const lengths = Array.from({ length: from.length + 1 }, () => new Uint32Array(to.length + 1));
  for (let i = from.length - 1; i >= 0; i -= 1) {
    const [row, below] = [lengths[i], lengths[i + 1]];
    for (let j = to.length - 1; row && below && j >= 0; j -= 1) {
      row[j] = same(from[i], to[j])
        ? (below[j + 1] ?? 0) + 1
        : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}

/** Where in `from` this word is found without losing a longer run; undefined when it is new. */
function nextMatch(
  lengths: Lengths,
  from: readonly string[],
  word: string,
  at: number,
  index: number,
): number | undefined {
  const best = lengths[at]?.[index] ?? 0;
  if (best === 0) return undefined;
  for (let i = at; i < from.length; i += 1) {
    if (same(from[i], word) && (lengths[i + 1]?.[index + 1] ?? 0) === best - 1) return i;
  }
  return undefined;
}
