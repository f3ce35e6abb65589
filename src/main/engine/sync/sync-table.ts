import type { Schema } from '../storage/schema.generated';

/**
 * What a column holds, whatever each side calls the type: `time` is ISO-8601 text here, `json` and
 * `list` are JSON text here, `bool` is 0 or 1 here.
 */
export type ColumnKind = 'text' | 'int' | 'real' | 'bool' | 'time' | 'json' | 'list';

export type SyncColumn = { readonly name: string; readonly kind: ColumnKind };

/** A table that is held alike on both sides. */
export type SyncTable = {
  /** Its name here; the server's is `serverName(name)`. */
  readonly name: keyof Schema & string;
  readonly key: string;
  readonly columns: readonly SyncColumn[];
  /**
   * mirror: only read. edit: changed field by field. record: rows are only added, and tell of
   * another row. award: made sure of or removed, never changed.
   */
  readonly mode: 'mirror' | 'edit' | 'record' | 'award';
  /** What it is copied and compared by. */
  readonly part: 'course' | 'learner' | 'all';
  /** With part `learner`: the column that names the learner. */
  readonly learner?: string;
  /** With part `course`: SQL for the id of the course of row `t`; the same text on both sides. */
  readonly course?: string;
  /**
   * With part `course`: SQL that is true for rows `t` of the courses that `list` (a subquery of
   * ids) gives; written so that indexes serve it on both sides.
   */
  readonly inCourses?: (list: string) => string;
  /** Fields that mean something only together: a conflict in one holds all of them. */
  readonly together: readonly (readonly string[])[];
  /** The columns that refer to rows of other synced tables, foreign key or not. */
  readonly parents: readonly { readonly column: string; readonly table: string }[];
};

type ColumnNames = { readonly [K in ColumnKind]?: readonly string[] };

/** Columns of a table, listed by what they hold. */
export function columnsOf(names: ColumnNames): readonly SyncColumn[] {
  // The keys of ColumnNames are the kinds.
  const kinds = Object.keys(names) as ColumnKind[];
  return kinds.flatMap((kind) => (names[kind] ?? []).map((name) => ({ name, kind })));
}

/** The columns that hold JSON, whose spaces and order of keys mean nothing. */
export function structuredOf(table: SyncTable): readonly string[] {
  return table.columns
    .filter(({ kind }) => kind === 'json' || kind === 'list')
    .map(({ name }) => name);
}
