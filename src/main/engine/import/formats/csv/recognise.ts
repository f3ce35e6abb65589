import type { Recognition, Sample } from '../format';
import { fieldOf } from './columns';
import { guessDelimiter, rowsOf } from './rows';

const named: { readonly [delimiter: string]: string | undefined } = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

/** A table has a header with a column for the question, or rows of equal width. */
export function recogniseCsv({ text, name }: Sample): Recognition {
  const delimiter = guessDelimiter(text);
  const widths: number[] = [];
  let fields: readonly (string | undefined)[] = [];
  for (const row of rowsOf(text.slice(0, 64 * 1024), delimiter)) {
    if (widths.length === 0) fields = row.cells.map(fieldOf);
    widths.push(row.cells.length);
    if (widths.length === 20) break;
  }
  const [first = 1] = widths;
  const by = `columns divided by ${named[delimiter] ?? `"${delimiter}"`}`;
  const known = new Set(fields.filter((field) => field !== undefined));
  if (first >= 2 && known.has('question') && known.size >= 2)
    return { confidence: 0.93, reason: `${by}, with a header` };
  const table = /\.(?:csv|tsv|tab)$/i.test(name);
  const even = widths.length >= 2 && widths.every((width) => width === first);
  if (first >= 2 && even) return { confidence: table ? 0.7 : 0.3, reason: by };
  return table && first >= 2
    ? { confidence: 0.4, reason: 'the name says that it is a table' }
    : { confidence: 0, reason: '' };
}
