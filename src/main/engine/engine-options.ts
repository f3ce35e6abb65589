import type { Clock } from '../../shared/kernel/clock';
import type { RandomBytes } from '../../shared/kernel/ids';
import type { SecretStore } from './connections/secrets';
import type { EngineFolders } from './context';
import type { Timers } from './sync/service/timers';

/** What the outside gives the engine; everything else it builds itself. */
export type EngineOptions = {
  readonly file: string;
  readonly mode: 'read' | 'write';
  /** Named to another program that finds the workspace taken. */
  readonly program: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly folders: EngineFolders & { readonly workers: string };
  readonly logFile: string | undefined;
  readonly version: string;
  /** Written beside a change when the settings name nobody. */
  readonly userName: string;
  /** Copies at start and every half hour; off for short-lived programs. */
  readonly backups: boolean;
  /** Sync goes by itself; off for short-lived programs, which ask for each cycle. */
  readonly autoSync?: boolean;
  /** Those of the process when left out. */
  readonly timers?: Timers;
  /** Where passwords are kept; without one they are remembered until the engine closes. */
  readonly secrets?: SecretStore;
};
