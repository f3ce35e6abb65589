import { lastEvent, type SyncEvent } from '../local/event-repository';
import { repairMirror } from '../repair';
import { forgetOldDeliveries } from '../retention';
import type { SyncSession } from '../session';
import { tablesWithoutTriggers, verifyMirror } from '../verify';
import { pruneIfPossible } from './prune-if-possible';
import { note } from './sync-notes';
import { tellServer } from './tell-server';

const dayMs = 24 * 60 * 60 * 1000;
/** The server keeps its log for a workspace by what this says; older is only more careful. */
const noteMovedMs = 60_000;
const noteIdleMs = 5 * 60_000;
/** While the server does not write down every change, comparing is all that finds them. */
const compareTroubledMs = 15 * 60_000;

/** What has to be done beside the cycles, now and then. */
export class Housekeeping {
  #notedAt = -Infinity;
  #notedCursor: string | null = null;

  constructor(private readonly now: () => number) {}

  /** At the end of a cycle; each part decides by itself whether it is time. Answers tables changed. */
  async keep(session: SyncSession): Promise<readonly string[]> {
    await this.#tellServer(session);
    const changed = await this.#compare(session, this.#noteTriggers(session));
    await this.#prune(session);
    return changed;
  }

  async #tellServer(session: SyncSession): Promise<void> {
    const { cursor } = session.state();
    const age = this.now() - this.#notedAt;
    const isDue = age >= (cursor === this.#notedCursor ? noteIdleMs : noteMovedMs);
    if (!isDue) return;
    await tellServer(session);
    this.#notedAt = this.now();
    this.#notedCursor = cursor;
  }

  /** Writes down which tables are not logged; `changed` when that is another answer than before. */
  #noteTriggers(session: SyncSession): { readonly isBad: boolean; readonly changed: boolean } {
    const bad = tablesWithoutTriggers(session.facts);
    const last = this.#lastTriggers(session);
    const before = last?.kind === 'triggers_missing' ? String(last.detail.tables) : '';
    const changed = before !== bad.join();
    if (changed)
      note(session.context, bad.length > 0 ? 'triggers_missing' : 'triggers_back', {
        tables: bad,
      });
    return { isBad: bad.length > 0, changed };
  }

  #lastTriggers({ context }: SyncSession): SyncEvent | undefined {
    return lastEvent(context.workspace.read, ['triggers_missing', 'triggers_back']);
  }

  /**
   * Compares with the server and mends what differs: daily, when tables have stopped or begun to
   * be logged, and now and then while some are not.
   */
  async #compare(
    session: SyncSession,
    { isBad, changed }: { readonly isBad: boolean; readonly changed: boolean },
  ): Promise<readonly string[]> {
    const { phase, lastVerifiedAt } = session.state();
    if (phase !== 'ready') return [];
    const since = lastVerifiedAt ?? this.#seededAt(session) ?? '';
    // A program that ended between the note and the comparison left it to the next one. A note from
    // times to come (the clock was put back since) would have every cycle compare until then.
    const noted = this.#lastTriggers(session)?.at ?? '';
    const isMissed = noted > since && Date.parse(noted) <= this.now();
    const age = Math.abs(this.now() - Date.parse(since));
    if (!changed && !isMissed && age < (isBad ? compareTroubledMs : dayMs)) return [];
    const { differs } = await verifyMirror(session);
    if (differs.length === 0) return [];
    await repairMirror(session, differs);
    return differs.map(({ table }) => table);
  }

  #seededAt({ context }: SyncSession): string | undefined {
    return lastEvent(context.workspace.read, ['seeded', 'initialised'])?.at;
  }

  async #prune(session: SyncSession): Promise<void> {
    const last = lastEvent(session.context.workspace.read, ['pruned', 'initialised']);
    if (last && Math.abs(this.now() - Date.parse(last.at)) < dayMs) return;
    const changes = await pruneIfPossible(session.connection);
    await forgetOldDeliveries(session);
    note(session.context, 'pruned', { changes });
  }
}
