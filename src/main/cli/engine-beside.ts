import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, type SecretStore } from '../engine/engine';
import { unwrap } from './answers';
import { createWorkspace, isThere, openEngine } from './engine-access';

/** An engine for work on another database, and what closes it. */
export type EngineBeside = { readonly engine: Engine; readonly close: () => Promise<void> };

/**
 * Opens an engine whose workspace is not what the work is about: the usual one, for reading (its
 * settings say who works here), or an empty one for the moment where there is none that opens.
 */
export async function openEngineBeside(file: string, secrets: SecretStore): Promise<EngineBeside> {
  const usual = isThere(file) ? openEngine(file, 'read', secrets) : undefined;
  if (usual?.ok) return { engine: usual.value, close: usual.value.close };
  const folder = mkdtempSync(join(tmpdir(), 'lectern-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const made = unwrap(await createWorkspace(join(folder, 'empty.lectern'), false));
    const engine = unwrap(openEngine(made.file, 'read', secrets));
    return { engine, close: () => engine.close().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}
