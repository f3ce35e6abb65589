import { failure } from '../../shared/kernel/errors';
import type { Failure } from '../../shared/kernel/errors';
import type { Result } from '../../shared/kernel/result';

/** What is known about one query (a method with its input). Replaced whole when it changes. */
export type QueryState = {
  readonly data: unknown;
  readonly hasData: boolean;
  readonly failure: Failure | undefined;
  readonly isFetching: boolean;
};

export type QueryRequest = {
  readonly key: string;
  readonly method: string;
  readonly fetch: () => Promise<Result<unknown, Failure>>;
};

type Entry = {
  state: QueryState;
  request: QueryRequest;
  readonly listeners: Set<() => void>;
  /** Counts fetches: an answer that a later one has overtaken is dropped. */
  turn: number;
  fresh: boolean;
};

const unknownState: QueryState = {
  data: undefined,
  hasData: false,
  failure: undefined,
  isFetching: false,
};
const keptWithoutViewers = 60;
const entries = new Map<string, Entry>();

function publish(entry: Entry, patch: Partial<QueryState>): void {
  entry.state = { ...entry.state, ...patch };
  for (const listener of entry.listeners) listener();
}

async function answer(request: QueryRequest): Promise<Result<unknown, Failure>> {
  try {
    return await request.fetch();
  } catch (reason) {
    // The door itself broke: a bug, shown as one instead of a page that loads for ever.
    const text = reason instanceof Error ? reason.message : String(reason);
    return { ok: false, error: failure('internal', `The window lost an answer: ${text}`) };
  }
}

async function refetch(entry: Entry): Promise<void> {
  const turn = ++entry.turn;
  entry.fresh = true;
  publish(entry, { isFetching: true });
  const result = await answer(entry.request);
  if (turn !== entry.turn) return;
  if (result.ok) {
    publish(entry, { data: result.value, hasData: true, failure: undefined, isFetching: false });
    return;
  }
  entry.fresh = false;
  publish(entry, { failure: result.error, isFetching: false });
}

function forgetOldest(): void {
  for (const [key, entry] of entries) {
    if (entries.size <= keptWithoutViewers) return;
    if (entry.listeners.size === 0) entries.delete(key);
  }
}

function entryFor(request: QueryRequest): Entry {
  const known = entries.get(request.key);
  if (known) return known;
  const entry: Entry = {
    state: unknownState,
    request,
    listeners: new Set(),
    turn: 0,
    fresh: false,
  };
  entries.set(request.key, entry);
  forgetOldest();
  return entry;
}

/** The name under which the answer to a method with this input is kept. */
export function queryKey(method: string, input: unknown): string {
  return `${method} ${JSON.stringify(input)}`;
}

/** The state a view renders now; the same object until something changes. */
export function readQuery(key: string): QueryState {
  return entries.get(key)?.state ?? unknownState;
}

/** Starts to watch a query, fetching when its answer is missing or stale. Returns the way out. */
export function watchQuery(request: QueryRequest, listener: () => void): () => void {
  const entry = entryFor(request);
  entry.listeners.add(listener);
  if (!entry.fresh) void refetch(entry);
  return () => entry.listeners.delete(listener);
}

/** Takes over an answer that came without being asked for; one that is on its way is newer and may follow. */
export function setAnswer(key: string, data: unknown): void {
  const entry = entries.get(key);
  if (entry) publish(entry, { data, hasData: true, failure: undefined });
}

/** Fetches again, for a Try again button. */
export function retryQuery(key: string): void {
  const entry = entries.get(key);
  if (entry) void refetch(entry);
}

/** Marks answers stale; those on screen are fetched again and keep showing the old data meanwhile. */
export function invalidateQueries(concerns: (method: string) => boolean): void {
  for (const entry of entries.values()) {
    if (!concerns(entry.request.method)) continue;
    entry.fresh = false;
    if (entry.listeners.size > 0) void refetch(entry);
  }
}

/** Forgets everything: another workspace is open, or a test begins. */
export function clearQueries(): void {
  for (const [key, entry] of entries) {
    entry.turn += 1;
    entry.fresh = false;
    entry.state = unknownState;
    if (entry.listeners.size === 0) entries.delete(key);
    else void refetch(entry);
  }
}
