import type { ReadableDb } from './database';

/** Does one piece of a long answer, and then lets other calls have their turn. */
export type Turn = <R>(work: () => R) => Promise<R>;

/**
 * A question to the whole of large tables: how many learners completed each course. `read` depends
 * on nothing but the database and its input, and its answer is plain data, so that either the
 * engine or the worker for readings can work it out.
 */
export type Reading<I, T> = {
  /** By this name the worker finds it. */
  readonly name: string;
  /** The tables that it reads; by their size it is decided who does, and when its answer is old. */
  readonly tables: readonly string[];
  readonly read: (db: ReadableDb, input: I, turn: Turn) => Promise<T>;
};
