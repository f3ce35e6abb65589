import type { ReadableDb } from '../storage/database';
import { storedSetting } from './repository';

/** The name written beside every change: the one in the settings, or `fallback` when it is empty. */
export function readWho(db: ReadableDb, fallback: string): string {
  const stored = storedSetting(db, 'who');
  return typeof stored === 'string' && stored.trim() !== '' ? stored : fallback;
}
