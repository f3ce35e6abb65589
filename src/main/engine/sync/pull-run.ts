import { toInstant } from '../../../shared/kernel/clock';
import { inBatches } from '../../../shared/kernel/in-batches';
import type { PgClient } from '../connections/postgres-connection';
import type { WritableDb } from '../storage/database';
import { parentsFirst } from './local/apply-rows';
import {
  addLearner,
  learnerTables,
  mirroredLearners,
  purgeLearners,
} from './local/learner-repository';
import { learnersWithAwards, learnersWithPendingAwards } from './local/learner-standings';
import { heldKeys, learnerOfRow, standingOf } from './local/mirror-repository';
import { countOutbox } from './local/outbox-repository';
import { rebuildRow } from './local/rebuild-row';
import { addCourses, deliveredCourses, markReady, mirroredCourses } from './local/scope-repository';
import type { ServerChange } from './local/server-change';
import { ServerRows } from './local/server-rows';
import { seenDeliveries, settle, settleAcknowledged, type RowName } from './local/settle';
import { saveSyncState } from './local/state-repository';
import { writePulled } from './local/write-pulled';
import type { ChangedKey } from './remote/changes';
import {
  rowsAfter,
  rowsByKey,
  rowsByLearner,
  type Readers,
  type ServerTableOf,
} from './remote/read-rows';
import type { SyncSession } from './session';
import { inSlices, stopIfCancelled } from './slices';
import { findSyncTable } from './tables';

/**
 * So many rows are taken over in one transaction, within about 50 ms. More come in slices, which may
 * be repeated: the cursor moves with the last of them.
 */
const atOnce = 1_000;
const learnersAtOnce = 500;
const rereadPage = 2_000;

/** What a pull brought: how many keys had changed, and in which tables rows may differ now. */
export type Pulled = { readonly rows: number; readonly tables: readonly string[] };

/** One pull: rows of one snapshot of the server on their way into the workspace. */
export class PullRun {
  readonly #work: ServerRows;
  readonly #readers: Readers;
  readonly #delivered: readonly string[];
  readonly #learners: Set<string> | undefined;
  readonly #newLearners = new Set<string>();
  readonly #leavers = new Set<string>();
  #waiting: ServerChange[] = [];
  #removals: RowName[] = [];
  #isSliced = false;
  #rows = 0;

  constructor(
    private readonly session: SyncSession,
    private readonly client: PgClient,
  ) {
    const { read } = session.context.workspace;
    const isAdministrator = session.state().userId === null;
    const learners = isAdministrator ? null : mirroredLearners(read);
    this.#delivered = isAdministrator ? [] : deliveredCourses(read);
    const courses = mirroredCourses(read).map(({ courseId }) => courseId);
    this.#readers = {
      courses: isAdministrator ? null : [...courses, ...this.#delivered],
      learners,
    };
    if (learners) this.#learners = new Set(learners);
    this.#work = new ServerRows(session.rows, this.#at());
  }

  /** Whether rows of this table come here at all. */
  reads(name: string): boolean {
    if (name === 'lectern_person' && !this.session.state().includePeople) return false;
    return this.#tableOf(name) !== undefined;
  }

