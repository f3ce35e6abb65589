import { closeSync, existsSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { hiddenBeside } from './hidden-beside';
import { giveToOwnerOf } from './same-owner';

/** Space set aside beside the workspace and given back when the disk is full. */
export type Ballast = {
  /** Frees the space; true when there was some to free, so trying again makes sense. */
  readonly release: () => boolean;
};

const size = 4 * 1024 * 1024;

/**
 * Reserves 4 MiB of real blocks beside the workspace, so that the change a person has just made
 * can still be stored when the disk fills up. No space for it now is no reason not to open.
 */
export function reserveBallast(file: string): Ballast {
  const ballast = hiddenBeside(file, 'ballast');
  if (!existsSync(ballast)) {
    fill(ballast);
    if (existsSync(ballast)) giveToOwnerOf(file, ballast);
  }
  return {
    release: () => {
      if (!existsSync(ballast)) return false;
      rmSync(ballast, { force: true });
      return true;
    },
  };
}

function fill(ballast: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(ballast, 'w');
    // Written, not truncated to size: a sparse file would reserve nothing.
    const block = Buffer.alloc(256 * 1024, 1);
    for (let written = 0; written < size; written += block.length) writeSync(descriptor, block);
  } catch {
    // A nearly full disk: an incomplete reserve would only make it fuller.
    if (descriptor !== undefined) ftruncateSync(descriptor, 0);
    rmSync(ballast, { force: true });
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
