import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Encrypted secrets by key, in a file that only this user may read. */
export type SecretFile = {
  readonly get: (key: string) => Buffer | undefined;
  readonly set: (key: string, encrypted: Buffer) => void;
  readonly remove: (key: string) => void;
};

/** Opens the file; one that is damaged counts as empty, because its passwords can be typed again. */
export function openSecretFile(file: string): SecretFile {
  const change = (edit: (entries: Map<string, string>) => void): void => {
    const entries = load(file);
    edit(entries);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.part`, JSON.stringify(Object.fromEntries(entries), null, 2), {
      mode: 0o600,
    });
    renameSync(`${file}.part`, file);
  };
  return {
    get: (key) => {
      const entry = load(file).get(key);
      return entry === undefined ? undefined : Buffer.from(entry, 'base64');
    },
    set: (key, encrypted) => change((entries) => entries.set(key, encrypted.toString('base64'))),
    remove: (key) => {
      if (load(file).has(key)) change((entries) => entries.delete(key));
    },
  };
}

function load(file: string): Map<string, string> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value !== 'object' || value === null) return new Map();
    return new Map(
      Object.entries(value).flatMap(([key, entry]) =>
        typeof entry === 'string' ? [[key, entry] as const] : [],
      ),
    );
  } catch {
    // Not there yet, or damaged: see above.
    return new Map();
  }
}