  /** Fetches what is behind a page of keys; pages come parents first. */
  async take(page: readonly ChangedKey[]): Promise<void> {
    stopIfCancelled(this.session);
    this.#rows += page.length;
    for (const [name, keys] of byTable(page)) {
      const of = this.#tableOf(name);
      if (!of) continue;
      if (keys.includes(null)) await this.#readAgain(of);
      await this.#readKeys(
        of,
        keys.filter((key) => key !== null),
      );
    }
    if (this.#isSliced || this.#waiting.length + this.#removals.length > atOnce) {
      await this.#putWaiting();
    }
  }

  /** Takes everything over together with the cursor; `copied`: courses that are complete by it. */
  async finish(cursor: string, copied: readonly string[]): Promise<Pulled> {
    await this.#readLedgers();
    await this.#readSettledStandings();
    const { read } = this.session.context.workspace;
    const isMany = this.#waiting.length + this.#removals.length > atOnce;
    if (isMany || countOutbox(read, ['acknowledged']) > atOnce) this.#isSliced = true;
    if (this.#isSliced) {
      await this.#putWaiting();
      await inSlices(this.session, this.#takeRemovals(), (db, name) => this.#remove(db, name));
      await this.#settleAhead(cursor);
    }
    stopIfCancelled(this.session);
    // Taken before the transaction, which may be begun a second time (a full disk).
    const rest = { rows: parentsFirst(this.#waiting.splice(0)), removals: this.#takeRemovals() };
    writePulled(this.session.context.workspace, rest.rows.length, (db) =>
      this.#complete(db, cursor, copied, rest),
    );
    const tables = [...this.#work.changed];
    if (tables.length > 0) this.session.context.emit('changed', { tables });
    return { rows: this.#rows, tables };
  }

  /**
   * All rows are those of the new cursor by now, so what it has seen can end before it moves. A
   * course that was made here is left to the last transaction, which takes it into the scope.
   */
  async #settleAhead(cursor: string): Promise<void> {
    const { context, rows } = this.session;
    const at = this.#at();
    for (const page of seenDeliveries(context.workspace.read, cursor)) {
      const ahead = page.filter(({ table }) => table !== 'Course');
      await inSlices(this.session, ahead, (db, delivery) => {
        settle(db, delivery, at);
        rebuildRow(db, rows, delivery.table, delivery.key);
        this.#work.changed.add(delivery.table).add('lectern_outbox');
      });
    }
  }

  #complete(
    db: WritableDb,
    cursor: string,
    copied: readonly string[],
    rest: { readonly rows: readonly ServerChange[]; readonly removals: readonly RowName[] },
  ): void {
    const work = this.#work;
    for (const change of rest.rows) this.#put(db, change);
    for (const name of rest.removals) this.#remove(db, name);
    const settled = settleAcknowledged(db, cursor, this.#at());
    if (settled.length > 0) work.changed.add('lectern_outbox');
    work.finish(db, settled);
    for (const userId of this.#newLearners) addLearner(db, userId);
    this.#letLearnersGo(db);
    addCourses(db, this.#delivered, cursor);
    markReady(db, [...copied, ...this.#delivered]);
    const state = this.session.state();
    const isNew = state.cursor !== cursor || state.phase === 'seeding';
    const phase = state.phase === 'seeding' ? 'ready' : state.phase;
    if (isNew) saveSyncState(db, { cursor, phase });
  }

  #letLearnersGo(db: WritableDb): void {
    if (this.#leavers.size === 0) return;
    const waiting = learnersWithPendingAwards(db);
    for (const table of purgeLearners(db, this.#leavers, waiting)) this.#work.changed.add(table);
  }

  async #readKeys(of: ServerTableOf, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const found = await rowsByKey(this.client, of, keys, this.#readers);
    for (const change of found) this.#add(change);
    const there = new Set(found.map(({ key }) => key));
    for (const key of keys) if (!there.has(key)) this.#removals.push({ table: of.table.name, key });
  }

  /** A table that was emptied as a whole, or of which the log knows no keys. */
  async #readAgain(of: ServerTableOf): Promise<void> {
    const seen = new Set<string>();
    for (let last: string | null = null; ;) {
      const found: ServerChange[] = await rowsAfter(
        this.client,
        of,
        last,
        rereadPage,
        this.#readers,
      );
      for (const change of found) {
        seen.add(change.key);
        this.#add(change);
      }
      const end = found.at(-1);
      if (!end || found.length < rereadPage) break;
      last = end.key;
      this.#isSliced = true;
      await this.#putWaiting();
    }
    const { read } = this.session.context.workspace;
    for (const key of heldKeys(read, this.session.rows, of.table.name)) {
      if (!seen.has(key)) this.#removals.push({ table: of.table.name, key });
    }
  }

  /** Learners who are new in these courses bring what they have earned so far. */
  async #readLedgers(): Promise<void> {
    for (const some of inBatches([...this.#newLearners], learnersAtOnce)) {
      for (const of of this.#ledgerTables()) {
        const found = await rowsByLearner(this.client, of, some);
        this.#waiting.push(...found);
        this.#keep(found);
      }
      if (this.#waiting.length > atOnce) await this.#putWaiting();
    }
  }

  /** Rows that were nobody's of ours when their keys were looked at, and are now. */
  #keep(found: readonly ServerChange[]): void {
    const kept = new Set(found.map(({ table, key }) => `${table} ${key}`));
    this.#removals = this.#removals.filter(({ table, key }) => !kept.has(`${table} ${key}`));
  }

  /** What was derived here while an award was on its way gives way to the server's own row. */
  async #readSettledStandings(): Promise<void> {
    const of = this.#tableOf('UserXP');
    const { read } = this.session.context.workspace;
    const learners = [...learnersWithAwards(read, ['acknowledged'])].filter((learner) =>
      this.#isMirrored(learner),
    );
    if (!of || learners.length === 0) return;
    const found = await rowsByLearner(this.client, of, learners);
    this.#waiting.push(...found);
    this.#keep(found);
    const there = new Set(found.map(({ row }) => row?.userId));
    for (const learner of learners) {
      const key = there.has(learner) ? undefined : standingOf(read, learner);
      if (key !== undefined) this.#removals.push({ table: 'UserXP', key });
    }
  }

  #isMirrored(learner: string): boolean {
    return !this.#learners || this.#learners.has(learner) || this.#newLearners.has(learner);
  }

  #ledgerTables(): readonly ServerTableOf[] {
    const names = ['UserXP', 'XPTransaction', 'UserAchievement', 'UserStreak'];
    return names.map((name) => this.#tableOf(name)).filter((of) => of !== undefined);
  }

  #add(change: ServerChange): void {
    this.#waiting.push(change);
    const learner = change.row?.userId;
    if (!this.#learners || typeof learner !== 'string') return;
    if (!learnerTables.includes(change.table) || this.#learners.has(learner)) return;
    this.#newLearners.add(learner);
  }

  async #putWaiting(): Promise<void> {
    this.#isSliced = true;
    const changes = parentsFirst(this.#waiting.splice(0));
    await inSlices(this.session, changes, (db, change) => this.#put(db, change));
    const table = changes.at(-1)?.table ?? '';
    this.session.report({ busy: 'pulling', done: this.#rows, total: 0, table });
  }

  #put(db: WritableDb, change: ServerChange): void {
    if (change.row !== null) this.#work.put(db, change, change.row);
  }

  #remove(db: WritableDb, { table, key }: RowName): void {
    if (this.#learners && learnerTables.includes(table)) {
      const learner = learnerOfRow(db, table, key);
      if (learner !== undefined) this.#leavers.add(learner);
    }
    this.#work.remove(db, table, key);
  }

  /** Children first. */
  #takeRemovals(): readonly RowName[] {
    return parentsFirst(this.#removals.splice(0)).reverse();
  }

  #tableOf(name: string): ServerTableOf | undefined {
    const table = findSyncTable(name);
    const facts = this.session.facts.tables.get(name);
    return table && facts?.exists ? { table, columns: facts.columns } : undefined;
  }

  #at(): string {
    return toInstant(this.session.context.clock.now());
  }
}

function byTable(page: readonly ChangedKey[]): ReadonlyMap<string, readonly (string | null)[]> {
  const tables = new Map<string, (string | null)[]>();
  for (const { tbl, pk } of page) {
    const keys = tables.get(tbl);
    if (keys) keys.push(pk);
    else tables.set(tbl, [pk]);
  }
  return tables;
}
