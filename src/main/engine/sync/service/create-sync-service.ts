import type { EngineContext } from '../../context';
import { hasServer } from '../local/state-repository';
import type { SyncKeeper, SyncService } from './sync-service';
import type { Timers } from './timers';

export type SyncServiceOptions = {
  readonly context: () => EngineContext;
  readonly timers: Timers;
  /** Whether it goes by itself at all; off for programs that do one thing and end. */
  readonly isAutomatic: boolean;
};

/** The window is drawn and its first questions are answered by then. */
const startAfterMs = 1_000;

/** Builds the service; nothing of it runs yet. */
export function createSyncService({
  context,
  timers,
  isAutomatic,
}: SyncServiceOptions): SyncService {
  let loading: Promise<SyncKeeper> | undefined;
  let loaded: SyncKeeper | undefined;
  let cancelStart = (): void => undefined;
  let isClosing = false;
  const keeper = (): Promise<SyncKeeper> =>
    (loading ??= import('./workspace-sync').then(({ WorkspaceSync }) => {
      loaded = new WorkspaceSync(context(), timers);
      return loaded;
    }));
  const begin = async (): Promise<void> => {
    if (hasServer(context().workspace.read)) (await keeper()).start();
  };
  const beginSafely = (): void => {
    // Nobody waits for it: without the log it would be lost, or end the program.
    begin().catch((error: unknown) => void context().log.bug('sync.start', error));
  };
  return {
    isAutomatic,
    keeper,
    start: () => {
      if (!isAutomatic || isClosing || context().workspace.readOnly) return;
      if (loaded) beginSafely();
      else cancelStart = timers.after(startAfterMs, beginSafely);
    },
    edited: (tables) => loaded?.edited(tables),
    wake: () => loaded?.wake(),
    isClosing: () => isClosing,
    close: async () => {
      isClosing = true;
      cancelStart();
      await (await loading)?.close();
    },
  };
}
