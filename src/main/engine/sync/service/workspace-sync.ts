import type { SyncStatus } from '../../../../shared/contract/sync';
import { fail, FailureError, type Failure } from '../../../../shared/kernel/errors';
import type { EngineContext } from '../../context';
import { breathe } from '../../jobs/breathe';
import { checkEpoch, recoverEpoch } from '../epoch';
import { syncHealth } from '../health';
import { readSyncState, type SyncState } from '../local/state-repository';
import type { SyncProgress } from '../progress';
import { repairMirror, type Repair } from '../repair';
import type { SyncSession } from '../session';
import { readStatus } from '../status';
import { verifyMirror } from '../verify';
import { runCycle } from './cycle';
import { explainTrouble, isHopeless } from './explain-trouble';
import type { SyncHealth } from './health-answer';
import { Housekeeping } from './housekeeping';
import { SyncLoop, type CycleKind } from './loop';
import { requireUsable } from './require-usable';
import { RowCounts } from './row-counts';
import { ServerSessions } from './server-sessions';
import { StatusTeller } from './status-teller';
import { note, noteContact, noteTrouble } from './sync-notes';
import type { SyncKeeper } from './sync-service';
import type { Timers } from './timers';

/** What a cycle changes beside the rows of the LMS. */
const ownTables = [
  'lectern_outbox',
  'lectern_sync_conflict',
  'lectern_sync_state',
  'lectern_sync_event',
] as const;

/** Keeps one workspace in step with its server: the loop with everything that it needs. */
export class WorkspaceSync implements SyncKeeper {
  readonly #sessions: ServerSessions;
  readonly #counts: RowCounts;
  readonly #loop: SyncLoop;
  readonly #teller: StatusTeller;
  readonly #housekeeping: Housekeeping;
  readonly #watchers = new Set<(progress: SyncProgress) => void>();
  #progress: SyncProgress | undefined;
  #contactAt: number | undefined;

