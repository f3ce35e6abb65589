import { fork, type ChildProcess } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { createClient } from '../../src/shared/contract/client';
import type { HostReply } from '../../src/shared/contract/host';
import type { EngineClient } from '../../src/shared/contract/index';
import type { Reply } from '../../src/shared/contract/wire';
import { failure, type Failure } from '../../src/shared/kernel/errors';
import { err, type Result } from '../../src/shared/kernel/result';

const root = resolve(import.meta.dirname, '../..');

type Message = { readonly host?: HostReply; readonly reply?: Reply; readonly started?: true };

/** The real engine in a process of its own. */
export type EngineProcess = {
  readonly client: EngineClient;
  readonly pid: number;
  /** SIGKILL, and wait until it is gone. */
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Starts the built engine on a workspace; rejects when it cannot be opened. */
export async function startEngineProcess(file: string): Promise<EngineProcess> {
  const child = fork(
    resolve(root, 'tests/support/engine-child.mjs'),
    [resolve(root, 'out/main/engine.js')],
    {
      cwd: root,
    },
  );
  const pending = new Map<number, (result: Result<unknown, Failure>) => void>();
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  child.once('exit', () => {
    for (const answer of pending.values()) answer(err(failure('engine_stopped', 'killed')));
  });
  child.on('message', ({ reply, host }: Message) => {
    if (reply?.kind === 'answer') pending.get(reply.id)?.(reply.result);
    if (host?.kind === 'secret-request') child.send({ host: noKeychain(host.id) });
  });
  await until(child, (message) => message.started === true);
  child.send({ host: { kind: 'serve' } });
  child.send({ host: openRequest(file) });
  const answer = await until(child, (message) => message.host !== undefined);
  if (answer.host?.kind === 'failed') throw new Error(answer.host.failure.message);
  let nextId = 1;
  const client = createClient(
    (method, input) =>
      new Promise((resolveCall) => {
        const id = nextId++;
        pending.set(id, (result) => {
          pending.delete(id);
          resolveCall(result);
        });
        if (child.connected)
          child.send({ request: { kind: 'call', id, method, input } }, () => undefined);
        else if (child.exitCode !== null || child.signalCode !== null)
          pending.get(id)?.(err(failure('engine_stopped', 'killed')));
      }),
  );
  return {
    client,
    pid: child.pid ?? 0,
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
    close: async () => {
      child.send({ host: { kind: 'close' } });
      await until(child, (message) => message.host?.kind === 'closed');
      child.disconnect();
      await gone;
    },
  };
}

/** As a computer without a keychain answers. */
function noKeychain(id: number) {
  return { kind: 'secret-answer', id, answer: { kept: false, reason: 'a test keeps nothing' } };
}

function openRequest(file: string) {
  return {
    kind: 'open',
    file,
    folders: { data: dirname(file), root },
    version: '0.0.0-test',
    userName: 'tester',
  };
}

function until(child: ChildProcess, fits: (message: Message) => boolean): Promise<Message> {
  return new Promise((done, fail) => {
    const listen = (message: Message): void => {
      if (!fits(message)) return;
      child.off('message', listen);
      done(message);
    };
    child.on('message', listen);
    child.once('exit', (code, signal) => fail(new Error(`The engine ended (${code ?? signal})`)));
  });
}
