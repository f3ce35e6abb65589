import type { Failure } from '../kernel/errors';

/** What the shell asks of the engine's process beside the calls that windows make. */
export type HostRequest =
  | {
      readonly kind: 'open';
      readonly file: string;
      /** Makes the file first when it is not there. */
      readonly create: 'empty' | 'sample' | undefined;
      /** Puts this backup in the place of the file first. */
      readonly restoreFrom: string | undefined;
      readonly folders: { readonly data: string; readonly root: string };
      readonly version: string;
      readonly userName: string;
    }
  /** A port to a window comes with it. */
  | { readonly kind: 'serve' }
  | { readonly kind: 'close' };

export type HostReply =
  | { readonly kind: 'opened'; readonly file: string }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'closed' };
