/** Whether secrets outlive this program, and if not, why; the reason is a sentence for a person. */
export type SecretKeeping =
  { readonly kept: true } | { readonly kept: false; readonly reason: string };

/**
 * Where secrets are kept. Two makers: the window keeps them in the keychain of the operating
 * system, the command line takes them from the environment or asks. Keys are not secret.
 */
export type SecretStore = {
  readonly available: () => Promise<SecretKeeping>;
  /** Undefined when there is none, or when it cannot be read any more (another keychain, another user). */
  readonly get: (key: string) => Promise<string | undefined>;
  /** Says whether it is kept: a keychain may refuse at the last moment. */
  readonly set: (key: string, value: string) => Promise<SecretKeeping>;
  readonly remove: (key: string) => Promise<void>;
  /** Asks the person, without showing what is typed; undefined when nobody can be asked. */
  readonly ask?: (question: string) => Promise<string | undefined>;
};

/** Secrets as the engine uses them: what cannot be kept is remembered until the engine closes. */
export type Secrets = {
  readonly available: () => Promise<SecretKeeping>;
  readonly get: (key: string) => Promise<string | undefined>;
  /** Says whether it will be there next time. */
  readonly set: (key: string, value: string) => Promise<SecretKeeping>;
  /** Only until the engine closes; such as a password that was just typed. */
  readonly remember: (key: string, value: string) => void;
  readonly remove: (key: string) => Promise<void>;
  readonly ask: (question: string) => Promise<string | undefined>;
};

const notKept: SecretKeeping = {
  kept: false,
  reason: 'This program has no keychain, so passwords are remembered until it ends.',
};

const noStore: SecretStore = {
  available: async () => notKept,
  get: async () => undefined,
  set: async () => notKept,
  remove: async () => undefined,
};

/** Puts a memory in front of a store; without a store the memory is all there is. */
export function createSecrets(store: SecretStore = noStore): Secrets {
  const memory = new Map<string, string>();
  return {
    available: store.available,
    get: async (key) => memory.get(key) ?? store.get(key),
    set: async (key, value) => {
      memory.set(key, value);
      return store.set(key, value);
    },
    remember: (key, value) => void memory.set(key, value),
    remove: async (key) => {
      memory.delete(key);
      await store.remove(key);
    },
    ask: async (question) => store.ask?.(question),
  };
}
