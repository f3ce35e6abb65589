import type { Fields } from '../../../src/shared/domain/sync/values';

/** As much of a synced table as the protocol needs to know. */
export type ModelTable = {
  readonly name: string;
  readonly mode: 'edit' | 'record' | 'award';
  /** The column that refers to the row above, whose removal removes this one too. */
  readonly parent: { readonly column: string; readonly table: string } | undefined;
  readonly unique: readonly string[];
  readonly together: readonly (readonly string[])[];
  /** What people change, each with a few values to choose from. */
  readonly edited: readonly string[];
};

/** Parents before children, as the catalogue of the program has them. */
export const modelTables: readonly ModelTable[] = [
  {
    name: 'Course',
    mode: 'edit',
    parent: undefined,
    unique: [],
    together: [],
    edited: ['title'],
  },
  {
    name: 'Assignment',
    mode: 'edit',
    parent: { column: 'courseId', table: 'Course' },
    unique: [],
    together: [],
    edited: ['title', 'maxPoints'],
  },
  {
    name: 'Quiz',
    mode: 'edit',
    parent: { column: 'courseId', table: 'Course' },
    unique: [],
    together: [],
    edited: ['title', 'passingScore'],
  },
  {
    name: 'Question',
    mode: 'edit',
    parent: { column: 'quizId', table: 'Quiz' },
    unique: [],
    together: [['type', 'options', 'correctAnswer']],
    edited: ['question', 'points'],
  },
  {
    name: 'AssignmentSubmission',
    mode: 'edit',
    parent: { column: 'assignmentId', table: 'Assignment' },
    unique: ['userId', 'assignmentId'],
    together: [['score', 'gradedAt']],
    edited: ['score', 'gradedAt', 'feedback'],
  },
  {
    name: 'lectern_grade_history',
    mode: 'record',
    parent: { column: 'submission_id', table: 'AssignmentSubmission' },
    unique: [],
    together: [],
    edited: [],
  },
  {
    name: 'XPTransaction',
    mode: 'award',
    parent: undefined,
    unique: ['userId', 'sourceType', 'sourceId'],
    together: [],
    edited: [],
  },
];

const byName = new Map(modelTables.map((table) => [table.name, table]));
const childrenOf = new Map(
  modelTables.map(({ name }) => [name, modelTables.filter((t) => t.parent?.table === name)]),
);

/** `Table/id`: how rows of all tables are kept in one map. */
export type RowKey = string;

export type Rows = ReadonlyMap<RowKey, Fields>;

/** Where rows are looked up: a map, or what a transaction sees. */
export type RowView = { readonly get: (key: RowKey) => Fields | undefined };

export function rowKey(table: string, id: string): RowKey {
  return `${table}/${id}`;
}

export function tableOf(key: RowKey): ModelTable {
  const table = byName.get(key.slice(0, key.indexOf('/')));
  if (!table) throw new Error(`There is no table of ${key}`);
  return table;
}

/** Whether the model knows tables of this name. */
export function isModelled(table: string): boolean {
  return byName.has(table);
}

export function idOf(key: RowKey): string {
  return key.slice(key.indexOf('/') + 1);
}

export function childTables(table: ModelTable): readonly ModelTable[] {
  return childrenOf.get(table.name) ?? [];
}

/** The row above; undefined for a table that has none. */
export function parentKey(table: ModelTable, row: Fields): RowKey | undefined {
  return table.parent && rowKey(table.parent.table, String(row[table.parent.column]));
}

/** The course that a row belongs to; null: none, which concerns everybody. */
export function courseOf(view: RowView, key: RowKey, row: Fields): string | null {
  let at: { key: RowKey; row: Fields } = { key, row };
  for (;;) {
    const table = tableOf(at.key);
    if (table.name === 'Course') return idOf(at.key);
    const above = parentKey(table, at.row);
    if (above === undefined) return null;
    if (table.parent?.table === 'Course') return idOf(above);
    const parent = view.get(above);
    if (!parent) return null;
    at = { key: above, row: parent };
  }
}

/** What makes a row a rival of another one; undefined where nothing does. */
export function uniqueOf(table: ModelTable, row: Fields): string | undefined {
  if (table.unique.length === 0) return undefined;
  return `${table.name}:${table.unique.map((name) => String(row[name])).join(':')}`;
}

/** Rows by table, parents first, then by key: an order that does not depend on history. */
export function inOrder(rows: Rows): [RowKey, Fields][] {
  const place = (key: RowKey): number => modelTables.indexOf(tableOf(key));
  return [...rows].sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1));
}
