import type { Fields } from '../../../../shared/domain/sync/values';
import type { RowStore } from '../../journal/row-store';
import type { ReadableDb, WritableDb } from '../../storage/database';
import type { SyncTable } from '../sync-table';
import { findSyncTable } from '../tables';
import { basesIn, findBase } from './base-repository';
import { quoted, rawQuery } from './raw-query';

const listed = 'SELECT value FROM json_each(?)';

/** Some keys of the rows of these courses that are here. */
export function keysOfCourses(
  db: ReadableDb,
  table: SyncTable,
  courseIds: readonly string[],
  limit: number,
): readonly string[] {
  const where = table.inCourses?.(listed) ?? 'false';
  const lists = where.split(listed).length - 1;
  const sql = `SELECT t.${quoted(table.key)} AS key FROM ${quoted(table.name)} t WHERE ${where} LIMIT ${limit}`;
  const list = JSON.stringify(courseIds);
  const values = Array.from({ length: lists }, () => list);
  return db.all(rawQuery<{ key: string }>(sql, values)).map(({ key }) => key);
}

/** Keys of rows of these courses whose base is kept apart, shown or not. */
export function baseKeysOfCourses(
  db: ReadableDb,
  table: SyncTable,
  courseIds: readonly string[],
): readonly string[] {
  const wanted = new Set(courseIds);
  return [...basesIn(db, table.name)].flatMap(([key, row]) => {
    const course = courseOf(db, table.name, row);
    return course !== undefined && wanted.has(course) ? [key] : [];
  });
}

type Waiting = {
  readonly seq: number;
  readonly table_name: string;
  readonly row_key: string;
  readonly fields: string | null;
  /** The row as it was last, when it is gone. */
  readonly last_row: string | null;
};

/** Parks operations on rows of these courses that have not reached the server. */
export function parkOperationsOf(
  db: WritableDb,
  rows: RowStore,
  courseIds: readonly string[],
  at: string,
): void {
  const wanted = new Set(courseIds);
  const waiting = db.all(
    rawQuery<Waiting>(
      `SELECT o."seq", o."table_name", o."row_key", coalesce(o."fields", j."after", j."before") AS fields,
              json_extract(o."detail", '$.lastRow') AS last_row
       FROM "lectern_outbox" o LEFT JOIN "lectern_operation" j ON j."id" = o."op_id"
       WHERE o."state" IN ('queued', 'conflicted')`,
    ),
  );
  for (const { seq, table_name: table, row_key: key, fields, last_row: last } of waiting) {
    const row = {
      // What the queue and the journal write themselves.
      ...(JSON.parse(last ?? '{}') as Fields),
      ...(JSON.parse(fields ?? '{}') as Fields),
      ...(findBase(db, table, key)?.row ?? rows.read(table, key)),
    };
    const course = courseOf(db, table, row);
    if (course === undefined || !wanted.has(course)) continue;
    db.run(
      db.from
        .updateTable('lectern_outbox')
        .set({ state: 'parked', reason: 'out_of_scope', changed_at: at })
        .where('seq', '=', seq),
    );
  }
}

/** The course of a row, by way of the rows it belongs to; undefined where it has none. */
function courseOf(db: ReadableDb, name: string, row: Fields): string | undefined {
  const table = findSyncTable(name);
  if (!table || table.part !== 'course') return undefined;
  if (name === 'Course') return text(row.id);
  const own = text(row.courseId) ?? text(row.course_id) ?? text(row.scope);
  if (own !== undefined) return own;
  for (const { column, table: parent } of table.parents) {
    const key = text(row[column]);
    const above = key === undefined ? undefined : findRow(db, parent, key);
    const course = above && courseOf(db, parent, above);
    if (course !== undefined) return course;
  }
  return undefined;
}

function findRow(db: ReadableDb, name: string, key: string): Fields | undefined {
  const apart = findBase(db, name, key)?.row;
  if (apart) return apart;
  const column = findSyncTable(name)?.key ?? 'id';
  return db.first(
    rawQuery<Fields>(`SELECT * FROM ${quoted(name)} WHERE ${quoted(column)} = ?`, [key]),
  );
}

function text(value: Fields[string] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
