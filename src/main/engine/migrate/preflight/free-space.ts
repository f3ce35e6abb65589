import { statfsSync } from 'node:fs';
import { blocker, type Preflight } from './complaint';

/** How many bytes a disk has left for this folder; undefined when it cannot be seen from here. */
export type FreeBytes = (folder: string) => number | undefined;

export const freeBytesOf: FreeBytes = (folder) => {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    // Another machine's folder, or one that this user may not see.
    return undefined;
  }
};

/** Bytes of a ledger row with its three indexes, and of a UserXP row with its two (measured). */
const perAward = 450;
const perLearner = 300;
/** The same again and more goes through the log before it is recycled. */
const withLog = 2.5;

/** What the back-fill is going to need on the server's disk, in bytes. */
export function backfillBytes(awards: number, learners: number): number {
  return Math.ceil((awards * perAward + learners * perLearner) * withLog);
}

/** Complains when there is less than twice of what is needed; without a look at the disk, tells. */
export function spaceFindings(
  place: string,
  neededBytes: number,
  free: number | undefined,
): Preflight {
  const needed = `The steps need about ${readable(neededBytes)} on ${place}`;
  if (free === undefined) {
    return {
      complaints: [],
      information: [`${needed}, log included; Lectern cannot see how much is free there.`],
    };
  }
  if (free >= 2 * neededBytes) return { complaints: [], information: [] };
  return {
    complaints: [
      blocker(
        'free_space',
        place,
        `${needed}, and ${readable(free)} are free.`,
        `Free some space, so that at least ${readable(2 * neededBytes)} are left; a full disk stops the whole server.`,
      ),
    ],
    information: [],
  };
}

function readable(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  if (megabytes < 1) return 'less than 1 MB';
  return megabytes < 2048 ? `${Math.ceil(megabytes)} MB` : `${(megabytes / 1024).toFixed(1)} GB`;
}
