import type { Drift } from '../drift';
import type { SchemaColumn, SchemaDefinition, SchemaObjects } from './schema-objects';

/**
 * What is missing or different, compared with what steps should have left. What was added beside
 * it (a table, a column, an index of someone else's) is no drift.
 */
export function findSchemaDrift(expected: SchemaObjects, found: SchemaObjects): readonly Drift[] {
  const present = new Set(found.tables);
  const missing = expected.tables
    .filter((table) => !present.has(table))
    .map((table) => ({ object: table, expected: 'a table', found: 'nothing' }));
  const of = <T extends { readonly table: string }>(list: readonly T[]): readonly T[] =>
    list.filter((one) => present.has(one.table));
  return [
    ...missing,
    ...of(expected.columns).flatMap((column) => columnDrift(column, found.columns)),
    ...of(expected.indexes).flatMap((index) => definitionDrift(index, found.indexes)),
    ...of(expected.constraints).flatMap((one) => definitionDrift(one, found.constraints)),
  ];
}

function columnDrift(expected: SchemaColumn, found: readonly SchemaColumn[]): readonly Drift[] {
  const match = found.find((one) => one.table === expected.table && one.name === expected.name);
  const object = `${expected.table}.${expected.name}`;
  const wanted = describe(expected);
  const real = match ? describe(match) : 'nothing';
  return wanted === real ? [] : [{ object, expected: wanted, found: real }];
}

function describe(column: SchemaColumn): string {
  const fallback = column.fallback === null ? '' : ` DEFAULT ${column.fallback}`;
  return `${column.type}${column.required ? ' NOT NULL' : ''}${fallback}`;
}

function definitionDrift(
  expected: SchemaDefinition,
  found: readonly SchemaDefinition[],
): readonly Drift[] {
  const match = found.find((one) => one.table === expected.table && one.name === expected.name);
  if (match?.definition === expected.definition) return [];
  return [
    {
      object: expected.name,
      expected: expected.definition,
      found: match?.definition ?? 'nothing',
    },
  ];
}

/** The objects of several steps together. */
export function joinObjects(parts: readonly SchemaObjects[]): SchemaObjects {
  return {
    tables: parts.flatMap((part) => part.tables),
    columns: parts.flatMap((part) => part.columns),
    indexes: parts.flatMap((part) => part.indexes),
    constraints: parts.flatMap((part) => part.constraints),
  };
}

/** True when any of these objects is there, whole or not. */
export function anyPresent(expected: SchemaObjects, found: SchemaObjects): boolean {
  const tables = new Set(found.tables);
  const columns = new Set(found.columns.map((column) => `${column.table}.${column.name}`));
  return (
    expected.tables.some((table) => tables.has(table)) ||
    expected.columns.some((column) => columns.has(`${column.table}.${column.name}`))
  );
}
