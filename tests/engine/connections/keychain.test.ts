import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ServerPort } from '../../../src/main/engine/rpc/port-server';
import { createUtilityHost } from '../../../src/main/engine/utility-host';
import { createKeychain, type SafeStorage } from '../../../src/main/shell/keychain';
import { openSecretFile } from '../../../src/main/shell/secret-file';
import { createClient } from '../../../src/shared/contract/client';
import type { EngineClient } from '../../../src/shared/contract';
import type { HostReply, HostRequest, SecretRequest } from '../../../src/shared/contract/host';
import type { Reply } from '../../../src/shared/contract/wire';
import type { Failure } from '../../../src/shared/kernel/errors';
import type { Result } from '../../../src/shared/kernel/result';
import { expectOk } from '../../support/engine';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-keychain-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const secretFile = (): string => join(folder, 'data', 'secrets.json');

/** Encrypts as good as nothing, but not in the clear; a stand-in for the system's keychain. */
function flip(text: string): string {
  return [...text].map((one) => String.fromCharCode(one.charCodeAt(0) ^ 1)).join('');
}

const older: SafeStorage = {
  isEncryptionAvailable: () => true,
  encryptString: (plain) => Buffer.from(`old:${flip(plain)}`),
  decryptString: (encrypted) => flip(encrypted.toString().replace(/^old:/, '')),
};

const newer: SafeStorage = {
  ...older,
  isEncryptionAvailable: () => false,
  encryptString: () => Buffer.from(''),
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (plain) => Buffer.from(`new:${flip(plain)}`),
  decryptStringAsync: async (encrypted) => ({
    result: flip(encrypted.toString().replace(/^(old|new):/, '')),
    shouldReEncrypt: encrypted.toString().startsWith('old:'),
  }),
  getSelectedStorageBackend: () => 'gnome_libsecret',
};

const keychain = (storage: SafeStorage) => createKeychain(storage, openSecretFile(secretFile()));

describe('the keychain of the window', () => {
  test.each([
    ['with the older, synchronous calls', older],
    ['with the newer, asynchronous ones', newer],
  ])('keeps, gives back and forgets a secret %s', async (_name, storage) => {
    const answer = keychain(storage);
    expect(await answer({ what: 'available' })).toEqual({ kept: true });
    expect(await answer({ what: 'get', key: 'a' })).toEqual({ kept: true, value: undefined });
    expect(await answer({ what: 'set', key: 'a', value: 'open sesame' })).toEqual({ kept: true });
    expect((await keychain(storage)({ what: 'get', key: 'a' })).value).toBe('open sesame');
    expect(readFileSync(secretFile(), 'utf8')).not.toContain('sesame');
    if (process.platform !== 'win32') expect(statSync(secretFile()).mode & 0o077).toBe(0);
    await answer({ what: 'remove', key: 'a' });
    expect((await answer({ what: 'get', key: 'a' })).value).toBeUndefined();
    expect(readFileSync(secretFile(), 'utf8')).toBe('{}');
  });

  test('encrypts again what was encrypted with an older key', async () => {
    await keychain(older)({ what: 'set', key: 'a', value: 'open sesame' });
    const before = readFileSync(secretFile(), 'utf8');
    expect((await keychain(newer)({ what: 'get', key: 'a' })).value).toBe('open sesame');
    expect(readFileSync(secretFile(), 'utf8')).not.toBe(before);
    expect((await keychain(newer)({ what: 'get', key: 'a' })).value).toBe('open sesame');
  });

  test.each<[string, SafeStorage, string]>([
    [
      'there is only a key that everybody knows',
      { ...newer, getSelectedStorageBackend: () => 'basic_text' },
      'No keyring',
    ],
    [
      'it is not available',
      { ...newer, isAsyncEncryptionAvailable: async () => false },
      'cannot be used',
    ],
    [
      'asking it fails',
      { ...newer, isAsyncEncryptionAvailable: () => Promise.reject(new Error('locked')) },
      'cannot be used',
    ],
  ])('keeps nothing where %s, and says why', async (_name, storage, words) => {
    const answer = keychain(storage);
    for (const request of [
      { what: 'available' },
      { what: 'set', key: 'a', value: 'open sesame' },
      { what: 'get', key: 'a' },
    ] as const satisfies readonly SecretRequest[]) {
      const { kept, reason, value } = await answer(request);
      expect([kept, value]).toEqual([false, undefined]);
      expect(reason).toContain(words);
    }
    expect(() => readFileSync(secretFile())).toThrow('ENOENT');
  });

  test('forgets even where it cannot read', async () => {
    await keychain(older)({ what: 'set', key: 'a', value: 'open sesame' });
    await keychain({ ...older, isEncryptionAvailable: () => false })({ what: 'remove', key: 'a' });
    expect(readFileSync(secretFile(), 'utf8')).toBe('{}');
  });

  test('has no secret where it was encrypted elsewhere or the file is damaged', async () => {
    const answer = keychain({
      ...older,
      decryptString: () => {
        throw new Error('another keychain');
      },
    });
    await answer({ what: 'set', key: 'a', value: 'open sesame' });
    expect(await answer({ what: 'get', key: 'a' })).toEqual({ kept: true, value: undefined });
    writeFileSync(secretFile(), '{"a":');
    expect((await keychain(older)({ what: 'get', key: 'a' })).value).toBeUndefined();
    expect(await keychain(older)({ what: 'set', key: 'a', value: 'x' })).toEqual({ kept: true });
  });

  test('says so when encrypting fails at the last moment', async () => {
    const { kept, reason } = await keychain({
      ...older,
      encryptString: () => {
        throw new Error('the keychain was locked');
      },
    })({ what: 'set', key: 'a', value: 'open sesame' });
    expect(kept).toBe(false);
    expect(reason).toContain('the keychain was locked');
  });
});

