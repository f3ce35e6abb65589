import type { PgClient } from '../connections/postgres-connection';
import { LocalHashes, type HashedRow } from './local/hash-rows';
import { learnersWithPendingAwards } from './local/learner-standings';
import { loggedKeys } from './remote/changes';
import {
  bucketCount,
  listBuckets,
  sumBuckets,
  type BucketSum,
  type HashSource,
  type ServerHash,
} from './remote/hashes';
import type { SyncSession } from './session';
import { stopIfCancelled } from './slices';
import type { ComparedTable } from './verify-scope';

/** A row that is not here as it is on the server. */
export type DifferingRow = {
  /** The server's key of it; ours where the server has it not. */
  readonly key: string;
  readonly isOnServer: boolean;
};

export type TableVerdict = {
  /** Rows that the server has of it. */
  readonly compared: number;
  readonly differing: readonly DifferingRow[];
};

/** The server's side: a snapshot that stands while the tables are compared. */
export type Snapshot = {
  readonly client: PgClient;
  readonly isUtf8: boolean;
  /**
   * What is here equals the server at this moment, and what was logged since is no difference;
   * null: every difference counts.
   */
  readonly cursor: string | null;
};

/** So many rows are listed at a time: what they take stays below a hundred megabytes. */
const listedRows = 150_000;
/** Rows looked at again before other calls are let through. */
const sliceRows = 200;

/**
 * Compares one table: the sums of buckets first, then the rows of buckets that differ, then each
 * row that still differs, as it is here at that moment. Rows that the log names since the cursor
 * are no difference: the next pull brings them.
 */
export async function verifyTable(
  session: SyncSession,
  { client, isUtf8, cursor }: Snapshot,
  compared: ComparedTable,
  tell: (rows: number) => void,
): Promise<TableVerdict> {
  const source: HashSource = { ...compared, isUtf8 };
  const local = new LocalHashes(session.context.workspace.connection, compared.comparison);
  const scan = (see: (row: HashedRow, bucket: number) => void): Promise<void> =>
    scanLocal(session, local.pages(compared.coursesHere), see);
  const [theirs, ours] = await bothOf(sumBuckets(client, source), sumLocal(scan, tell));
  const rows = theirs.reduce((sum, bucket) => sum + bucket.rows, 0);
  const candidates = new Map<string, Candidate>();
  for (const buckets of batchesOf(differingBuckets(theirs, ours))) {
    await listDiffering(client, source, scan, buckets, candidates);
  }
  const differing = await confirmed(
    session,
    local,
    withoutStandingsHeld(session, compared, candidates),
  );
  const keys = differing.flatMap(({ keys: both }) => both);
  const logged = await loggedKeys(client, compared.comparison.table.name, keys, cursor);
  return {
    compared: rows,
    differing: differing
      .filter(({ keys: both }) => !both.some((key) => logged.has(key)) && !logged.has(null))
      .map(({ row }) => row),
  };
}

/** Both, and no earlier than both: what runs on would use a connection that is given back. */
async function bothOf<A, B>(a: Promise<A>, b: Promise<B>): Promise<readonly [A, B]> {
  const [first, second] = await Promise.allSettled([a, b]);
  if (first.status === 'rejected') throw first.reason;
  if (second.status === 'rejected') throw second.reason;
  return [first.value, second.value];
}

async function scanLocal(
  session: SyncSession,
  pages: Iterable<readonly HashedRow[]>,
  see: (row: HashedRow, bucket: number) => void,
): Promise<void> {
  for (const page of pages) {
    stopIfCancelled(session);
    for (const row of page) see(row, bucketOf(row.hash));
    await session.breathe();
  }
}

type Scan = (see: (row: HashedRow, bucket: number) => void) => Promise<void>;

/** The last eight bytes of the hashes, in two words: the sums of two million stay exact. */
type LocalSums = {
  readonly rows: Float64Array;
  /** Of signed words. */
  readonly high: Float64Array;
  readonly low: Float64Array;
};

async function sumLocal(scan: Scan, tell: (rows: number) => void): Promise<LocalSums> {
  const empty = (): Float64Array => new Float64Array(bucketCount);
  const sums = { rows: empty(), high: empty(), low: empty() };
  let done = 0;
  await scan(({ hash }, bucket) => {
    add(sums.rows, bucket, 1);
    add(sums.high, bucket, wordAt(hash, 8) | 0);
    add(sums.low, bucket, wordAt(hash, 12));
    done += 1;
    if (done % 20_000 === 0) tell(done);
  });
  return sums;
}

