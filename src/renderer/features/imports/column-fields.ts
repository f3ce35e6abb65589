import type { ImportFileSummary } from '../../../shared/contract/imports';

/** Field of Lectern to column of the file, as the engine takes it. */
export type Mapping = ImportFileSummary['mapping'];

/** How the engine knows a column: by its name, or by its number (from 1) where that is not enough. */
export function columnName(columns: readonly string[], at: number): string {
  const name = columns[at] ?? '';
  return name !== '' && columns.indexOf(name) === at ? name : String(at + 1);
}

/** The field a column is read as; undefined when it is not used. */
export function fieldOfColumn(
  { columns, mapping }: Pick<ImportFileSummary, 'columns' | 'mapping'>,
  at: number,
): string | undefined {
  const name = columnName(columns, at);
  return Object.keys(mapping).find((field) => mapping[field] === name);
}

/** What is said explicitly once a column is read as another field. */
export function mapColumn(said: Mapping, field: string, column: string): Mapping {
  const others = Object.entries(said).filter(([, taken]) => taken !== column);
  return { ...Object.fromEntries(others), [field]: column };
}

/** The fields to choose from: the usual ones, and one option more than are used. */
export function fieldChoices(mapping: Mapping): readonly string[] {
  const numbers = Object.keys(mapping).flatMap((field) => {
    const number = /^option(\d+)$/.exec(field)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
  const options = Math.max(4, ...numbers.map((number) => number + 1));
  const usual = ['question', 'correct', 'type', 'points', 'explanation', 'title'];
  const listed = [...usual, ...Array.from({ length: options }, (_, at) => `option${at + 1}`)];
  return [...listed, ...Object.keys(mapping).filter((field) => !listed.includes(field))];
}
