import type { Workspace } from './workspace';

type Memory = { state: string; readonly answers: Map<string, unknown> };

const memories = new WeakMap<Workspace['connection'], Memory>();

/**
 * The answer of `compute`, worked out again only after the database has changed: by this program
 * (total_changes), by another one (data_version) or by a step (schema_version). For numbers that
 * need a walk over a whole table, such as how many learners completed each course. `key` names
 * the question; the answer must depend on nothing but the database.
 */
export function remembered<T>(workspace: Workspace, key: string, compute: () => T): T {
  const { connection } = workspace;
  let memory = memories.get(connection);
  const isHeld = memory !== undefined && held.has(connection);
  const state = isHeld ? '' : stateOf(connection);
  if (!memory || (!isHeld && memory.state !== state)) {
    memory = { state, answers: new Map() };
    memories.set(connection, memory);
  }
  // What was stored under a key was computed by the same call with the same type.
  if (memory.answers.has(key)) return memory.answers.get(key) as T;
  const answer = compute();
  memory.answers.set(key, answer);
  return answer;
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

function stateOf(connection: Workspace['connection']): string {
  const changes = connection.prepare('SELECT total_changes()').pluck().get();
  const others = connection.pragma('data_version', { simple: true });
  const schema = connection.pragma('schema_version', { simple: true });
  return `${String(changes)}:${String(others)}:${String(schema)}`;
}