  constructor(
    private readonly context: EngineContext,
    timers: Timers,
  ) {
    const { clock, random, workspace } = context;
    this.#sessions = new ServerSessions({
      context,
      state: () => this.#requireServer(),
      report: (progress) => this.#progressed(progress),
    });
    this.#counts = new RowCounts(workspace.connection, clock.now);
    this.#housekeeping = new Housekeeping(clock.now);
    this.#teller = new StatusTeller(timers, {
      read: () => this.status(),
      tell: (status) => context.emit('sync', status),
    });
    this.#loop = new SyncLoop({
      clock,
      timers,
      chance: () => chanceFrom(random(2)),
      run: (take, signal) => this.#run(take, signal),
      mayRun: () => this.#state()?.paused === false,
      explain: (error, signal) => this.#explain(error, signal),
      isHopeless,
      changed: () => this.#teller.changed(),
    });
  }

  /** From now on it goes by itself, beginning at once. */
  start(): void {
    this.#countAhead();
    this.#loop.start();
  }

  /** A person changed rows of these tables. */
  edited(tables: readonly string[]): void {
    if (!this.#state()) return;
    this.#counts.touch(tables);
    this.#loop.edited();
    this.context.emit('changed', { tables: ['lectern_outbox'] });
    this.#teller.changed();
  }

  wake(): void {
    this.#loop.wake();
  }

  /** One cycle; throws what stops it. `watch` is told how far it is. */
  async cycle(
    kind: CycleKind,
    signal?: AbortSignal,
    watch?: (progress: SyncProgress) => void,
  ): Promise<void> {
    this.#requireRunning();
    if (watch) this.#watchers.add(watch);
    try {
      await this.#loop.cycle(kind, signal);
    } finally {
      if (watch) this.#watchers.delete(watch);
    }
  }

  verify(signal?: AbortSignal) {
    return this.#withServer((session) => verifyMirror(session), signal);
  }

  repair(signal?: AbortSignal) {
    return this.#withServer(repairAsAsked, signal);
  }

  /** Other work with the server, never beside a cycle; throws its failure. */
  #withServer<T>(work: (session: SyncSession) => Promise<T>, signal?: AbortSignal): Promise<T> {
    this.#requireServer();
    return this.#loop.exclusively(async (own) => {
      const both = signal ? AbortSignal.any([own, signal]) : own;
      try {
        const session = await this.#sessions.open(both);
        requireUsable(session);
        return await work(session);
      } catch (error) {
        await this.#sessions.drop();
        throw new FailureError(this.#explained(error, both));
      } finally {
        this.#progressed(undefined);
      }
    });
  }

  /** Work that no cycle may run beside, without a connection of its own. */
  betweenCycles<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#loop.exclusively(work);
  }

  /** Whether the last cycle of this program failed. */
  hasTrouble(): boolean {
    return this.#loop.trouble !== undefined;
  }

  health(): SyncHealth {
    return syncHealth(this.context, this.#sessions.met);
  }

  /** As it is now; `exactly` counts large tables too. */
  status(exactly = false): SyncStatus {
    return readStatus(this.context.workspace.read, this.#counts.read(exactly), {
      progress: this.#progress,
      trouble: this.#loop.trouble,
      contactAt: this.#contactAt,
      unfit: this.#sessions.unfit,
    });
  }

  /** Stops what is under way, or lets it go on. */
  pause(paused: boolean): void {
    const state = this.#requireServer();
    if (state.paused === paused) return;
    note(this.context, paused ? 'paused' : 'resumed', {}, { paused });
    if (paused) this.#loop.interrupt();
    else this.#loop.wake();
    this.#told();
  }

  /** Stops what is under way and waits for it. */
  async close(): Promise<void> {
    this.#teller.close();
    await this.#loop.close();
    await this.#sessions.drop();
  }

  async #run(take: () => CycleKind, signal: AbortSignal): Promise<boolean> {
    try {
      const session = await this.#sessions.open(signal);
      const { moved, tables } = await runCycle(session, take());
      const mended = await this.#housekeeping.keep(session);
      this.#reached([...tables, ...mended], moved);
      this.context.attachments.afterPull([...tables, ...mended]);
      return moved;
    } catch (error) {
      await this.#sessions.drop();
      throw error;
    } finally {
      this.#progressed(undefined);
    }
  }

  #reached(tables: readonly string[], moved: boolean): void {
    this.#contactAt = this.context.clock.now();
    noteContact(this.context);
    this.#counts.touch(tables);
    if (tables.length > 0) this.#countAhead();
    if (moved || tables.length > 0) this.#told();
  }

  /** By the time somebody asks, counting is done; when it fails, asking says so. */
  #countAhead(): void {
    void this.#counts.warmUp(breathe).catch(() => undefined);
  }

  #explain(error: unknown, signal: AbortSignal): Failure {
    const trouble = this.#explained(error, signal);
    // What cannot be written now (a full disk, another program) cannot be noted either.
    const isOwnFile = trouble.details?.file === this.context.workspace.file;
    if (!signal.aborted && !isOwnFile) noteTrouble(this.context, trouble);
    return trouble;
  }

  #explained(error: unknown, signal: AbortSignal): Failure {
    return explainTrouble(error, this.context, this.#state()?.server, signal.aborted);
  }

  /** Rows of the LMS are told of where they are written. */
  #told(): void {
    this.context.emit('changed', { tables: [...ownTables] });
    this.#teller.changed();
  }

  #progressed(progress: SyncProgress | undefined): void {
    this.#progress = progress;
    if (progress) for (const watch of this.#watchers) watch(progress);
    this.#teller.changed();
  }

  #state(): SyncState | undefined {
    return readSyncState(this.context.workspace.read);
  }

  #requireServer(): SyncState {
    return this.#state() ?? fail('refused', noServer, { problem: 'no_server' });
  }

  #requireRunning(): void {
    if (!this.#requireServer().paused) return;
    fail('refused', 'Sync is paused. Nothing was sent or fetched. Resume it first (sync resume).', {
      problem: 'paused',
    });
  }
}

/** A number from 0 up to 1 out of two bytes. */
function chanceFrom([high = 0, low = 0]: Uint8Array): number {
  return (high * 256 + low) / 65_536;
}

/** A person wants the server's rows, whatever it has become. */
async function repairAsAsked(session: SyncSession): Promise<Repair> {
  const epoch = await checkEpoch(session);
  if (epoch === 'same' || epoch === 'first') {
    return repairMirror(session, undefined, { confirmed: true });
  }
  const { rows } = await recoverEpoch(session, { confirmed: true });
  return { repaired: rows, differs: [] };
}

const noServer =
  'This workspace has no server. Nothing was changed. An empty workspace gets one with: sync init --server URL (or a saved server).';
