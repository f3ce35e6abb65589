import type { Workspace } from '../storage/workspace';
import { countFiles, forgetFiles, pageOfFiles } from './repository';
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

const everything = 1_000_000;

type RoomOptions = {
  readonly workspace: Workspace;
  readonly store: FileStore;
  readonly totalBytes: number;
  readonly isWanted: (url: string) => boolean;
};

/** Opens the budget for one round. Files of work that is still to be graded are never removed. */
export function openRoom(options: RoomOptions): Room {
  return new Budget(options);
}

class Budget implements Room {
  // Counted once a round: it is asked for before every file.
  #kept: number;
  #promised = 0;
  #removable: Removable[] | undefined;

  constructor(private readonly options: RoomOptions) {
    this.#kept = countFiles(options.workspace.read).keptBytes;
  }

  readonly most = (enough: number): number => {
    if (this.#free() >= enough) return enough;
    const rest = this.#mayGo().reduce((sum, { bytes }) => sum + bytes, 0);
    return Math.min(enough, this.#free() + rest);
  };

  readonly take = (bytes: number): boolean => {
    if (!this.#makeFree(bytes)) return false;
    this.#promised += bytes;
    return true;
  };

  readonly keep = (bytes: number): void => {
    this.#promised -= bytes;
    this.#kept += bytes;
  };

  readonly release = (bytes: number): void => {
    this.#promised -= bytes;
  };

  readonly trim = (): void => {
    this.#makeFree(0);
  };

  #free(): number {
    return this.options.totalBytes - this.#promised - this.#kept;
  }

  #mayGo(): Removable[] {
    const { workspace, isWanted } = this.options;
    return (this.#removable ??= findRemovable(workspace, isWanted));
  }

  #makeFree(bytes: number): boolean {
    const { workspace, store } = this.options;
    while (this.#free() < bytes) {
      const one = this.#mayGo().shift();
      if (!one) return false;
      // First from the disk, then from the list: what a crash leaves between is found again.
      if (!store.remove(one.sha256)) continue;
      workspace.write((db) => forgetFiles(db, one.urls));
      this.#kept -= one.bytes;
    }
    return true;
  }
}

function findRemovable({ read }: Workspace, isWanted: (url: string) => boolean): Removable[] {
  const contents = new Map<string, Removable>();
  const needed = new Set<string>();
  for (const { url, sha256, bytes, usedAt } of pageOfFiles(read, 0, everything, 'kept')) {
    if (sha256 === null) continue;
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