describe('a password saved in the window', () => {
  test('goes from the engine through the shell into the keychain, and comes back', async () => {
    const secrets = keychain(older);
    const first = await startHost(secrets);
    const settings = {
      host: 'db.example.org',
      port: 5432,
      database: 'lms',
      user: 'ann',
      tls: { mode: 'verify-full' },
    } as const;
    const { target } = expectOk(
      await first.client.targets.save({
        name: 'School',
        role: 'production',
        settings,
        password: 'open sesame',
      }),
    );
    await first.close();
    const second = await startHost(secrets);
    const { targets, secrets: keeping } = expectOk(await second.client.targets.list({}));
    expect(targets).toEqual([{ ...target, hasPassword: true }]);
    expect(keeping).toEqual({ kept: true, reason: null });
    await second.close();
    for (const file of ['secrets.json', 'targets.json', 'logs/lectern.log']) {
      expect(readFileSync(join(folder, 'data', file), 'utf8')).not.toContain('sesame');
    }
    const unkept = await startHost(async () => ({ kept: false, reason: 'No keyring.' }));
    const listed = expectOk(await unkept.client.targets.list({}));
    expect(listed.targets[0]?.hasPassword).toBe(false);
    expect(listed.secrets).toEqual({ kept: false, reason: 'No keyring.' });
    await unkept.close();
  });
});

/** The engine's process without a process: what the shell sends and answers. */
async function startHost(secrets: ReturnType<typeof createKeychain>): Promise<{
  readonly client: EngineClient;
  readonly close: () => Promise<void>;
}> {
  const told: HostReply[] = [];
  const handle = createUtilityHost((reply) => {
    told.push(reply);
    if (reply.kind !== 'secret-request') return;
    void secrets(reply.request).then((answer) =>
      handle({ kind: 'secret-answer', id: reply.id, answer }, []),
    );
  });
  const open: HostRequest = {
    kind: 'open',
    file: join(folder, 'test.lectern'),
    create: 'empty',
    restoreFrom: undefined,
    folders: { data: join(folder, 'data'), root: resolve(import.meta.dirname, '../../..') },
    version: '0.0.0',
    userName: 'tester',
  };
  await handle(open, []);
  expect(told.map((reply) => reply.kind)).toEqual(['opened']);
  const { port, client } = connectedPort();
  await handle({ kind: 'serve' }, [port]);
  return { client, close: () => handle({ kind: 'close' }, []) };
}

function connectedPort(): { readonly port: ServerPort; readonly client: EngineClient } {
  const pending = new Map<number, (result: Result<unknown, Failure>) => void>();
  let receive: (message: { readonly data: unknown }) => void = () => undefined;
  const port: ServerPort = {
    postMessage: (reply: Reply) => {
      if (reply.kind === 'answer') pending.get(reply.id)?.(reply.result);
    },
    on: (event, listener) => {
      if (event === 'message') receive = listener;
    },
    start: () => undefined,
  };
  const client = createClient(
    (method, input) =>
      new Promise((answered) => {
        const id = pending.size + 1;
        pending.set(id, answered);
        receive({ data: { kind: 'call', id, method, input } });
      }),
  );
  return { port, client };
}
