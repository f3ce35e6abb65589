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
  /** The answer to `secret-request` of the same id. */
  | { readonly kind: 'secret-answer'; readonly id: number; readonly answer: SecretAnswer }
  | { readonly kind: 'close' };

export type HostReply =
  | { readonly kind: 'opened'; readonly file: string }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'closed' }
  /** The keychain belongs to the shell; the engine asks for what it needs from it. */
  | { readonly kind: 'secret-request'; readonly id: number; readonly request: SecretRequest };

/** What the engine asks of the keychain; keys are no secret. */
export type SecretRequest =
  | { readonly what: 'available' }
  | { readonly what: 'get'; readonly key: string }
  | { readonly what: 'set'; readonly key: string; readonly value: string }
  | { readonly what: 'remove'; readonly key: string };

/** `reason`: why nothing can be kept; `value`: the secret of a `get`; neither when all is well. */
export type SecretAnswer = {
  readonly kept: boolean;
  readonly reason?: string;
  readonly value?: string;
};
