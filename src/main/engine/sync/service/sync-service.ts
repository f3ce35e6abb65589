import type { SyncStatus } from '../../../../shared/contract/sync';
import type { SyncProgress } from '../progress';
import type { SyncHealth } from './health-answer';
import type { CycleKind } from './loop';

/** Rows of a table that are not here as they are on the server. */
type Difference = { readonly table: string; readonly ids: readonly string[] };

/** What keeps one workspace in step with its server: everything in it runs one after the other. */
export type SyncKeeper = {
  /** From now on it goes by itself, beginning at once. */
  readonly start: () => void;
  /** A person changed rows of these tables: they are sent soon. */
  readonly edited: (tables: readonly string[]) => void;
  /** The network is there again, the computer woke up, or a person wants it now. */
  readonly wake: () => void;
  /**
   * One cycle, or the one that is about to begin; throws what stops it. `watch` is told how far it
   * is. Refused without a server, and while it is paused.
   */
  readonly cycle: (
    kind: CycleKind,
    signal?: AbortSignal,
    watch?: (progress: SyncProgress) => void,
  ) => Promise<void>;
  /** Compares with the server; changes no row. */
  readonly verify: (signal?: AbortSignal) => Promise<{
    readonly differs: readonly Difference[];
    readonly compared: { readonly [table: string]: number };
  }>;
  /** Mends what differs; `differs` is what still does. */
  readonly repair: (signal?: AbortSignal) => Promise<{
    readonly repaired: number;
    readonly differs: readonly Difference[];
  }>;
  /** Work that no cycle may run beside, without a connection of its own. */
  readonly betweenCycles: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  /** Whether the last cycle of this program failed. */
  readonly hasTrouble: () => boolean;
  /** As it is now; `exactly` counts large tables too. */
  readonly status: (exactly?: boolean) => SyncStatus;
  readonly health: () => SyncHealth;
  /** Stops what is under way, or lets it go on. */
  readonly pause: (paused: boolean) => void;
  /** Stops what is under way and waits for it. */
  readonly close: () => Promise<void>;
};

/**
 * The same as the rest of the engine knows it. Its code and the driver's are read only when they
 * are needed: most starts are without a server.
 */
export type SyncService = {
  /** Whether it goes by itself in this program, once there is a server. */
  readonly isAutomatic: boolean;
  /** The keeper of this workspace; the same at every call. */
  readonly keeper: () => Promise<SyncKeeper>;
  /** From soon on it goes by itself where the workspace has a server and this program may. */
  readonly start: () => void;
  /** A person changed rows of these tables. */
  readonly edited: (tables: readonly string[]) => void;
  /** A saved server or its password changed, or a network is there again. */
  readonly wake: () => void;
  /** From the moment on at which the program began to close. */
  readonly isClosing: () => boolean;
  /** Stops what is under way and waits for it. */
  readonly close: () => Promise<void>;
};
