import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { ClientMessages, commitAnswer } from './postgres-messages';

/** Where the server is: a port of this machine, or the file of its socket. */
export type ProxyTarget = { readonly port: number } | { readonly path: string };

/** Which COMMIT is meant; without `statement` that of any transaction which may write. */
export type CommitFilter = { readonly statement?: RegExp };

/** A COMMIT that has been stopped on its way, or whose answer has. */
export type HeldCommit = {
  /** Whether the server has committed; undefined while it has not been asked. */
  readonly committed: boolean | undefined;
  /** Lets it go on as if nothing had been. */
  readonly release: () => void;
  /** Ends both sides: the server never gets the COMMIT, or the client never its answer. */
  readonly cut: () => void;
  /**
   * Only the client's side ends; the server waits on with its transaction open, as behind a router
   * that died. `arrive` lets the COMMIT reach it after all, `vanish` ends its side too.
   */
  readonly leave: () => { readonly arrive: () => void; readonly vanish: () => void };
};

/** A network between a client and a Postgres server that can be broken in every way. No TLS. */
export type PostgresProxy = {
  /** Of 127.0.0.1. */
  readonly port: number;
  /** Sessions that are open at this moment. */
  readonly sessions: () => number;
  /** Ends everything that is connected, at once. */
  readonly cut: () => void;
  /** Nothing listens any more: connecting is refused. What is connected stays. */
  readonly refuse: () => Promise<void>;
  /** Listens again, at the same port. */
  readonly accept: () => Promise<void>;
  /** Cuts and refuses: no network. `accept` ends it. */
  readonly goOffline: () => Promise<void>;
  /** Nothing arrives on either side, nobody is told; what was sent arrives when it ends. */
  readonly blackHole: (on: boolean) => void;
  /** Everything takes this much longer, in each direction. */
  readonly delay: (ms: number) => void;
  /**
   * Cuts the next COMMIT: `before` it reaches the server, or `after` the server has answered it and
   * before the client hears of it. Fulfilled when that has happened; true when it was committed.
   */
  readonly cutAtCommit: (when: 'before' | 'after', filter?: CommitFilter) => Promise<boolean>;
  /** Stops the next COMMIT likewise, and leaves it to the test what becomes of it. */
  readonly holdCommit: (when: 'before' | 'after', filter?: CommitFilter) => Promise<HeldCommit>;
  /** Forgets the COMMITs that have been waited for in vain. */
  readonly disarm: () => void;
  readonly close: () => Promise<void>;
};

type Trap = {
  readonly when: 'before' | 'after';
  readonly filter: CommitFilter;
  readonly caught: (commit: HeldCommit) => void;
};

type Weather = { delayMs: number; dark: boolean; readonly traps: Trap[] };

/** Stands between clients and a server; see `PostgresProxy`. Close it at the end of the test. */
export async function postgresProxy(target: ProxyTarget): Promise<PostgresProxy> {
  const weather: Weather = { delayMs: 0, dark: false, traps: [] };
  const sessions = new Set<Session>();
  const server = createServer((near) => {
    const session = new Session(near, connect({ ...target }), weather);
    sessions.add(session);
    near.on('close', () => sessions.delete(session));
  });
  const port = await listenAt(server, 0);
  const cut = (): void => {
    for (const session of sessions) session.cut();
  };
  const refuse = async (): Promise<void> => {
    // The callback waits for the sessions, which may stay; it stops listening at once.
    if (server.listening) server.close();
    await new Promise((done) => setImmediate(done));
  };
  const holdCommit: PostgresProxy['holdCommit'] = (when, filter = {}) =>
    new Promise((caught) => weather.traps.push({ when, filter, caught }));
  return {
    port,
    sessions: () => sessions.size,
    cut,
    refuse,
    accept: async () => {
      if (!server.listening) await listenAt(server, port);
    },
    goOffline: async () => {
      await refuse();
      cut();
    },
    blackHole: (on) => {
      weather.dark = on;
      for (const session of sessions) session.darken(on);
    },
    delay: (ms) => {
      weather.delayMs = ms;
    },
    cutAtCommit: async (when, filter) => {
      const held = await holdCommit(when, filter);
      held.cut();
      return held.committed === true;
    },
    holdCommit,
    disarm: () => {
      weather.traps.length = 0;
    },
    close: async () => {
      await refuse();
      cut();
    },
  };
}

