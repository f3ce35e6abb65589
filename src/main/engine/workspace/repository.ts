import { sql } from 'kysely';
import type { ReadableDb } from '../storage/database';
import type { Workspace } from '../storage/workspace';

const tablesOf = sql<{ name: string; type: string }>`sqlite_master`;

/** Names of the tables that are there at the present step. */
export function tableNames(db: ReadableDb): readonly string[] {
  return db
    .all(
      db.from
        .selectFrom(tablesOf.as('m'))
        .select('m.name')
        .where('m.type', '=', 'table')
        .where('m.name', 'not like', 'sqlite%')
        .orderBy('m.name'),
    )
    .map((row) => row.name);
}

/** Rows of each table. */
export function countRows(
  db: ReadableDb,
  tables: readonly string[],
): { readonly [table: string]: number } {
  if (tables.length === 0) return {};
  const counts = tables.map(
    (name) => sql`select ${name} as "name", count(*) as "n" from ${sql.table(name)}`,
  );
  const all = sql<{ name: string; n: number }>`(${sql.join(counts, sql` union all `)})`;
  const rows = db.all(db.from.selectFrom(all.as('t')).select(['t.name', 't.n']));
  return Object.fromEntries(rows.map((row) => [row.name, row.n]));
}

/** The newest step of the plan that is applied whole, as its three digits. */
export function planVersion(db: ReadableDb): string {
  const row = db.first(
    db.from
      .selectFrom('lectern_migration_history')
      .select((e) => e.fn.max('step').as('step'))
      .where('step_group', '=', 'plan')
      .where('result', '=', 'applied'),
  );
  return row?.step?.slice(0, 3) ?? '';
}

/** What SQLite itself finds wrong with the file: its pages, and rows that point at nothing. */
export function fileComplaints({ connection }: Workspace): readonly string[] {
  const pages = connection.pragma('integrity_check(20)') as { integrity_check: string }[]; // its documented column
  const dangling = connection.pragma('foreign_key_check') as {
    table: string;
    rowid: number;
    parent: string;
  }[]; // its documented columns
  return [
    ...pages.flatMap((row) => (row.integrity_check === 'ok' ? [] : [row.integrity_check])),
    ...dangling
      .slice(0, 20)
      .map(
        ({ table, rowid, parent }) => `${table} row ${rowid} points at a ${parent} that is gone`,
      ),
  ];
}

/** Learners whose UserXP is not what the ledger sums to. */
export function ledgerComplaints(db: ReadableDb): readonly string[] {
  const sums = db.from
    .selectFrom('UserXP as x')
    .leftJoin('XPTransaction as t', 't.userId', 'x.userId')
    .select(['x.userId', 'x.totalXP', 'x.level', 'x.currentLevelXP'])
    .select(sql<number>`coalesce(sum("t"."amount"), 0)`.as('sum'))
    .groupBy('x.userId');
  return db
    .all(
      db.from
        .selectFrom(sums.as('s'))
        .select(['s.userId', 's.totalXP', 's.sum'])
        .where(
          sql<boolean>`"s"."totalXP" <> "s"."sum" or "s"."level" <> "s"."sum" / 100 + 1
            or "s"."currentLevelXP" <> "s"."sum" % 100`,
        )
        .limit(20),
    )
    .map((row) => `UserXP of ${row.userId} says ${row.totalXP} XP, the ledger sums to ${row.sum}`);
}

/** Actions and operations of the journal that could not be taken back as they stand. */
export function journalComplaints(db: ReadableDb): readonly string[] {
  const empty = db.all(
    db.from
      .selectFrom('lectern_action as a')
      .leftJoin('lectern_operation as o', 'o.action_id', 'a.id')
      .select('a.id')
      .where('o.id', 'is', null)
      .limit(20),
  );
  const unreadable = db.all(
    db.from
      .selectFrom('lectern_operation')
      .select(['id', 'kind'])
      .where(
        sql<boolean>`("kind" = 'insert' and ("before" is not null or "after" is null))
          or ("kind" = 'delete' and ("before" is null or "after" is not null))
          or ("kind" = 'update' and ("before" is null or "after" is null))
          or json_type(coalesce("before", "after")) <> 'object'`,
      )
      .limit(20),
  );
  const untied = db.all(
    db.from
      .selectFrom('lectern_action as a')
      .innerJoin('lectern_action as u', 'u.id', 'a.undone_by')
      .select('a.id')
      .where((e) =>
        e.or([e('u.kind', '<>', 'undo'), e('u.target_id', 'is distinct from', e.ref('a.id'))]),
      )
      .limit(20),
  );
  return [
    ...empty.map(({ id }) => `Action ${id} of the journal has no operations`),
    ...unreadable.map(({ id, kind }) => `Operation ${id} of the journal is no readable ${kind}`),
    ...untied.map(({ id }) => `Action ${id} of the journal is undone by something that is no undo`),
  ];
}
