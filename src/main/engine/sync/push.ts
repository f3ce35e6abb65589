import type { Fields } from '../../../shared/domain/sync/values';
import { FailureError } from '../../../shared/kernel/errors';
import { parkMissingColumns } from './columns-missing';
import { listOutbox, type OutboxRow } from './local/outbox-repository';
import { unfitOf } from './local/unfit-repository';
import { removedBy } from './local/removed-repository';
import { countAttempt, storeOutcome } from './push-outcome';
import { dropDelivered, requeueUpdated } from './push-prepare';
import type { Delivery } from './remote/deliver';
import { pushGroup } from './remote/push-group';
import type { Scene } from './remote/scene';
import type { SyncSession } from './session';
import { holdsNobody, isTelling, type Waiting } from './waiting';
import { waitingHere } from './waiting-here';

/** The most operations in one transaction of the server. */
const pieceSize = 2_000;

/** Operations read from the queue at a time: the window waits meanwhile. */
const pageSize = 500;

/** What became of the queue. `left`: operations that wait for others. */
export type PushCount = {
  readonly pushed: number;
  readonly parked: number;
  readonly conflicted: number;
  readonly left: number;
};

/**
 * Delivers the queue in its order: one transaction of the server for each action, in pieces of at
 * most 2,000 operations. What is refused is parked, what conflicts waits for a person, what waits
 * for either stays queued, everything else goes. Never changes the rows that a person sees. Throws
 * a `FailureError` (`unavailable`, `busy`) for what passes by itself; the rest stays queued then.
 */
export async function pushQueue(session: SyncSession): Promise<PushCount> {
  requeueUpdated(session);
  const parked = await parkMissingColumns(session);
  dropDelivered(session);
  const count = await new Pusher(session).run();
  return { ...count, parked: count.parked + parked };
}

class Pusher {
  readonly #waiting: Waiting;
  readonly #scene: Scene;
  readonly #count = { pushed: 0, parked: 0, conflicted: 0, left: 0 };
  #piece: OutboxRow[] = [];
  /** What tells of the present action's changes, to be sent after them. */
  #telling: OutboxRow[] = [];
  #group: string | undefined;
  #total = 0;

  constructor(private readonly session: SyncSession) {
    this.#waiting = waitingHere(session.context.workspace.read, session.rows);
    this.#scene = sceneOf(session);
  }

  async run(): Promise<PushCount> {
    const { context } = this.session;
    const stopped = listOutbox(context.workspace.read, { states: ['parked', 'conflicted'] });
    for (const op of stopped) if (op.kind === 'delete') this.#waiting.keepTogether(op);
    let after = 0;
    for (;;) {
      const ops = listOutbox(context.workspace.read, {
        states: ['queued', 'parked', 'conflicted'],
        after,
        limit: pageSize,
      });
      this.#total += ops.length;
      for (const op of ops) await this.#next(op);
      const last = ops.at(-1);
      if (!last || ops.length < pageSize || this.session.signal.aborted) break;
      after = last.seq;
      await this.session.breathe();
    }
    await this.#endGroup();
    return this.#count;
  }

  async #next(op: OutboxRow): Promise<void> {
    if (op.groupId !== this.#group) await this.#endGroup();
    this.#group = op.groupId;
    if (isTelling(op)) this.#telling.push(op);
    else await this.#take(op);
  }

  async #endGroup(): Promise<void> {
    for (const op of this.#telling.splice(0)) await this.#take(op);
    await this.#send();
  }

  async #take(op: OutboxRow): Promise<void> {
    if (holdsNobody(op)) return;
    if (op.state !== 'queued' || this.#waiting.blockerOf(op) !== undefined) {
      if (op.state === 'queued') this.#count.left += 1;
      this.#waiting.block(op);
      return;
    }
    this.#piece.push(op);
    if (this.#piece.length === pieceSize) await this.#send();
  }

  async #send(): Promise<void> {
    const piece = this.#piece;
    this.#piece = [];
    const { connection, report, breathe, signal } = this.session;
    if (piece.length === 0 || signal.aborted) return;
    report({
      busy: 'pushing',
      done: this.#count.pushed,
      total: this.#total,
      table: piece[0]?.table ?? '',
    });
    try {
      const delivered = await pushGroup(connection, this.#scene, piece, this.#waiting);
      storeOutcome(this.session, delivered);
      for (const delivery of delivered) this.#counted(delivery);
    } catch (error) {
      if (error instanceof FailureError) countAttempt(this.session, piece);
      throw error;
    }
    await breathe();
  }

  #counted({ outcome }: Delivery): void {
    if (outcome === 'acknowledged') this.#count.pushed += 1;
    else if (outcome === 'conflicted') this.#count.conflicted += 1;
    else if (outcome === 'parked') this.#count.parked += 1;
    else this.#count.left += 1;
  }
}

function sceneOf(session: SyncSession): Scene {
  const { context, facts } = session;
  const { read } = context.workspace;
  const { clientId, userId } = session.state();
  return {
    author: { clientId, userId: facts.who.userId ?? userId, who: context.who() },
    columnsOf: (name) => {
      const table = facts.tables.get(name);
      return table?.exists ? table.columns : undefined;
    },
    unfitOf: (table, key): Fields => unfitOf(read, table, key),
    removedBy: (groupId, table) => removedBy(read, groupId, table),
  };
}
