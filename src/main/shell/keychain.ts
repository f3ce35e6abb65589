import type { SecretAnswer, SecretRequest } from '../../shared/contract/host';
import type { SecretFile } from './secret-file';

/**
 * The part of Electron's safeStorage used here. The asynchronous calls are newer than the others;
 * the list of backends is Linux's alone.
 */
export type SafeStorage = {
  readonly isEncryptionAvailable: () => boolean;
  readonly encryptString: (plain: string) => Buffer;
  readonly decryptString: (encrypted: Buffer) => string;
  readonly isAsyncEncryptionAvailable?: () => Promise<boolean>;
  readonly encryptStringAsync?: (plain: string) => Promise<Buffer>;
  readonly decryptStringAsync?: (
    encrypted: Buffer,
  ) => Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
  readonly getSelectedStorageBackend?: () => string;
};

/** Answers the engine's requests for secrets: encrypted by the system's keychain, kept in a file. */
export function createKeychain(
  storage: SafeStorage,
  file: SecretFile,
): (request: SecretRequest) => Promise<SecretAnswer> {
  return async (request) => {
    const reason = await whyNot(storage);
    // Removing needs no keychain: what is to be forgotten must never stay for want of one.
    if (request.what === 'remove') file.remove(request.key);
    if (reason !== undefined) return { kept: false, reason };
    if (request.what === 'get')
      return { kept: true, value: await read(storage, file, request.key) };
    if (request.what !== 'set') return { kept: true };
    try {
      file.set(request.key, await encrypt(storage, request.value));
      return { kept: true };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { kept: false, reason: `The keychain or its file refused the password: ${why}` };
    }
  };
}

/** Why nothing may be kept, as a sentence; undefined when all is well. */
async function whyNot(storage: SafeStorage): Promise<string | undefined> {
  // Said of Linux without a keyring: it would encrypt with a key that everybody knows.
  if (storage.getSelectedStorageBackend?.() === 'basic_text') {
    return 'No keyring (GNOME Keyring, KWallet) is running on this computer, so passwords are remembered only until Lectern ends.';
  }
  const available = storage.isAsyncEncryptionAvailable
    ? await storage.isAsyncEncryptionAvailable().catch(() => false)
    : storage.isEncryptionAvailable();
  if (available) return undefined;
  return 'The keychain of this computer cannot be used now, so passwords are remembered only until Lectern ends.';
}

function encrypt(storage: SafeStorage, plain: string): Promise<Buffer> {
  if (storage.encryptStringAsync) return storage.encryptStringAsync(plain);
  return Promise.resolve(storage.encryptString(plain));
}

async function read(
  storage: SafeStorage,
  file: SecretFile,
  key: string,
): Promise<string | undefined> {
  const encrypted = file.get(key);
  if (!encrypted) return undefined;
  try {
    if (!storage.decryptStringAsync) return storage.decryptString(encrypted);
    const { result, shouldReEncrypt } = await storage.decryptStringAsync(encrypted);
    if (shouldReEncrypt) file.set(key, await encrypt(storage, result));
    return result;
  } catch {
    // Written under another keychain or another user: as good as none, and can be typed again.
    return undefined;
  }
}