/** The socket file of a server that names its socket by `port`. */
export function socketOf(server: { readonly host: string }, port = 5432): ProxyTarget {
  return { path: `${server.host}/.s.PGSQL.${port}` };
}

async function listenAt(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port; // a TCP server's, since it listens to a port
}

/** One client's session, both halves. */
class Session {
  readonly #messages = new ClientMessages();
  #isLeft = false;
  /** What the server says is collected here while the answer to a COMMIT is waited for. */
  #answer: { readonly trap: Trap; bytes: Buffer } | undefined;

  constructor(
    private readonly near: Socket,
    private readonly far: Socket,
    private readonly weather: Weather,
  ) {
    // Waiting for more to send costs 40 ms with each statement.
    for (const socket of [near, far]) socket.setNoDelay(true);
    const toServer = this.#sender(near, far);
    const toClient = this.#sender(far, near);
    near.on('data', (data: Buffer) => {
      for (const message of this.#messages.split(data)) this.#fromClient(message, toServer);
    });
    far.on('data', (data: Buffer) => this.#fromServer(data, toClient));
    for (const socket of [near, far]) {
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        if (!this.#isLeft) this.cut();
      });
    }
    if (weather.dark) this.darken(true);
  }

  cut(): void {
    this.near.destroy();
    this.far.destroy();
  }

  darken(on: boolean): void {
    for (const socket of [this.near, this.far]) {
      if (on) socket.pause();
      else socket.resume();
    }
  }

  #fromClient(message: Buffer, send: (data: Buffer) => void): void {
    const trap = this.#messages.isCommit ? this.#takeTrap() : undefined;
    if (trap?.when === 'before') {
      const release = (): void => send(message);
      const leave = () => this.#leave(message);
      trap.caught({ committed: undefined, release, cut: () => this.cut(), leave });
      return;
    }
    if (trap) this.#answer = { trap, bytes: Buffer.alloc(0) };
    send(message);
  }

  #leave(message: Buffer): ReturnType<HeldCommit['leave']> {
    this.#isLeft = true;
    this.near.destroy();
    return {
      arrive: () => void this.far.end(message),
      vanish: () => void this.far.destroy(),
    };
  }

  #takeTrap(): Trap | undefined {
    const { traps } = this.weather;
    const at = traps.findIndex(({ filter }) => this.#messages.transactionFits(filter.statement));
    return at < 0 ? undefined : traps.splice(at, 1)[0];
  }

  #fromServer(data: Buffer, send: (data: Buffer) => void): void {
    const answer = this.#answer;
    if (!answer) return send(data);
    answer.bytes = Buffer.concat([answer.bytes, data]);
    const said = commitAnswer(answer.bytes);
    if (said === undefined) return;
    this.#answer = undefined;
    const release = (): void => send(answer.bytes);
    const leave = () => this.#leave(Buffer.alloc(0));
    answer.trap.caught({ committed: said === 'COMMIT', release, cut: () => this.cut(), leave });
  }

  /** Passes bytes on in their order, later when the weather says so, and no faster than they are taken. */
  #sender(from: Socket, to: Socket): (data: Buffer) => void {
    let last = Promise.resolve();
    let waiting = 0;
    const write = (data: Buffer): void => {
      if (to.destroyed || to.write(data)) return;
      from.pause();
      to.once('drain', () => {
        if (!this.weather.dark) from.resume();
      });
    };
    return (data) => {
      const { delayMs } = this.weather;
      if (delayMs === 0 && waiting === 0) return write(data);
      waiting += 1;
      const due = new Promise<void>((done) => setTimeout(done, delayMs));
      last = last
        .then(() => due)
        .then(() => {
          waiting -= 1;
          write(data);
        });
    };
  }
}
