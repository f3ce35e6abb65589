import type { Workspace } from '../storage/workspace';
import { countFiles, forgetFiles, listFiles } from './repository';
import type { FileStore } from './store';

/** The budget of kept files, and what is promised of it to files on their way. */
export type Room = {
  /** Bytes, up to `enough`, that a new file may have at most, if all that may go went. */
  readonly most: (enough: number) => number;
  /** Promises room, removing what may go, the least recently used first; false: there is none. */
  readonly take: (bytes: number) => boolean;
  /** The file is there now. */
  readonly keep: (bytes: number) => void;
  /** The promise is not needed any more. */
  readonly release: (bytes: number) => void;
  /** Removes what may go until the budget holds. */
  readonly trim: () => void;
};

/** A content on the disk that no ungraded work needs. */
type Removable = {
  readonly sha256: string;
  readonly bytes: number;
  readonly usedAt: string;
  readonly urls: readonly string[];
};

/** Opens the budget for one round. Files of work that is still to be graded are never removed. */
export function openRoom(options: {
  readonly workspace: Workspace;
  readonly store: FileStore;
  readonly totalBytes: number;
  readonly isWanted: (url: string) => boolean;
}): Room {
  const { workspace, store, totalBytes, isWanted } = options;
  // Counted once a round: it is asked for before every file.
  let kept = countFiles(workspace.read).keptBytes;
  let promised = 0;
  const free = (): number => totalBytes - promised - kept;
  const removable = (): readonly Removable[] => findRemovable(workspace, isWanted);
  const makeFree = (bytes: number): boolean => {
    let missing = bytes - free();
    for (const one of missing > 0 ? removable() : []) {
      if (missing <= 0) break;
      // First from the disk, then from the list: what a crash leaves between is found again.
      if (!store.remove(one.sha256)) continue;
      workspace.write((db) => forgetFiles(db, one.urls));
      missing -= one.bytes;
      kept -= one.bytes;
    }
    return missing <= 0;
  };
  return {
    most: (enough) => {
      if (free() >= enough) return enough;
      return Math.min(enough, free() + removable().reduce((sum, { bytes }) => sum + bytes, 0));
    },
    take: (bytes) => {
      if (!makeFree(bytes)) return false;
      promised += bytes;
      return true;
    },
    keep: (bytes) => {
      promised -= bytes;
      kept += bytes;
    },
    release: (bytes) => {
      promised -= bytes;
    },
    trim: () => {
      makeFree(0);
    },
  };
}

function findRemovable(
  { read }: Workspace,
  isWanted: (url: string) => boolean,
): readonly Removable[] {
  const contents = new Map<string, Removable>();
  const needed = new Set<string>();
  for (const { url, state, sha256, bytes, usedAt } of listFiles(read)) {
    if (state !== 'kept' || sha256 === null) continue;
    if (isWanted(url)) needed.add(sha256);
    const known = contents.get(sha256);
    const at = usedAt ?? '';
    contents.set(sha256, {
      sha256,
      bytes: bytes ?? 0,
      usedAt: known && known.usedAt > at ? known.usedAt : at,
      urls: [...(known?.urls ?? []), url],
    });
  }
  return [...contents.values()]
    .filter(({ sha256 }) => !needed.has(sha256))
    .sort((a, b) => (a.usedAt < b.usedAt ? -1 : a.usedAt > b.usedAt ? 1 : 0));
}
