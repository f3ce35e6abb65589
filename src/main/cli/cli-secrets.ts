import type { SecretStore } from '../engine/engine';
import { askHidden, type Terminal } from './ask-hidden';

/** Secrets of the command line: LECTERN_PASSWORD, or what the person types; nothing is kept. */
export function createCliSecrets(
  password: string | undefined,
  terminal: Terminal,
  signal: AbortSignal,
): SecretStore {
  const notKept = {
    kept: false,
    reason:
      'The command line has no keychain. Set LECTERN_PASSWORD, or let it ask at the terminal.',
  } as const;
  return {
    available: async () => notKept,
    // One password for whatever server the call names: a call names one.
    get: async () => (password === undefined || password === '' ? undefined : password),
    set: async () => notKept,
    remove: async () => undefined,
    ask: (question: string) => askHidden(question, terminal, signal),
  };
}
