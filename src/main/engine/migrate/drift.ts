import { lmsTables } from './lms-tables';
import type { Catalogue, Column, Table } from './sqlite-catalogue';

/** One thing that is not as the applied steps left it. */
export type Drift = { readonly object: string; readonly expected: string; readonly found: string };

const lmsNames: ReadonlySet<string> = new Set(lmsTables.map((table) => table.name));

/**
 * Compares a catalogue with the expected one. What is missing or different is drift; what was
 * added beside it (a table, a column, an index of someone else's) is not. Of the LMS's own eight
 * tables only what Lectern relies on is compared: another program made them.
 */
export function findDrift(expected: Catalogue, found: Catalogue): readonly Drift[] {
  return [...expected.values()].flatMap((table) => {
    const real = found.get(table.name);
    if (!real) return [{ object: table.name, expected: 'a table', found: 'nothing' }];
    const columns = columnDrift(table, real);
    return lmsNames.has(table.name)
      ? columns
      : [...columns, ...indexDrift(table, real), ...foreignKeyDrift(table, real)];
  });
}

function columnDrift(expected: Table, found: Table): readonly Drift[] {
  const foreign = lmsNames.has(expected.name);
  const real = new Map(found.columns.map((column) => [column.name.toLowerCase(), column]));
  return expected.columns.flatMap((column) => {
    const object = `${expected.name}.${column.name}`;
    const match = real.get(column.name.toLowerCase());
    if (!match) return [{ object, expected: describe(column), found: 'nothing' }];
    // Their types are judged by family, in the verify file of the baseline.
    const same = foreign && !isOurs(column) ? true : describe(match) === describe(column);
    return same ? [] : [{ object, expected: describe(column), found: describe(match) }];
  });
}

const originalColumns: ReadonlySet<string> = new Set(lmsTables.flatMap((table) => table.columns));

/** True for a column that a step added to a table of the LMS. */
function isOurs(column: Column): boolean {
  return !originalColumns.has(column.name);
}

function describe(column: Column): string {
  const fallback = column.fallback === null ? '' : ` DEFAULT ${column.fallback}`;
  return `${column.type}${column.required ? ' NOT NULL' : ''}${fallback}`;
}

function indexDrift(expected: Table, found: Table): readonly Drift[] {
  return expected.indexes.flatMap((index) => {
    const text = (candidate: typeof index): string =>
      `${candidate.unique ? 'unique ' : ''}${candidate.partial ? 'partial ' : ''}index on ${candidate.columns.join(', ')}`;
    const match = found.indexes.find((candidate) => candidate.name === index.name);
    if (match && text(match) === text(index)) return [];
    return [{ object: index.name, expected: text(index), found: match ? text(match) : 'nothing' }];
  });
}

function foreignKeyDrift(expected: Table, found: Table): readonly Drift[] {
  return expected.foreignKeys.flatMap((key) => {
    const match = found.foreignKeys.find((candidate) => candidate.column === key.column);
    const text = (candidate: typeof key): string =>
      `refers to ${candidate.target}, on delete ${candidate.onDelete.toLowerCase()}`;
    if (match && text(match) === text(key)) return [];
    const object = `${expected.name}.${key.column}`;
    return [{ object, expected: text(key), found: match ? text(match) : 'no foreign key' }];
  });
}
