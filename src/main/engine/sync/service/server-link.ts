import { failure, FailureError } from '../../../../shared/kernel/errors';
import { openPostgres } from '../../connections/open-postgres';
import type { PgClient, PostgresConnection } from '../../connections/postgres-connection';
import { settingsLabel, type PostgresSettings } from '../../connections/postgres-settings';
import {
  settingsSecret,
  targetSecret,
  type ResolvedPostgres,
} from '../../connections/resolve-database';
import { readTargets } from '../../connections/targets-file';
import type { EngineContext } from '../../context';
import type { SyncState } from '../local/state-repository';

type Place = Pick<SyncState, 'server' | 'targetId'>;
type Needs = Pick<EngineContext, 'secrets' | 'folders'>;

type Link = { readonly key: string; readonly connection: PostgresConnection };

/** A network that swallows everything also swallows a good-bye. */
const goodbyeMs = 300;

/** The connection of the loop: kept between cycles, let go of when anything went wrong with it. */
export class ServerLink {
  #link: Link | undefined;

  constructor(private readonly context: Needs) {}

  /** Whether there is a connection from before. */
  get isOpen(): boolean {
    return this.#link !== undefined;
  }

  /**
   * The connection that is open, or a new one. An abort breaks it off at once, whatever the server
   * is at; what was asked then ends with a failure, and nothing more is begun on it.
   */
  async open(place: Place, signal: AbortSignal): Promise<PostgresConnection> {
    const key = JSON.stringify([place.server, place.targetId]);
    if (this.#link && this.#link.key !== key) await this.drop();
    this.#link ??= await this.#connect(place, key, signal);
    return stoppable(this.#link.connection, signal);
  }

  /** Closes the connection, if there is one. */
  async drop(): Promise<void> {
    const link = this.#link;
    this.#link = undefined;
    if (!link) return;
    link.connection.breakOff();
    await Promise.race([link.connection.close(), after(goodbyeMs)]);
  }

  async #connect(place: Place, key: string, signal: AbortSignal): Promise<Link> {
    const opening = openPostgres(this.context, await resolvedPlace(this.context, place));
    const connection = await unlessAborted(opening, signal, (late) => late.close());
    return { key, connection };
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/**
 * The server of a workspace as a call would name it, at the address that the workspace was given. A
 * workspace is a file that others may have written: the password of a saved server is looked up
 * only for the very address, login and protection that were saved with it.
 */
export async function resolvedPlace(
  { secrets, folders }: Needs,
  { server: settings, targetId }: Place,
): Promise<ResolvedPostgres> {
  const target = readTargets(folders.data).find(({ id }) => id === targetId);
  const savedAs = target && isSamePlace(target.settings, settings) ? target.id : undefined;
  const saved = savedAs === undefined ? undefined : await secrets.get(targetSecret(savedAs));
  const password = saved ?? (await secrets.get(settingsSecret(settings)));
  return {
    kind: 'postgres',
    settings,
    role: 'production',
    label: settingsLabel(settings),
    ...(password === undefined ? {} : { password }),
    ...(savedAs === undefined ? {} : { targetId: savedAs }),
  };
}

function isSamePlace(saved: PostgresSettings, asked: PostgresSettings): boolean {
  const protection = ({ tls }: PostgresSettings): string => `${tls.mode} ${tls.caFile ?? ''}`;
  return settingsLabel(saved) === settingsLabel(asked) && protection(saved) === protection(asked);
}

/** Does not wait for a server that may never answer; `late` is given what comes after all. */
async function unlessAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
  late: (value: T) => unknown = () => undefined,
): Promise<T> {
  let stop = (): void => undefined;
  const aborted = new Promise<typeof stopped>((resolve) => {
    stop = () => resolve(stopped);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    const first = await Promise.race([work, aborted]);
    if (first !== stopped) return first;
    // Nobody waits any more for what comes of it.
    work.then(late).catch(() => undefined);
    throw new FailureError(failure('cancelled', 'Stopped before the server had answered.'));
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const stopped = Symbol('stopped');

/**
 * The same connection for one cycle: an abort ends at once what waits for the server. Work that
 * has not begun by then never begins; work under way gets its failure from the broken session.
 */
function stoppable(connection: PostgresConnection, signal: AbortSignal): PostgresConnection {
  const begun = <T>(begin: (work: Work<T>) => Promise<T>, work: Work<T>): Promise<T> => {
    let isUnderWay = false;
    const guarded: Work<T> = async (client) => {
      signal.throwIfAborted();
      isUnderWay = true;
      return work(client);
    };
    const running = begin(guarded);
    const cut = new AbortController();
    const onAbort = (): void => {
      connection.breakOff();
      if (!isUnderWay) cut.abort();
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    return unlessAborted(running, cut.signal).finally(() =>
      signal.removeEventListener('abort', onAbort),
    );
  };
  return {
    ...connection,
    withClient: (work) => begun((guarded) => connection.withClient(guarded), work),
    transaction: (work, options) =>
      begun((guarded) => connection.transaction(guarded, options), work),
  };
}

type Work<T> = (client: PgClient) => Promise<T>;
