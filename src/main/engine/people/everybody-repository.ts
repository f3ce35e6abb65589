import { sql, type RawBuilder } from 'kysely';
import type { ReadableDb } from '../storage/database';

/** Where a learner can be mentioned: the LMS has no table of its users. */
const mentions = [
  { table: 'lectern_person', column: 'user_id' },
  { table: 'UserXP', column: 'userId' },
  { table: 'UserProgress', column: 'userId' },
  { table: 'Purchase', column: 'userId' },
  { table: 'QuizAttempt', column: 'userId' },
  { table: 'AssignmentSubmission', column: 'userId' },
] as const;

/**
 * The ids of everybody that any of the tables present mentions, each once, for a `from`. Each
 * table's ids are found by leaping from one to the next through its index on the user, because a
 * learner has a hundred rows of progress and reading them all would make every count slow.
 */
export function everybody(
  db: ReadableDb,
  present?: ReadonlySet<string>,
): RawBuilder<{ userId: string }> {
  const indexed = tablesWithIndex(db);
  const parts = mentions
    .filter(({ table }) => present?.has(table) ?? true)
    .map(({ table, column }) => (indexed.has(table) ? leap(table, column) : walk(table, column)));
  const none = sql`select null as "userId" where 0`;
  return sql<{ userId: string }>`(${parts.length > 0 ? sql.join(parts, sql` union `) : none})`;
}

/** Those of the tables whose index on the user is there: a first copy takes it away for a while. */
function tablesWithIndex(db: ReadableDb): ReadonlySet<string> {
  const found = sql<{ table: string; column: string }>`(
    select "m"."tbl_name" as "table", "c"."name" as "column"
    from "sqlite_master" as "m", pragma_index_info("m"."name") as "c"
    where "m"."type" = 'index' and "c"."seqno" = 0
  )`;
  const rows = db.all(db.from.selectFrom(found.as('i')).select(['i.table', 'i.column']));
  const names = new Set(rows.map(({ table, column }) => `${table} ${column}`));
  return new Set(
    mentions
      .filter(({ table, column }) => names.has(`${table} ${column}`))
      .map(({ table }): string => table),
  );
}

function walk(tableName: string, columnName: string): RawBuilder<unknown> {
  return sql`select ${sql.ref(columnName)} as "userId" from ${sql.table(tableName)}`;
}

function leap(tableName: string, columnName: string): RawBuilder<unknown> {
  const table = sql.table(tableName);
  const id = sql.ref(columnName);
  return sql`select "userId" from (
    with recursive "leap"("userId") as (
      select min(${id}) from ${table}
      union all
      select (select min(${id}) from ${table} where ${id} > "leap"."userId")
      from "leap" where "leap"."userId" is not null
    ) select "userId" from "leap" where "userId" is not null
  )`;
}

/** How many learners the tables present mention. */
export function countEverybody(db: ReadableDb, present: ReadonlySet<string>): number {
  const row = db.first(
    db.from
      .selectFrom(everybody(db, present).as('k'))
      .select((e) => e.fn.countAll<number>().as('n')),
  );
  return row?.n ?? 0;
}
