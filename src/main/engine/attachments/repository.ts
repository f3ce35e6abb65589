import { sql, type SqlBool } from 'kysely';
import type { ReadableDb, WritableDb } from '../storage/database';
import {
  parseProblem,
  problemText,
  stateOf,
  type Problem,
  type ProblemCode,
  type ProblemState,
} from './problem';

/** A file as the workspace knows it. */
export type FileRow = {
  readonly url: string;
  readonly state: 'wanted' | 'kept' | ProblemState;
  readonly sha256: string | null;
  readonly bytes: number | null;
  readonly contentType: string | null;
  readonly fileName: string | null;
  readonly problem: Problem | null;
  readonly attempts: number;
  readonly fetchedAt: string | null;
  readonly usedAt: string | null;
  readonly retryAt: string | null;
};

function files(db: ReadableDb) {
  return db.from
    .selectFrom('lectern_offline_file')
    .select(['url', 'state', 'sha256', 'bytes', 'attempts', 'error'])
    .select(['content_type as contentType', 'file_name as fileName'])
    .select(['fetched_at as fetchedAt', 'used_at as usedAt', 'retry_at as retryAt']);
}

type Stored = Omit<FileRow, 'problem' | 'state'> & {
  readonly state: string;
  readonly error: string | null;
};

function toFile({ error, state, ...row }: Stored): FileRow {
  // A CHECK of the table keeps the state to these.
  return { ...row, state: state as FileRow['state'], problem: parseProblem(error) };
}

/** What is known of one address; undefined: nothing yet. */
export function findFile(db: ReadableDb, url: string): FileRow | undefined {
  const row = db.first(files(db).where('url', '=', url));
  return row && toFile(row);
}

/** What tidying needs to know of a file; there may be tens of thousands of them. */
export type ListedFile = Pick<FileRow, 'url' | 'state' | 'sha256' | 'bytes' | 'usedAt'> & {
  readonly place: number;
};

/** A page of known files in the order in which they were first wanted, after that `place`. */
export function pageOfFiles(
  db: ReadableDb,
  after: number,
  limit: number,
  state?: 'kept',
): readonly ListedFile[] {
  let query = db.from
    .selectFrom('lectern_offline_file')
    .select([sql<number>`rowid`.as('place'), 'url', 'sha256', 'bytes', 'used_at as usedAt'])
    // A CHECK of the table keeps the state to these.
    .select(sql<FileRow['state']>`"state"`.as('state'))
    .where(sql<SqlBool>`rowid > ${after}`)
    .orderBy(sql`rowid`)
    .limit(limit);
  if (state) query = query.where('state', '=', state);
  return db.all(query);
}

/** Addresses that are due at this time, the untried first; with `always` all that are not kept. */
export function dueUrls(db: ReadableDb, at: string, always: boolean): readonly string[] {
  const due = sql<SqlBool>`"state" = 'wanted' OR "retry_at" <= ${at}`;
  const query = db.from
    .selectFrom('lectern_offline_file')
    .select('url')
    .where('state', '<>', 'kept')
    .where(always ? sql<SqlBool>`1` : due)
    .orderBy('attempts')
    .orderBy(sql`rowid`);
  return db.all(query).map(({ url }) => url);
}

/** A number that grows with every row this connection changes. */
export function changesSoFar(db: ReadableDb): number {
  return db.first(db.from.selectNoFrom(sql<number>`total_changes()`.as('changes')))?.changes ?? 0;
}

/** Notes that these are wanted; those that are known stay as they are. */
export function addWanted(db: WritableDb, urls: readonly string[]): void {
  if (urls.length === 0) return;
  db.run(
    db.from
      .insertInto('lectern_offline_file')
      .values(urls.map((url) => ({ url, state: 'wanted' })))
      .onConflict((conflict) => conflict.doNothing()),
  );
}

/** Whether these contents are on the disk, under whatever address. */
export function isContentKept(db: ReadableDb, sha256: string): boolean {
  const query = db.from
    .selectFrom('lectern_offline_file')
    .select('url')
    .where('sha256', '=', sha256)
    .where('state', '=', 'kept')
    .limit(1);
  return db.first(query) !== undefined;
}

/** A file is here. */
export function saveKept(
  db: WritableDb,
  url: string,
  file: Pick<FileRow, 'sha256' | 'bytes' | 'contentType' | 'fileName'>,
  at: string,
): void {
  const row = {
    state: 'kept',
    sha256: file.sha256,
    bytes: file.bytes,
    content_type: file.contentType,
    file_name: file.fileName,
    error: null,
    attempts: 0,
    fetched_at: at,
    used_at: at,
    retry_at: null,
  };
  db.run(
    db.from
      .insertInto('lectern_offline_file')
      .values({ url, ...row })
      .onConflict((conflict) => conflict.column('url').doUpdateSet(row)),
  );
}

