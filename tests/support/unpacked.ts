import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from './migration-target';

type Unzip = (
  zip: string,
  folder: string,
  place: (name: string) => string | undefined,
) => Promise<number>;

/** Unpacks a zip with a program that is not ours, into a folder that goes when the tests end. */
export async function unpacked(zip: string): Promise<string> {
  const program = resolve(import.meta.dirname, '../../scripts/setup/unzip.mjs');
  // A script without types; its one function is described above.
  const { unzip } = (await import(pathToFileURL(program).href)) as { readonly unzip: Unzip };
  const folder = join(temporaryFolder(), 'unpacked');
  await unzip(zip, folder, (name) => name);
  return folder;
}
