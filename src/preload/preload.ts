import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { EventName } from '../shared/contract/events';
import {
  shellCallNames,
  type EngineState,
  type LecternBridge,
  type ShellCalls,
} from '../shared/contract/shell';
import type { Reply, Request } from '../shared/contract/wire';
import type { Failure } from '../shared/kernel/errors';
import type { Result } from '../shared/kernel/result';

/** A call that has not been answered; `sent` once a port has taken it. */
type Pending = {
  readonly request: Extract<Request, { kind: 'call' }>;
  readonly answer: (result: Result<unknown, Failure>) => void;
  sent: boolean;
};

let port: MessagePort | undefined;
let state: EngineState = { state: 'starting' };
let nextId = 1;
const pending = new Map<number, Pending>();
const ids = new Map<number, number>();
const stateListeners = new Set<(state: EngineState) => void>();
const eventListeners = new Map<EventName, Set<(payload: never) => void>>();

const stopped: Failure = {
  code: 'engine_stopped',
  message:
    'The engine stopped before it answered. What it had acknowledged is stored; this call may not be. It is being started again.',
};

function send(call: Pending): void {
  if (!port) return;
  call.sent = true;
  port.postMessage(call.request);
}

function receive(reply: Reply): void {
  if (reply.kind === 'event') {
    // Name and payload belong together; the listener was registered for this name.
    for (const listener of eventListeners.get(reply.name) ?? []) listener(reply.payload as never);
    return;
  }
  const call = pending.get(reply.id);
  pending.delete(reply.id);
  call?.answer(reply.result);
}

/** Ends calls that a dead engine can no longer answer; unsent ones wait for the next. */
function dropSent(failure: Failure, all: boolean): void {
  for (const [id, call] of [...pending]) {
    if (!call.sent && !all) continue;
    pending.delete(id);
    call.answer({ ok: false, error: failure });
  }
}

ipcRenderer.on('engine-port', (event) => {
  port?.close();
  port = event.ports[0];
  if (!port) return;
  // Only the engine is at the other end of a port that the shell handed over.
  port.onmessage = (message) => receive(message.data as Reply);
  port.start();
  for (const call of pending.values()) if (!call.sent) send(call);
});

ipcRenderer.on('engine-state', (_event, next: EngineState) => {
  state = next;
  if (next.state !== 'ready') {
    port?.close();
    port = undefined;
    dropSent(next.state === 'failed' ? next.failure : stopped, next.state === 'failed');
  }
  for (const listener of stateListeners) listener(next);
});

// Built from the fixed list of names, each forwarded as it is and checked by the shell.
const shell = Object.fromEntries(
  shellCallNames.map((name) => [
    name,
    (...input: unknown[]) => ipcRenderer.invoke(`shell:${name}`, ...input),
  ]),
) as unknown as ShellCalls;

const bridge: LecternBridge = {
  platform: process.platform,
  call: (method, input, callId) =>
    new Promise((answer) => {
      if (state.state === 'failed') {
        answer({ ok: false, error: state.failure });
        return;
      }
      const id = nextId++;
      if (callId !== undefined) ids.set(callId, id);
      const request = { kind: 'call', id, method, input } as const;
      const answerOnce = (result: Result<unknown, Failure>): void => {
        if (callId !== undefined) ids.delete(callId);
        answer(result);
      };
      const call: Pending = { request, answer: answerOnce, sent: false };
      pending.set(id, call);
      send(call);
    }),
  cancel: (callId) => {
    const id = ids.get(callId);
    if (id !== undefined) port?.postMessage({ kind: 'cancel', id } satisfies Request);
  },
  on: (name, listener) => {
    const listeners = eventListeners.get(name) ?? new Set();
    eventListeners.set(name, listeners);
    // Kept under its name, so it only ever gets payloads of that name.
    listeners.add(listener as (payload: never) => void);
    return () => listeners.delete(listener as (payload: never) => void);
  },
  engineState: () => state,
  onEngineState: (listener) => {
    stateListeners.add(listener);
    return () => stateListeners.delete(listener);
  },
  pathOf: (file) => (file instanceof File ? webUtils.getPathForFile(file) : ''),
  shell,
};

contextBridge.exposeInMainWorld('lectern', bridge);
ipcRenderer.send('engine-connect');
