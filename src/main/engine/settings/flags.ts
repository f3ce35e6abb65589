import type { ReadableDb, WritableDb } from '../storage/database';
import { toInstant } from '../../../shared/kernel/clock';
import { readFlagRow, writeFlagRow } from './flags-repository';

/** Facts about the workspace that are no settings: nobody chooses them. */
export type FlagName = 'sample';

/** Whether the workspace was made with the sample; such a one is never connected to a server. */
export function readFlag(db: ReadableDb, name: FlagName): boolean {
  return readFlagRow(db, `workspace.${name}`) === 'true';
}

export function writeFlag(db: WritableDb, name: FlagName, value: boolean, nowMs: number): void {
  writeFlagRow(db, `workspace.${name}`, JSON.stringify(value), toInstant(nowMs));
}
