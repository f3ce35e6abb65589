import type { Failure } from '../kernel/errors';
import type { Result } from '../kernel/result';
import type { EventName, EventOf } from './events';

/** Whether the engine can be asked something right now. */
export type EngineState =
  | { readonly state: 'starting' }
  | { readonly state: 'ready' }
  /** It died and is being started again; calls in flight were answered with `engine_stopped`. */
  | { readonly state: 'restarting'; readonly attempt: number }
  /** It cannot be started; the failure says why and what to do. */
  | { readonly state: 'failed'; readonly failure: Failure };

export type FileFilter = { readonly name: string; readonly extensions: readonly string[] };

/** What only the shell can do: dialogs, folders, the choice of workspace, the look of the frame. */
export type ShellCalls = {
  readonly appInfo: () => Promise<{
    readonly name: string;
    readonly version: string;
    readonly electron: string;
    readonly platform: string;
    readonly dataFolder: string;
    readonly logFile: string;
  }>;
  readonly openFiles: (options: {
    readonly title: string;
    readonly filters: readonly FileFilter[];
    readonly multiple: boolean;
  }) => Promise<readonly string[]>;
  readonly saveFile: (options: {
    readonly title: string;
    readonly suggestedName: string;
    readonly filters: readonly FileFilter[];
  }) => Promise<string | null>;
  readonly chooseFolder: (options: { readonly title: string }) => Promise<string | null>;
  readonly showInFolder: (file: string) => Promise<void>;
  readonly setTheme: (theme: 'system' | 'light' | 'dark') => Promise<void>;
  readonly openWorkspace: (file: string) => Promise<Result<{ readonly file: string }, Failure>>;
  readonly createWorkspace: (
    file: string,
    sample: boolean,
  ) => Promise<Result<{ readonly file: string }, Failure>>;
  readonly restoreWorkspace: (
    backup: string,
  ) => Promise<Result<{ readonly file: string }, Failure>>;
  readonly restartEngine: () => Promise<void>;
  readonly openExternal: (url: string) => Promise<boolean>;
};

/** The fixed list of shell calls; preload exposes these names and nothing else. */
export const shellCallNames = [
  'appInfo',
  'openFiles',
  'saveFile',
  'chooseFolder',
  'showInFolder',
  'setTheme',
  'openWorkspace',
  'createWorkspace',
  'restoreWorkspace',
  'restartEngine',
  'openExternal',
] as const satisfies readonly (keyof ShellCalls)[];

/** `window.lectern`: all that a page gets. */
export type LecternBridge = {
  readonly platform: string;
  readonly call: (
    method: string,
    input: unknown,
    callId?: number,
  ) => Promise<Result<unknown, Failure>>;
  /** Asks the engine to give up the call with this `callId`. */
  readonly cancel: (callId: number) => void;
  readonly on: <N extends EventName>(
    name: N,
    listener: (payload: EventOf<N>) => void,
  ) => () => void;
  readonly engineState: () => EngineState;
  readonly onEngineState: (listener: (state: EngineState) => void) => () => void;
  /** The path of a file dropped on the window or pasted into it. */
  readonly pathOf: (file: unknown) => string;
  readonly shell: ShellCalls;
};