/** A file could not be fetched; `bytes` is what is known of its size. */
export function saveProblem(
  db: WritableDb,
  url: string,
  problem: Problem,
  facts: Pick<FileRow, 'attempts' | 'bytes' | 'retryAt'>,
): void {
  const row = {
    state: stateOf(problem),
    error: problemText(problem),
    sha256: null,
    bytes: facts.bytes,
    attempts: facts.attempts,
    retry_at: facts.retryAt,
  };
  db.run(db.from.updateTable('lectern_offline_file').set(row).where('url', '=', url));
}

/** A kept file is not on the disk as it was: it is wanted again. */
export function saveChanged(db: WritableDb, sha256: string): void {
  const row = { state: 'wanted', error: problemText({ code: 'changed' }), sha256: null };
  db.run(
    db.from
      .updateTable('lectern_offline_file')
      .set({ ...row, bytes: null, attempts: 0, retry_at: null })
      .where('sha256', '=', sha256),
  );
}

/** A person has looked at this file: it is the last to go when room is needed. */
export function touchFile(db: WritableDb, url: string, at: string): void {
  db.run(db.from.updateTable('lectern_offline_file').set({ used_at: at }).where('url', '=', url));
}

/** Tries again at the next look what has one of these problems: what stood in the way was changed. */
export function wantAgain(db: WritableDb, codes: readonly ProblemCode[]): void {
  const isOne = sql.join(
    codes.map((code) => sql`"error" = ${code} OR "error" LIKE ${`${code}:%`}`),
    sql` OR `,
  );
  db.run(
    db.from
      .updateTable('lectern_offline_file')
      .set({ state: 'wanted', error: null, attempts: 0, retry_at: null })
      .where('state', '<>', 'kept')
      .where(sql<SqlBool>`(${isOne})`),
  );
}

/** Forgets these; their contents are the store's to remove. */
export function forgetFiles(db: WritableDb, urls: readonly string[]): void {
  if (urls.length === 0) return;
  db.run(db.from.deleteFrom('lectern_offline_file').where('url', 'in', urls));
}

/** How many files are in each state, and what is kept on the disk, counted once per content. */
export function countFiles(db: ReadableDb) {
  const states = db.all(
    db.from
      .selectFrom('lectern_offline_file')
      .groupBy('state')
      .select((e) => ['state' as const, e.fn.countAll<number>().as('files')]),
  );
  const of = (state: string): number => states.find((row) => row.state === state)?.files ?? 0;
  const kept = db.first(
    db.from
      .selectFrom((from) =>
        from
          .selectFrom('lectern_offline_file')
          .where('state', '=', 'kept')
          .groupBy('sha256')
          .select((e) => e.fn.max('bytes').as('bytes'))
          .as('contents'),
      )
      .select((e) => e.fn.sum<number | null>('contents.bytes').as('bytes')),
  );
  return {
    kept: of('kept'),
    keptBytes: kept?.bytes ?? 0,
    waiting: of('wanted'),
    failed: of('failed'),
    tooLarge: of('too_large'),
    refused: of('refused'),
  };
}

/** Files that could not be kept, those with most attempts first. */
export function listProblems(db: ReadableDb, limit: number): readonly FileRow[] {
  return db
    .all(
      files(db)
        .where('state', 'in', ['failed', 'too_large', 'refused'])
        .orderBy('attempts', 'desc')
        .orderBy(sql`rowid`)
        .limit(limit),
    )
    .map(toFile);
}

/** The server of this workspace as it was stored; undefined when it has none. */
export function storedServer(db: ReadableDb): string | undefined {
  return db.first(db.from.selectFrom('lectern_sync_state').select('server'))?.server;
}

const settingKeys = 'attachments.';

/** Stored settings of this topic by name, as JSON. */
export function storedChoices(db: ReadableDb): ReadonlyMap<string, string> {
  const rows = db.all(
    db.from
      .selectFrom('lectern_setting')
      .select(['key', 'value'])
      .where('key', 'like', `${settingKeys}%`),
  );
  return new Map(rows.map(({ key, value }) => [key.slice(settingKeys.length), value]));
}

/** Stores one setting; `value` is JSON. */
export function storeChoice(db: WritableDb, name: string, value: string, at: string): void {
  db.run(
    db.from
      .insertInto('lectern_setting')
      .values({ key: `${settingKeys}${name}`, value, updated_at: at })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updated_at: at })),
  );
}
