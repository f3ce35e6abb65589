import type { EventName, EventOf } from '../../../src/shared/contract/events';
import type { EngineState, LecternBridge } from '../../../src/shared/contract/shell';
import { failure } from '../../../src/shared/kernel/errors';
import type { Failure } from '../../../src/shared/kernel/errors';
import { err, ok } from '../../../src/shared/kernel/result';
import type { Result } from '../../../src/shared/kernel/result';

type Answer = (input: unknown) => Result<unknown, Failure> | Promise<Result<unknown, Failure>>;

/** A door to an engine that a test plays: answers by method name, events and states at will. */
export type FakeBridge = {
  readonly calls: { readonly method: string; readonly input: unknown }[];
  readonly cancelled: number[];
  readonly answer: (method: string, answer: Answer) => void;
  readonly emit: <N extends EventName>(name: N, payload: EventOf<N>) => void;
  readonly setState: (state: EngineState) => void;
};

function createShell(): LecternBridge['shell'] {
  const refuse = async () => err(failure('refused', 'No shell in this test.'));
  return {
    appInfo: async () => ({
      name: 'Lectern',
      version: '0.0.0',
      electron: '0',
      platform: 'test',
      dataFolder: '/data',
      logFile: '/data/log',
    }),
    openFiles: async () => [],
    saveFile: async () => null,
    chooseFolder: async () => null,
    showInFolder: async () => undefined,
    setTheme: async () => undefined,
    openWorkspace: refuse,
    createWorkspace: refuse,
    restoreWorkspace: refuse,
    restartEngine: async () => undefined,
    openExternal: async () => false,
  };
}

/** Puts a fake `window.lectern` in place and hands over its strings. */
export function installFakeBridge(): FakeBridge {
  const calls: { method: string; input: unknown }[] = [];
  const cancelled: number[] = [];
  const answers = new Map<string, Answer>();
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const stateListeners = new Set<(state: EngineState) => void>();
  let state: EngineState = { state: 'ready' };
  const bridge: LecternBridge = {
    platform: 'test',
    call: async (method, input) => {
      calls.push({ method, input });
      const answer = answers.get(method);
      return answer ? answer(input) : ok({});
    },
    cancel: (callId) => cancelled.push(callId),
    on: (name, listener) => {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(listener));
      return () => all.delete(listener);
    },
    engineState: () => ({ ...state }),
    onEngineState: (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    pathOf: () => '',
    shell: createShell(),
  };
  Object.defineProperty(window, 'lectern', { value: bridge, configurable: true });
  return {
    calls,
    cancelled,
    answer: (method, answer) => void answers.set(method, answer),
    emit: (name, payload) => {
      // The listeners of this name take the payload of this name.
      for (const listener of listeners.get(name) ?? []) listener(payload as never);
    },
    setState: (next) => {
      state = next;
      for (const listener of stateListeners) listener(next);
    },
  };
}
