import { EventEmitter } from 'node:events';
import {
  MessageChannelMain,
  utilityProcess,
  type UtilityProcess,
  type WebContents,
} from 'electron';
import type { EngineState } from '../../shared/contract/shell';
import { failure, type Failure } from '../../shared/kernel/errors';
import { err, ok, type Result } from '../../shared/kernel/result';
import type {
  HostReply,
  HostRequest,
  SecretAnswer,
  SecretRequest,
} from '../../shared/contract/host';

type OpenRequest = Extract<HostRequest, { kind: 'open' }>;

export type EngineHostOptions = {
  /** The built entry of the engine. */
  readonly entry: string;
  readonly env: NodeJS.ProcessEnv;
  readonly note: (event: string, facts: Readonly<Record<string, unknown>>) => void;
  /** The keychain, which only this process can reach. */
  readonly secrets: (request: SecretRequest) => Promise<SecretAnswer>;
};

const crashesAllowed = 5;
const crashWindowMs = 60_000;
const drainMs = 10_000;

/**
 * The life of the engine's process: started, watched, started again when it dies, drained at the
 * end. Windows are introduced to it by a port of their own; the shell sees none of their calls.
 */
export class EngineHost extends EventEmitter<{ state: [EngineState] }> {
  #process: UtilityProcess | undefined;
  #state: EngineState = { state: 'starting' };
  #request: OpenRequest | undefined;
  #crashes: number[] = [];
  #stopping = false;
  readonly #pages = new Set<WebContents>();

  constructor(private readonly options: EngineHostOptions) {
    super();
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Opens a workspace, in place of the one that is open. Nothing changes when it cannot be. */
  async open(request: OpenRequest): Promise<Result<{ readonly file: string }, Failure>> {
    const previous = this.#request;
    // Not awaited where there is nothing to close: the first start must not wait for a turn.
    if (this.#process) await this.close();
    this.#setState({ state: 'starting' });
    const opened = await this.#start(request);
    if (opened.ok || !previous || previous.file === request.file) return opened;
    await this.#start({ ...previous, create: undefined, restoreFrom: undefined });
    return opened;
  }

  /** Introduces a page to the engine; it is introduced again by itself after a restart. */
  connect(page: WebContents): void {
    if (!this.#pages.has(page)) {
      this.#pages.add(page);
      page.once('destroyed', () => this.#pages.delete(page));
    }
    page.send('engine-state', this.#state);
    if (this.#process && this.#state.state === 'ready') this.#introduce(page);
  }

  /** Lets running work end and the file close; kills the process when that takes too long. */
  async close(): Promise<void> {
    const child = this.#process;
    if (!child) return;
    this.#stopping = true;
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.on('message', (reply: HostReply) => {
      if (reply.kind === 'closed') child.kill();
    });
    child.postMessage({ kind: 'close' } satisfies HostRequest);
    const timer = setTimeout(() => child.kill(), drainMs);
    await exited;
    clearTimeout(timer);
    this.#process = undefined;
    this.#stopping = false;
  }

  /** Kills the process as if it had crashed; it comes back by itself. */
  kill(): void {
    this.#process?.kill();
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  #start(request: OpenRequest): Promise<Result<{ readonly file: string }, Failure>> {
    this.#request = request;
    const child = utilityProcess.fork(this.options.entry, [], {
      serviceName: 'Lectern engine',
      env: this.options.env,
      stdio: 'inherit',
    });
    this.#process = child;
    return new Promise((resolve) => {
      child.once('exit', (code) => {
        resolve(
          err(
            failure(
              'engine_stopped',
              `The engine stopped while opening ${request.file} (code ${code}).`,
            ),
          ),
        );
        this.#exited(child, code);
      });
      child.on('message', (reply: HostReply) => {
        if (reply.kind === 'opened') {
          this.#ready(reply.file, request);
          resolve(ok({ file: reply.file }));
        } else if (reply.kind === 'failed') {
          this.#setState({ state: 'failed', failure: reply.failure });
          resolve(err(reply.failure));
        } else if (reply.kind === 'secret-request') {
          void this.#answerSecret(child, reply.id, reply.request);
        }
      });
      child.postMessage(request);
    });
  }

  async #answerSecret(child: UtilityProcess, id: number, request: SecretRequest): Promise<void> {
    const answer = await this.options.secrets(request);
    child.postMessage({ kind: 'secret-answer', id, answer } satisfies HostRequest);
  }

  #ready(file: string, request: OpenRequest): void {
    // What was asked once (create, restore) must not be done again by a restart.
    this.#request = { ...request, file, create: undefined, restoreFrom: undefined };
    this.#setState({ state: 'ready' });
    for (const page of this.#pages) this.#introduce(page);
  }

  #introduce(page: WebContents): void {
    const { port1, port2 } = new MessageChannelMain();
    this.#process?.postMessage({ kind: 'serve' } satisfies HostRequest, [port1]);
    page.postMessage('engine-port', null, [port2]);
  }

  #exited(child: UtilityProcess, code: number): void {
    if (this.#process !== child || this.#stopping) return;
    this.#process = undefined;
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < crashWindowMs), now];
    this.options.note('engine.died', { code, crashes: this.#crashes.length });
    if (!this.#request || this.#crashes.length > crashesAllowed) {
      this.#setState({ state: 'failed', failure: diedTooOften(this.#crashes.length) });
      return;
    }
    this.#setState({ state: 'restarting', attempt: this.#crashes.length });
    const request = this.#request;
    setTimeout(() => void this.#start(request), 100 * 2 ** (this.#crashes.length - 1));
  }

  #setState(state: EngineState): void {
    this.#state = state;
    this.emit('state', state);
    for (const page of this.#pages) page.send('engine-state', state);
  }
}

function diedTooOften(times: number): Failure {
  return failure(
    'engine_stopped',
    `The engine stopped ${times} times within a minute and is not started again by itself. Everything acknowledged is stored. Restart it, or restore a backup if the workspace may be damaged.`,
  );
}
