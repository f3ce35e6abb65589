import { breathe } from '../jobs/breathe';
import type { Workspace } from './workspace';

type Answer = {
  readonly value: unknown;
  readonly state: DatabaseState;
  /** Of `performance.now()`: until then it stands whatever changes. */
  readonly until: number;
};

type DatabaseState = { readonly rows: string; readonly schema: string };

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
  const known = recall<T>(connection, key);
  if (known) return known.value;
  const state = stateOf(connection);
  const start = performance.now();
  const value = compute();
  keep(connection, key, { value, state, took: performance.now() - start });
  return value;
}

/** Does one piece of a long answer, and then lets other calls have their turn. */
export type Turn = <R>(work: () => R) => Promise<R>;

/** An answer's pieces are gathered up to this; then others run. */
const turnMs = 10;

const underWay = new WeakMap<Workspace['connection'], Map<string, Promise<unknown>>>();

/**
 * The same for an answer that is made of many pieces (one for each course): over millions of rows no
 * other call waits for all of it. Who asks meanwhile gets the one that is being made.
 */
export function rememberedInTurns<T>(
  { connection }: Workspace,
  key: string,
  compute: (turn: Turn) => Promise<T>,
): Promise<T> {
  const known = recall<T>(connection, key);
  if (known) return Promise.resolve(known.value);
  const making = underWay.get(connection) ?? new Map<string, Promise<unknown>>();
  underWay.set(connection, making);
  // As with what is remembered: the same key is always the same call.
  const joined = making.get(key) as Promise<T> | undefined;
  if (joined) return joined;
  const made = computeInTurns(connection, key, compute).finally(() => making.delete(key));
  making.set(key, made);
  return made;
}

async function computeInTurns<T>(
  connection: Workspace['connection'],
  key: string,
  compute: (turn: Turn) => Promise<T>,
): Promise<T> {
  const state = stateOf(connection);
  let took = 0;
  let gathered = 0;
  const value = await compute(async (work) => {
    const start = performance.now();
    const piece = work();
    const ms = performance.now() - start;
    took += ms;
    gathered += ms;
    if (gathered >= turnMs) {
      gathered = 0;
      await breathe();
    }
    return piece;
  });
  keep(connection, key, { value, state, took });
  return value;
}

/** What is remembered under a key and still stands. */
function recall<T>(
  connection: Workspace['connection'],
  key: string,
): { readonly value: T } | undefined {
  const known = memories.get(connection)?.get(key);
  if (!known) return undefined;
  if (!held.has(connection) && !stillStands(known, stateOf(connection))) return undefined;
  // What was stored under a key was computed by the same call with the same type.
  return { value: known.value as T };
}

/** `took`: a measure of load, not a time that anybody sees. */
function keep(
  connection: Workspace['connection'],
  key: string,
  { value, state, took }: Pick<Answer, 'value' | 'state'> & { readonly took: number },
): void {
  const memory = memories.get(connection) ?? new Map<string, Answer>();
  memories.set(connection, memory);
  const stands = took < slowMs ? 0 : Math.min(took * patience, longestMs);
  memory.set(key, { value, state, until: performance.now() + stands });
}

function stillStands(known: Answer, state: DatabaseState): boolean {
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

function stateOf(connection: Workspace['connection']): DatabaseState {
  const changes = connection.prepare('SELECT total_changes()').pluck().get();
  const others = connection.pragma('data_version', { simple: true });
  const schema = connection.pragma('schema_version', { simple: true });
  return { rows: `${String(changes)}:${String(others)}`, schema: String(schema) };
}
