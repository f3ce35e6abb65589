import { blocker, type Preflight, type PreflightComplaint } from './complaint';
import {
  expectedColumns,
  familyWords,
  type ExpectedColumn,
  type TypeFamily,
} from './expected-columns';

/** A column as a database has it. */
export type FoundColumn = {
  readonly table: string;
  readonly column: string;
  /** As the database calls its type. */
  readonly type: string;
  /** Undefined for a type that no column of the LMS may have. */
  readonly family: TypeFamily | undefined;
  readonly required: boolean;
  /** Rows without a value, where one is required and the column allows none; null when unknown. */
  readonly nulls: number | null;
};

/** What is missing, of another kind, or may be empty; of tables that are there. */
export function columnComplaints(
  tables: ReadonlySet<string>,
  columns: readonly FoundColumn[],
): Preflight {
  const complaints: PreflightComplaint[] = [];
  const information: string[] = [];
  for (const expected of expectedColumns.filter(({ table }) => tables.has(table))) {
    const found = findColumn(expected, columns);
    if (!found) {
      complaints.push(missing(expected));
      continue;
    }
    if (found.column !== expected.column) {
      information.push(
        `${found.table}.${found.column} is written ${expected.column} in the plan; Lectern accepts either.`,
      );
    }
    const { family, required } = expected;
    if (!serves(found.family, family)) complaints.push(wrongType(expected, found));
    if (required && !found.required) complaints.push(mayBeNull(found));
  }
  return { complaints, information };
}

/** The name counts first; capital letters second (`userid`, `userId`). */
function findColumn(
  { table, column }: ExpectedColumn,
  columns: readonly FoundColumn[],
): FoundColumn | undefined {
  const ofTable = columns.filter((one) => one.table === table);
  return (
    ofTable.find((one) => one.column === column) ??
    ofTable.find((one) => one.column.toLowerCase() === column.toLowerCase())
  );
}

function serves(found: TypeFamily | undefined, wanted: TypeFamily): boolean {
  return found === wanted || (wanted === 'number' && found === 'whole');
}

function missing({ table, column, family, required }: ExpectedColumn): PreflightComplaint {
  const { type } = familyWords[family];
  const like = `ALTER TABLE "${table}" ADD COLUMN "${column}" ${type}${required ? ' NOT NULL DEFAULT …' : ''};`;
  return blocker(
    'columns',
    `${table}.${column}`,
    `The table ${table} has no column ${column}.`,
    `Check that this is the database of the LMS and that its own migrations have run. If the column was dropped, add it again: ${like}`,
  );
}

function wrongType({ family }: ExpectedColumn, found: FoundColumn): PreflightComplaint {
  const { table, column, type } = found;
  const { word, type: better } = familyWords[family];
  const why =
    type === 'uuid'
      ? ' The steps refer to it by text columns, which Postgres does not compare with uuid.'
      : '';
  return blocker(
    'types',
    `${table}.${column}`,
    `${table}.${column} is ${type}, and must hold ${word}.${why}`,
    `Change it together with the web application: ALTER TABLE "${table}" ALTER COLUMN "${column}" TYPE ${better} USING "${column}"::${better};`,
  );
}

function mayBeNull({ table, column, nulls }: FoundColumn): PreflightComplaint {
  const rows =
    nulls === null
      ? ''
      : nulls === 0
        ? ' No row is without a value at the moment.'
        : ` ${nulls} rows are without a value.`;
  const first = nulls === 0 ? '' : `Give these rows a value, then: `;
  return blocker(
    'nullability',
    `${table}.${column}`,
    `${table}.${column} may be NULL.${rows}`,
    `${first}ALTER TABLE "${table}" ALTER COLUMN "${column}" SET NOT NULL;`,
  );
}
