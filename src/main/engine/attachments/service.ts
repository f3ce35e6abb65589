import { statfs } from 'node:fs/promises';
import type { OfflineFileSettings } from '../../../shared/contract/attachments';
import { toInstant } from '../../../shared/kernel/clock';
import { fail } from '../../../shared/kernel/errors';
import { inBatches } from '../../../shared/kernel/in-batches';
import { refuseReading } from '../storage/workspace';
import type {
  AttachmentOptions,
  Attachments,
  AttachmentSurroundings,
  Patience,
} from './attachments';
import { readServer, storeChoices } from './choices';
import { eachFile } from './each-file';
import { countFiles, forgetFiles, wantAgain } from './repository';
import { createRounds, type Rounds } from './rounds';
import { saveCopy } from './save-copy';
import { createSchedule, type Schedule } from './schedule';
import { openFileStore, type FileStore } from './store';

const usualPatience: Patience = {
  answerMs: 20_000,
  stallMs: 30_000,
  settleMs: 1_000,
  surveyEveryMs: 30_000,
  quietMs: 1_000,
};

const sliceSize = 200;

type Parts = AttachmentSurroundings & {
  readonly store: FileStore;
  readonly rounds: Rounds;
  readonly schedule: Schedule;
};

/**
 * Keeps the files of ungraded work on this computer. Nothing is fetched by itself before the first
 * pull, in a workspace without a server, in one that is open for reading, or while it is off.
 */
export function createAttachments(
  surroundings: AttachmentSurroundings,
  options: AttachmentOptions = {},
): Attachments {
  const { workspace } = surroundings;
  const patience = { ...usualPatience, ...options.patience };
  const freeBytes = options.freeBytes ?? freeBytesOf;
  const store = openFileStore(workspace.file);
  const rounds = createRounds({ ...surroundings, store, patience, freeBytes });
  const schedule = createSchedule({ ...surroundings, patience, rounds });
  const parts: Parts = { ...surroundings, store, rounds, schedule };
  return {
    afterPull: schedule.afterPull,
    fetchNow: (request) => fetchNow(parts, request),
    configure: (patch) => configure(parts, patch),
    saveCopy: (url, file) => saveCopy({ ...parts, lost: schedule.look }, url, file),
    clear: () => clear(parts),
    isRunning: rounds.isRunning,
    isFetching: rounds.isFetching,
    totals: () => {
      const { kept, keptBytes } = countFiles(workspace.read);
      return { kept, bytes: keptBytes };
    },
    folder: store.folder,
    close: async () => {
      schedule.stop();
      await rounds.stop();
    },
  };
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function fetchNow(
  { workspace, schedule }: Parts,
  { urls, signal }: Parameters<Attachments['fetchNow']>[0],
): Promise<void> {
  if (!readServer(workspace.read)) {
    fail(
      'refused',
      'This workspace has no server, so its files are not fetched. Nothing was changed. Connect it with Sync first (or: sync init).',
    );
  }
  refuseReading(workspace);
  const end = await schedule.run({ fetch: true, always: true, urls, signal });
  if (end === 'stopped') {
    fail('cancelled', 'Fetching was stopped. What was kept by then stays.');
  }
}

/** What stood in the way of a file before may not any more. */
function configure(
  { workspace, clock, emit, schedule }: Parts,
  patch: Partial<OfflineFileSettings>,
): void {
  refuseReading(workspace);
  const at = toInstant(clock.now());
  workspace.write((db) => {
    storeChoices(db, patch, at);
    wantAgain(db, ['too_large', 'no_room', 'address']);
  });
  emit('changed', { tables: ['lectern_setting', 'lectern_offline_file'] });
  schedule.look();
}

/** First from the disk, then from the list; a file that is held open elsewhere stays in both. */
async function clear({ workspace, store, rounds, emit }: Parts): Promise<void> {
  refuseReading(workspace);
  await rounds.stop();
  const gone: string[] = [];
  await eachFile(workspace.read, new AbortController().signal, ({ url, sha256 }) => {
    if (sha256 === null || store.remove(sha256)) gone.push(url);
  });
  for (const urls of inBatches(gone, sliceSize)) {
    workspace.write((db) => forgetFiles(db, urls));
  }
  emit('changed', { tables: ['lectern_offline_file'] });
}
