import type { HostReply, SecretAnswer, SecretRequest } from '../../../shared/contract/host';
import type { SecretKeeping, SecretStore } from './secrets';

const patienceMs = 30_000;

/** Secrets kept by the shell, which alone can reach the keychain; asked over the parent's port. */
export function createShellSecrets(send: (message: HostReply) => void): {
  readonly store: SecretStore;
  /** The shell's answer to the request of this id. */
  readonly answered: (id: number, answer: SecretAnswer) => void;
} {
  const waiting = new Map<number, (answer: SecretAnswer) => void>();
  let last = 0;
  const ask = (request: SecretRequest): Promise<SecretAnswer> => {
    last += 1;
    const id = last;
    return new Promise((resolve) => {
      // A locked keychain shows a dialog of its own; the person may have gone away.
      const timer = setTimeout(() => {
        waiting.delete(id);
        resolve({ kept: false, reason: 'The keychain of this computer does not answer.' });
      }, patienceMs);
      waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      send({ kind: 'secret-request', id, request });
    });
  };
  return {
    store: {
      available: async () => toKeeping(await ask({ what: 'available' })),
      get: async (key) => (await ask({ what: 'get', key })).value,
      set: async (key, value) => toKeeping(await ask({ what: 'set', key, value })),
      remove: async (key) => void (await ask({ what: 'remove', key })),
    },
    answered: (id, answer) => {
      waiting.get(id)?.(answer);
      waiting.delete(id);
    },
  };
}

function toKeeping({ kept, reason }: SecretAnswer): SecretKeeping {
  return kept ? { kept } : { kept, reason: reason ?? 'The keychain of this computer refuses it.' };
}