function add(sums: Float64Array, bucket: number, value: number): void {
  sums[bucket] = (sums[bucket] ?? 0) + value;
}

/** The first three hexadecimal digits. */
function bucketOf(hash: string): number {
  return (hash.charCodeAt(0) << 4) | (hash.charCodeAt(1) >> 4);
}

function wordAt(hash: string, at: number): number {
  const byte = (index: number): number => hash.charCodeAt(at + index);
  return byte(0) * 0x1000000 + ((byte(1) << 16) | (byte(2) << 8) | byte(3));
}

type Differing = { readonly bucket: number; readonly rows: number };

function differingBuckets(theirs: readonly BucketSum[], ours: LocalSums): readonly Differing[] {
  const byBucket = new Map(theirs.map((sum) => [sum.bucket, sum]));
  return Array.from({ length: bucketCount }, (_, bucket) => {
    const their = byBucket.get(bucket) ?? { rows: 0, sum: 0n };
    const rows = ours.rows[bucket] ?? 0;
    const sum = BigInt(ours.high[bucket] ?? 0) * 0x1_0000_0000n + BigInt(ours.low[bucket] ?? 0);
    const isSame = rows === their.rows && sum === their.sum;
    return { bucket, rows: isSame ? -1 : Math.max(rows, their.rows) };
  }).filter(({ rows }) => rows >= 0);
}

function batchesOf(differing: readonly Differing[]): readonly (readonly number[])[] {
  const batches: number[][] = [];
  let room = 0;
  for (const { bucket, rows } of differing) {
    if (room < rows || batches.length === 0) {
      batches.push([]);
      room = listedRows;
    }
    batches.at(-1)?.push(bucket);
    room -= rows;
  }
  return batches;
}

/** A row of buckets that differ. A changed row is in one bucket here and in another one there. */
type Candidate = { here?: HashedRow; there?: ServerHash };

async function listDiffering(
  client: PgClient,
  source: HashSource,
  scan: Scan,
  buckets: readonly number[],
  candidates: Map<string, Candidate>,
): Promise<void> {
  const wanted = new Set(buckets);
  const here = new Map<string, HashedRow>();
  const [there] = await bothOf(
    listBuckets(client, source, buckets),
    scan((row, bucket) => {
      if (wanted.has(bucket)) here.set(row.by, row);
    }),
  );
  const candidate = (by: string): Candidate => {
    const known = candidates.get(by) ?? {};
    candidates.set(by, known);
    return known;
  };
  for (const row of there) {
    const ours = here.get(row.by);
    if (ours && hexOf(ours) === row.hash) here.delete(row.by);
    else candidate(row.by).there = row;
  }
  for (const row of here.values()) candidate(row.by).here = row;
}

function hexOf({ hash }: HashedRow): string {
  return Buffer.from(hash, 'latin1').toString('hex');
}

/** UserXP of learners with awards under way is what follows from the ledger here. */
function withoutStandingsHeld(
  { context }: SyncSession,
  { comparison }: ComparedTable,
  candidates: Map<string, Candidate>,
): ReadonlyMap<string, Candidate> {
  if (comparison.table.name !== 'UserXP' || candidates.size === 0) return candidates;
  for (const learner of learnersWithPendingAwards(context.workspace.read)) {
    candidates.delete(learner);
  }
  return candidates;
}

type Confirmed = { readonly row: DifferingRow; readonly keys: readonly string[] };

/** Those that differ from what is here now: a person may have gone on working meanwhile. */
async function confirmed(
  session: SyncSession,
  local: LocalHashes,
  candidates: ReadonlyMap<string, Candidate>,
): Promise<readonly Confirmed[]> {
  const found: Confirmed[] = [];
  let looked = 0;
  for (const [by, { there }] of candidates) {
    looked += 1;
    if (looked % sliceRows === 0) {
      stopIfCancelled(session);
      await session.breathe();
    }
    const here = local.of(by);
    if (here ? there?.hash === hexOf(here) : !there) continue;
    const key = there?.key ?? here?.key ?? by;
    const keys = here && here.key !== key ? [key, here.key] : [key];
    found.push({ row: { key, isOnServer: there !== undefined }, keys });
  }
  return found;
}
