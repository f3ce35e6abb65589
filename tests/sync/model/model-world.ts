import type { Fields } from '../../../src/shared/domain/sync/values';
import { checkClient, checkMirror, checkServer } from './invariants';
import { ModelClient } from './model-client';
import { ModelServer } from './model-server';
import { rowKey, type RowKey } from './model-table';
import { Busy, Refused, type ModelTransaction } from './model-transaction';

export const clientNames = ['ada', 'ben', 'cyd'] as const;

const courses: Record<string, readonly string[]> = {
  ada: ['c1', 'c2'],
  ben: ['c2', 'c3'],
  cyd: ['c1', 'c2', 'c3'],
};

/** The server, three people with workspaces, the web application, and what is under way. */
export class ModelWorld {
  readonly server = new ModelServer();
  readonly clients: readonly ModelClient[];
  /** Transactions of the web application that take their time. */
  readonly slow: ModelTransaction[] = [];
  #made = 0;

  constructor() {
    const setUp = this.server.begin();
    for (const [key, row] of startRows()) setUp.insert(key, row);
    this.server.commit(setUp);
    this.clients = clientNames.map((name) => {
      this.server.disk.access.set(name, new Set(courses[name]));
      return new ModelClient(name, this.server);
    });
    for (const client of this.clients) client.sync();
  }

  newId(): string {
    this.#made += 1;
    return `w${this.#made}`;
  }

  /** What the web application does, at once or in a transaction that is open; nothing when refused. */
  web(work: (transaction: ModelTransaction) => void, inside?: ModelTransaction): void {
    const transaction = inside ?? this.server.begin();
    const takeBack = transaction.mark();
    try {
      work(transaction);
      if (!inside) this.server.commit(transaction);
    } catch (error) {
      if (!(error instanceof Busy || error instanceof Refused)) throw error;
      if (inside) takeBack();
      else this.server.rollback(transaction);
    }
  }

  /** What is open: slow transactions of the web, pushes whose client has gone. */
  open(): readonly ModelTransaction[] {
    return [...this.server.open.values()];
  }

  end(transaction: ModelTransaction | undefined, commits: boolean): void {
    if (!transaction) return;
    if (commits) this.server.commit(transaction);
    else this.server.rollback(transaction);
  }

  check(pulled: ModelClient | undefined): void {
    checkServer(this.server);
    for (const client of this.clients) checkClient(client, this.server);
    if (pulled) checkMirror(pulled, this.server);
  }

  /** Everybody comes home, people decide what they are asked: I8, then I3 everywhere. */
  comeToRest(choose: (pick: number) => number): void {
    for (const transaction of this.open()) this.end(transaction, choose(2) === 0);
    for (let round = 0; round < 40; round += 1) {
      for (const client of this.clients) {
        client.sync();
        this.check(client);
        const queued = client.outbox.filter(({ state }) => state === 'queued');
        const stopped = client.outbox.filter((operation) => operation.isStopped);
        if (queued.length > 0 && stopped.length === 0) {
          throw new Error(`I8: ${client.name} has a queue that nobody can move`);
        }
        for (const operation of stopped) decide(client, operation.id, choose(4));
        this.check(undefined);
      }
      const isQuiet = this.clients.every(({ outbox }) => outbox.every((one) => !one.isPending));
      if (isQuiet && round > 0) {
        for (const client of this.clients) client.sync();
        for (const client of this.clients) checkMirror(client, this.server);
        return;
      }
    }
    throw new Error('I8: the queues do not drain');
  }
}

/** A person decides about an operation that waits for it, in one of the ways it offers. */
export function decide(client: ModelClient, opId: string, choice: number): void {
  const operation = client.outbox.find(({ id }) => id === opId);
  if (!operation?.isStopped) return;
  if (operation.state === 'conflicted') {
    if (choice % 2 === 0) operation.takeMine(client.newId());
    else operation.takeTheirs();
  } else if (operation.reason === 'row_deleted' && choice % 2 === 0) {
    operation.recreate(client.newId());
  } else if (operation.reason !== 'row_deleted' && choice % 4 === 0) {
    operation.retry(client.newId());
  } else operation.takeTheirs();
  client.decided();
}

function startRows(): [RowKey, Fields][] {
  const course = (id: string): [RowKey, Fields] => [rowKey('Course', id), { id, title: 't0' }];
  const assignment = (id: string, courseId: string): [RowKey, Fields] => [
    rowKey('Assignment', id),
    { id, courseId, title: 't0', maxPoints: 0 },
  ];
  const submission = (id: string, assignmentId: string, userId: string): [RowKey, Fields] => [
    rowKey('AssignmentSubmission', id),
    { id, assignmentId, userId, score: null, gradedAt: null, feedback: null },
  ];
  return [
    course('c1'),
    course('c2'),
    course('c3'),
    assignment('a1', 'c1'),
    assignment('a2', 'c2'),
    submission('s1', 'a1', 'mia'),
    submission('s2', 'a2', 'mia'),
    submission('s3', 'a2', 'noor'),
    [
      rowKey('XPTransaction', 'x1'),
      { id: 'x1', userId: 'mia', sourceType: 'assignment', sourceId: 's1' },
    ],
  ];
}
