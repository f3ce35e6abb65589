import type { EngineContext } from '../../context';
import { breathe } from '../../jobs/breathe';
import { RowStore } from '../../journal/row-store';
import type { Acquaintance } from '../health';
import type { SyncState } from '../local/state-repository';
import { withoutUnfitTables } from '../columns-family';
import type { SyncProgress } from '../progress';
import { meetServer } from '../remote/meet-server';
import type { SyncSession } from '../session';
import { isLost } from './explain-trouble';
import { ServerLink } from './server-link';
import { note } from './sync-notes';

type Giving = {
  readonly context: EngineContext;
  /** Throws in a workspace without a server. */
  readonly state: () => SyncState;
  readonly report: (progress: SyncProgress) => void;
};

/** Makes the session of each cycle, on one connection as long as that lasts. */
export class ServerSessions {
  readonly #link: ServerLink;
  #met: Acquaintance | undefined;
  #unfit: readonly string[] = [];

  constructor(private readonly giving: Giving) {
    this.#link = new ServerLink(giving.context);
  }

  /** The server as it was met last by this program. */
  get met(): Acquaintance | undefined {
    return this.#met;
  }

  /** A connection from before may have died unnoticed: then a new one tells how things are. */
  async open(signal: AbortSignal): Promise<SyncSession> {
    const isOld = this.#link.isOpen;
    try {
      return await this.#meet(signal);
    } catch (error) {
      if (!isOld || signal.aborted || !isLost(error)) throw error;
      await this.#link.drop();
      return this.#meet(signal);
    }
  }

  /** What of the server this program cannot handle, in sentences. */
  get unfit(): readonly string[] {
    return this.#unfit;
  }

  /** Lets go of the connection: something went wrong with it, or the program ends. */
  drop(): Promise<void> {
    return this.#link.drop();
  }

  async #meet(signal: AbortSignal): Promise<SyncSession> {
    const { context, state, report } = this.giving;
    const connection = await this.#link.open(state(), signal);
    const { facts, unfit } = withoutUnfitTables(await meetServer(connection));
    this.#noteUnfit(unfit.map(({ message }) => message));
    this.#met = { version: connection.serverVersion, facts };
    const rows = new RowStore(context.workspace.connection);
    return { context, connection, facts, state, rows, signal, report, breathe };
  }

  #noteUnfit(messages: readonly string[]): void {
    const isNew = messages.some((message) => !this.#unfit.includes(message));
    this.#unfit = messages;
    if (isNew) note(this.giving.context, 'columns_unfit', { messages });
  }
}
