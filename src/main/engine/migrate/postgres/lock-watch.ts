import type { PgClient, PostgresConnection } from '../../connections/postgres-connection';
import type { Blocker } from './blockers';

/** Often enough to see who is in the way before lock_timeout ends the wait. */
const sampleEveryMs = 40;

type Sample = {
  readonly pid: number;
  readonly ours: boolean;
  readonly waitedMs: number | null;
  readonly blockers: readonly Blocker[] | null;
};

/**
 * Looks, from a session of its own, at who waits for whom while steps run: whom we wait for (to
 * name them), and who waits for us (to measure what the migration costs others). Waits that fit
 * between two looks go unseen.
 */
export class LockWatch {
  /** Our sessions that are in a transaction, and since when. */
  readonly #sessions = new Map<number, number>();
  readonly #firstSeen = new Map<number, number>();
  readonly #pids = new WeakMap<object, number>();
  #blockers: readonly Blocker[] = [];
  #longestMs = 0;
  #isLooping = false;

  constructor(
    private readonly connection: PostgresConnection,
    private readonly now: () => number,
  ) {}

  /** The longest wait of anybody else behind one of our sessions so far, in milliseconds. */
  get longestMs(): number {
    return Math.round(this.#longestMs);
  }

  /** Who was last seen in the way of our sessions; forgotten when it is asked. */
  takeBlockers(): readonly Blocker[] {
    const blockers = this.#blockers;
    this.#blockers = [];
    return blockers;
  }

  /** Watches over one session for as long as `work` takes. */
  async over<T>(client: PgClient, work: () => Promise<T>): Promise<T> {
    const pid = this.#pids.get(client.raw) ?? (await this.#askPid(client));
    this.#sessions.set(pid, this.now());
    if (!this.#isLooping) void this.#loop();
    try {
      return await work();
    } finally {
      this.#sessions.delete(pid);
    }
  }

  /** Behind a pooler each transaction may have another process, so that it is asked every time. */
  async #askPid(client: PgClient): Promise<number> {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS "pid"');
    const pid = rows[0]?.pid ?? 0;
    if (!this.connection.pooled) this.#pids.set(client.raw, pid);
    return pid;
  }

  async #loop(): Promise<void> {
    this.#isLooping = true;
    try {
      for (;;) {
        await pause(sampleEveryMs);
        if (this.#sessions.size === 0) break;
        const since = Math.min(...this.#sessions.values());
        this.#take(await this.#look(), since);
      }
    } catch {
      // Only the measuring stops: the step itself meets a lost server by its own statements.
    } finally {
      this.#isLooping = false;
    }
  }

  async #look(): Promise<readonly Sample[]> {
    const started =
      this.connection.serverVersionNumber >= 140_000
        ? 'extract(epoch FROM clock_timestamp() - l.waitstart) * 1000'
        : 'NULL::float8';
    return this.connection.withClient(async (client) => {
      // Nearly always nobody waits, and asking that costs next to nothing.
      const waiting = await client.query('SELECT 1 FROM pg_locks WHERE NOT granted LIMIT 1');
      if (waiting.rows.length === 0) return [];
      const answer = await client.query<Sample>(sampleSql.replace('$WAITED', started), [
        [...this.#sessions.keys()],
      ]);
      return answer.rows;
    });
  }

  /** `since`: when the oldest of our transactions began. */
  #take(samples: readonly Sample[], since: number): void {
    const now = this.now();
    const waiting = new Set<number>();
    for (const sample of samples) {
      if (sample.ours) {
        if (sample.blockers && sample.blockers.length > 0) this.#blockers = sample.blockers;
        continue;
      }
      waiting.add(sample.pid);
      const first = this.#firstSeen.get(sample.pid) ?? now;
      this.#firstSeen.set(sample.pid, first);
      // A wait that began before we came is not all ours.
      const waited = Math.min(Number(sample.waitedMs ?? now - first), now - since);
      this.#longestMs = Math.max(this.#longestMs, waited);
    }
    for (const pid of this.#firstSeen.keys()) if (!waiting.has(pid)) this.#firstSeen.delete(pid);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** `$WAITED` is known since version 14. Materialized: pg_blocking_pids is asked for few. */
const sampleSql = `
WITH waiting AS MATERIALIZED (
  SELECT l.pid, CAST($WAITED AS float8) AS waited, l.pid = ANY ($1::int[]) AS ours
  FROM pg_locks l WHERE NOT l.granted
),
blocked AS MATERIALIZED (
  SELECT w.pid, w.waited, w.ours, pg_blocking_pids(w.pid) AS blockers FROM waiting w
)
SELECT b.pid AS "pid", b.ours AS "ours", b.waited AS "waitedMs",
  CASE WHEN b.ours THEN (
    SELECT json_agg(json_build_object(
      'pid', a.pid, 'user', a.usename, 'application', a.application_name, 'state', a.state,
      'seconds', extract(epoch FROM clock_timestamp() - a.xact_start), 'query', left(a.query, 1000)))
    FROM pg_stat_activity a WHERE a.pid = ANY (b.blockers)
  ) END AS "blockers"
FROM blocked b
WHERE b.ours OR b.blockers && $1::int[]`;
