import type BetterSqlite3 from 'better-sqlite3';
import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type Compilable,
} from 'kysely';
import type { Schema } from './schema.generated';

declare const readable: unique symbol;
declare const writable: unique symbol;

/**
 * A handle that can only read. Kysely builds and types the query, better-sqlite3 runs it
 * synchronously: one statement is one step, so nothing can slip between two statements of a
 * transaction, which an asynchronous driver on one connection would allow.
 */
export type ReadableDb = {
  readonly [readable]: true;
  /** Builds queries; never runs them. */
  readonly from: Kysely<Schema>;
  readonly all: <T>(query: Compilable<T>) => T[];
  readonly first: <T>(query: Compilable<T>) => T | undefined;
  /** Streams rows without holding them all; the statement stays open until the loop ends. */
  readonly each: <T>(query: Compilable<T>) => IterableIterator<T>;
};

/** A handle inside a write transaction; only `Workspace.write` makes one. */
export type WritableDb = ReadableDb & {
  readonly [writable]: true;
  /** Runs an insert, update or delete; returns how many rows it touched. */
  readonly run: (query: Compilable<unknown>) => number;
};

/** A query builder for SQLite that cannot reach a database. */
export const queryBuilder = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** Keeps prepared statements by their text; a query is prepared once per connection. */
class StatementCache {
  readonly #statements = new Map<string, BetterSqlite3.Statement>();
  constructor(private readonly connection: BetterSqlite3.Database) {}

  get(sql: string): BetterSqlite3.Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    // IN-lists of every length make new texts: start over rather than grow without bound.
    if (this.#statements.size > 500) this.#statements.clear();
    const statement = this.connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** Builds the one handle of a connection; the brand decides which half of it a caller sees. */
export function handleFor(connection: BetterSqlite3.Database): WritableDb {
  const statements = new StatementCache(connection);
  const handle = {
    from: queryBuilder,
    all<T>(query: Compilable<T>): T[] {
      const { sql, parameters } = query.compile();
      // The row type is Kysely's promise about this SQL; SQLite itself has no types to check.
      return statements.get(sql).all(...parameters) as T[];
    },
    first<T>(query: Compilable<T>): T | undefined {
      const { sql, parameters } = query.compile();
      // As above.
      return statements.get(sql).get(...parameters) as T | undefined;
    },
    each<T>(query: Compilable<T>): IterableIterator<T> {
      const { sql, parameters } = query.compile();
      // As above; a statement of its own, because an open cursor blocks reuse of a cached one.
      return connection.prepare(sql).iterate(...parameters) as IterableIterator<T>;
    },
    run(query: Compilable<unknown>): number {
      const { sql, parameters } = query.compile();
      return statements.get(sql).run(...parameters).changes;
    },
  };
  // The brands exist only in the type system.
  return handle as unknown as WritableDb;
}
