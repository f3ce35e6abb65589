import { timesTouched } from './touched';
import type { Workspace } from './workspace';

type Answer = {
  readonly value: unknown;
  readonly state: DatabaseState;
  /** Of `performance.now()`: until then it stands whatever changes. */
  readonly until: number;
};

/** What has changed in a database so far; equal states give equal answers. */
export type DatabaseState = {
  readonly rows: string;
  readonly schema: string;
  /** How often a person changed the tables of the answer. */
  readonly touched: number;
};

const memories = new WeakMap<Workspace['connection'], Map<string, Answer>>();

/** An answer that took longer than this is not worked out anew for every change. */
const slowMs = 250;
/** It stands for so many times as long as it took: one call in a hundred waits for it at most. */
const patience = 100;
const longestMs = 60_000;

/**
 * The answer of `compute`, worked out again only after the database has changed: by this program
 * (total_changes), by another one (data_version) or by a step (schema_version). For numbers that
 * need a walk over a whole table, such as how many learners completed each course. `key` names
 * the question; the answer must depend on nothing but the database. Over millions of rows, where
 * the walk takes a quarter of a second and more, an answer may be up to a minute old.
 */
export function remembered<T>(workspace: Workspace, key: string, compute: () => T): T {
  const { connection } = workspace;
  const known = recall<T>(connection, key, 0);
  if (known) return known.value;
  const state = stateOf(workspace, []);
  const start = performance.now();
  const value = compute();
  keep(connection, key, { value, state, took: performance.now() - start });
  return value;
}

/**
 * What is remembered under a key and still stands. `touched`: an answer that was begun before a
 * person had changed its tables so often is old however long it took.
 */
export function recall<T>(
  connection: Workspace['connection'],
  key: string,
  touched: number,
): { readonly value: T } | undefined {
  const known = memories.get(connection)?.get(key);
  if (!known || known.state.touched < touched) return undefined;
  if (!held.has(connection) && !stillStands(known, changesOf(connection))) return undefined;
  // What was stored under a key was computed by the same call with the same type.
  return { value: known.value as T };
}

/** Remembers an answer. `took`: a measure of load, not a time that anybody sees. */
export function keep(
  connection: Workspace['connection'],
  key: string,
  { value, state, took }: Pick<Answer, 'value' | 'state'> & { readonly took: number },
): void {
  const memory = memories.get(connection) ?? new Map<string, Answer>();
  memories.set(connection, memory);
  const stands = took < slowMs ? 0 : Math.min(took * patience, longestMs);
  memory.set(key, { value, state, until: performance.now() + stands });
}

function stillStands(known: Answer, state: Changes): boolean {
  if (known.state.schema !== state.schema) return false;
  return known.state.rows === state.rows || performance.now() < known.until;
}

const held = new WeakSet<Workspace['connection']>();

/**
 * While millions of rows arrive, what was remembered stays good enough: each of those numbers would
 * be worked out anew for every call, over ever more rows. Returns what ends it.
 */
export function holdRemembered({ connection }: Workspace): () => void {
  held.add(connection);
  return () => {
    held.delete(connection);
  };
}

/** The state now, for an answer that is made of these tables. */
export function stateOf(workspace: Workspace, tables: readonly string[]): DatabaseState {
  return { ...changesOf(workspace.connection), touched: timesTouched(workspace, tables) };
}

type Changes = Pick<DatabaseState, 'rows' | 'schema'>;

function changesOf(connection: Workspace['connection']): Changes {
  const changes = connection.prepare('SELECT total_changes()').pluck().get();
  const others = connection.pragma('data_version', { simple: true });
  const schema = connection.pragma('schema_version', { simple: true });
  return { rows: `${String(changes)}:${String(others)}`, schema: String(schema) };
}
