/** Text for comparing: no case, no accents, so that `zoe` finds Zoë. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLocaleLowerCase();
}

/** Folded texts by row, so that the second letter typed does not fold 100,000 rows again. */
const folded = new WeakMap<object, WeakMap<object, string>>();

function foldedOf<Row>(row: Row, textOf: (row: Row) => string): string {
  if (typeof row !== 'object' || row === null) return foldText(textOf(row));
  const known = folded.get(textOf) ?? new WeakMap<object, string>();
  folded.set(textOf, known);
  const text = known.get(row) ?? foldText(textOf(row));
  known.set(row, text);
  return text;
}

/**
 * Rows whose text holds every word of the query, in any order. Declare `textOf` outside the
 * component: what it gave is remembered as long as function and row are the same.
 */
export function filterRows<Row>(
  rows: readonly Row[],
  query: string,
  textOf: (row: Row) => string,
): readonly Row[] {
  const words = foldText(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = foldedOf(row, textOf);
    return words.every((word) => text.includes(word));
  });
}
