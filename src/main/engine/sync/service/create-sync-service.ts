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
  const keeper = (): Promise<SyncKeeper> =>
    (loading ??= import('./workspace-sync').then(({ WorkspaceSync }) => {
      loaded = new WorkspaceSync(context(), timers);
      return loaded;
    }));
  const begin = (): void => {
    const { workspace, log } = context();
    if (!hasServer(workspace.read)) return;
    keeper().then(
      (one) => one.start(),
      (error: unknown) => void log.bug('sync.start', error),
    );
  };
  return {
    isAutomatic,
    keeper,
    start: () => {
      if (!isAutomatic || context().workspace.readOnly) return;
      if (loaded) begin();
      else cancelStart = timers.after(startAfterMs, begin);
    },
    edited: (tables) => loaded?.edited(tables),
    wake: () => loaded?.wake(),
    close: async () => {
      cancelStart();
      await (await loading)?.close();
    },
  };
}
