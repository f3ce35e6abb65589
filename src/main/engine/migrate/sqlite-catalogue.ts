import BetterSqlite3 from 'better-sqlite3';
import type { StepSet } from './load-steps';
import { isBatched, type Step } from './step';

/** A column as the catalogue has it. `fallback` is the default as an SQL expression. */
export type Column = {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly fallback: string | null;
};

export type Index = {
  readonly name: string;
  readonly unique: boolean;
  readonly columns: readonly string[];
  /** True when it covers only some rows. */
  readonly partial: boolean;
};

export type ForeignKey = {
  readonly column: string;
  readonly target: string;
  readonly onDelete: string;
};

export type Table = {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly indexes: readonly Index[];
  readonly foreignKeys: readonly ForeignKey[];
};

/** The tables of a database by name. */
export type Catalogue = ReadonlyMap<string, Table>;

/** Quotes a name for SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Reads all tables of a database with columns, indexes and foreign keys. */
export function readCatalogue(connection: BetterSqlite3.Database): Catalogue {
  const names = connection
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .pluck()
    .all() as string[]; // names are text
  return new Map(names.map((name) => [name, readTable(connection, name)]));
}

function readTable(connection: BetterSqlite3.Database, name: string): Table {
  const columns = connection
    .prepare(
      'SELECT name, type, "notnull" AS required, dflt_value AS fallback FROM pragma_table_info(?)',
    )
    .all(name) as { name: string; type: string; required: number; fallback: string | null }[];
  const indexes = connection
    .prepare('SELECT name, "unique", partial FROM pragma_index_list(?) WHERE origin = \'c\'')
    .all(name) as { name: string; unique: number; partial: number }[];
  const foreignKeys = connection
    .prepare(
      'SELECT "from" AS "column", "table" AS target, on_delete AS onDelete FROM pragma_foreign_key_list(?)',
    )
    .all(name) as ForeignKey[]; // these shapes are what the pragmas document
  return {
    name,
    columns: columns.map((column) => ({ ...column, required: column.required === 1 })),
    indexes: indexes.map((index) => ({
      name: index.name,
      unique: index.unique === 1,
      partial: index.partial === 1,
      columns: indexColumns(connection, index.name),
    })),
    foreignKeys,
  };
}

function indexColumns(connection: BetterSqlite3.Database, index: string): readonly string[] {
  return connection
    .prepare('SELECT name FROM pragma_index_info(?) ORDER BY seqno')
    .pluck()
    .all(index) as string[]; // a shipped index has no expressions, so every name is text
}

/**
 * The catalogue that a database with these steps applied should have: the steps are applied to an
 * empty database in memory, so the shipped files are the only description of the schema.
 */
export function expectedCatalogue(set: StepSet, applied: ReadonlySet<string>): Catalogue {
  const reference = new BetterSqlite3(':memory:');
  try {
    reference.exec(set.bookkeeping);
    for (const step of set.steps) if (applied.has(step.name)) applySchema(reference, step);
    return readCatalogue(reference);
  } finally {
    reference.close();
  }
}

/** What a step adds; the same names on every engine. */
export type StepEffect = {
  readonly tables: readonly string[];
  readonly columns: readonly { readonly table: string; readonly column: Column }[];
};

/** What each step adds, found by applying them one after the other to an empty database. */
export function stepEffects(set: StepSet): ReadonlyMap<string, StepEffect> {
  const reference = new BetterSqlite3(':memory:');
  try {
    let before = readCatalogue(reference);
    const effects = new Map<string, StepEffect>();
    for (const step of set.steps) {
      applySchema(reference, step);
      const after = readCatalogue(reference);
      effects.set(step.name, difference(before, after));
      before = after;
    }
    return effects;
  } finally {
    reference.close();
  }
}

function applySchema(reference: BetterSqlite3.Database, step: Step): void {
  if (step.sql.prepare !== null) reference.exec(step.sql.prepare);
  // A batch only moves data, and there is none here.
  if (!isBatched(step)) reference.exec(step.sql.up);
}

function difference(before: Catalogue, after: Catalogue): StepEffect {
  const tables = [...after.keys()].filter((name) => !before.has(name));
  const columns = [...before.values()].flatMap((table) => {
    const known = new Set(table.columns.map((column) => column.name));
    const now = after.get(table.name)?.columns ?? [];
    return now
      .filter((column) => !known.has(column.name))
      .map((column) => ({ table: table.name, column }));
  });
  return { tables, columns };
}
