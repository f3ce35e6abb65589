import { CompiledQuery, type Compilable } from 'kysely';

/**
 * SQL written by hand, for statements whose table is only known at run time. `T` is the caller's
 * word about the columns that it names.
 */
export function rawQuery<T>(sql: string, parameters: readonly unknown[] = []): Compilable<T> {
  // The row type is the caller's promise; Kysely has none for raw SQL.
  return { compile: () => CompiledQuery.raw(sql, [...parameters]) as CompiledQuery<T> };
}

/** A name as SQL. Names come from the catalogue or the schema, never from a person. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
