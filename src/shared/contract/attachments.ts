import { z } from 'zod';
import { command, query } from './define';

const nothing = z.strictObject({});

/** How a file that a learner handed in stands, as far as work without a network goes. */
export const offlineFileStates = [
  'kept',
  'fetching',
  /** Will be fetched by itself. */
  'waiting',
  /** Could not be fetched; `problem` says why, `retryAt` when it is tried again. */
  'failed',
  'too_large',
  /** Never fetched as things are: another scheme, an address that is not allowed, a bad certificate. */
  'refused',
  /** Not wanted: the work is graded, fetching is off, or the workspace has no server. */
  'not_kept',
] as const;

const problem = z.strictObject({ code: z.string(), message: z.string() });

const offlineFile = z.strictObject({
  url: z.string(),
  /** A name that is safe to suggest for a copy. */
  name: z.string(),
  state: z.enum(offlineFileStates),
  bytes: z.number().nullable(),
  /** What the server said it is; never trusted. */
  contentType: z.string().nullable(),
  fetchedAt: z.string().nullable(),
  problem: problem.nullable(),
  retryAt: z.string().nullable(),
});
export type OfflineFile = z.output<typeof offlineFile>;

/** What a person can set; sizes in bytes. */
export const offlineFileSettings = z.strictObject({
  enabled: z.boolean(),
  /** All kept files together. */
  totalBytes: z.number().int().min(0).max(10_000_000_000_000),
  /** The largest single file. */
  fileBytes: z.number().int().min(1).max(1_000_000_000_000),
  /** Fetch from private networks also where the server itself is reached at a public address. */
  allowPrivate: z.boolean(),
});
export type OfflineFileSettings = z.output<typeof offlineFileSettings>;

const status = offlineFileSettings.extend({
  hasServer: z.boolean(),
  /** Files are being fetched at this moment. */
  running: z.boolean(),
  /** Where they are kept. */
  folder: z.string(),
  kept: z.number(),
  keptBytes: z.number(),
  waiting: z.number(),
  failed: z.number(),
  tooLarge: z.number(),
  refused: z.number(),
  /** Up to a hundred files that could not be kept, those tried last first. */
  problems: z.array(
    problem.extend({
      url: z.string(),
      state: z.enum(['failed', 'too_large', 'refused']),
      retryAt: z.string().nullable(),
    }),
  ),
});
export type OfflineFileStatus = z.output<typeof status>;

/** Files that learners handed in, kept so that their work can be graded without a network. */
export const attachments = {
  list: query(
    z.strictObject({ submissionId: z.string() }),
    z.strictObject({
      files: z.array(offlineFile),
      /** False in a workspace without a server, or open for reading. */
      canFetch: z.boolean(),
    }),
    ['lectern_offline_file', 'AssignmentSubmission', 'lectern_setting', 'lectern_sync_state'],
  ),
  status: query(nothing, status, ['lectern_offline_file', 'lectern_setting', 'lectern_sync_state']),
  /** Changes settings; what can be fetched now is fetched, what is over the budget is removed. */
  configure: command(offlineFileSettings.partial(), status),
  /**
   * Fetches what is missing now, whatever failed before, and answers when it is done; `urls` limits
   * it to these. Can be cancelled; what was kept by then stays.
   */
  fetch: command(z.strictObject({ urls: z.array(z.string()).max(1_000).optional() }), status),
  /** Writes a copy of a kept file, after its hash was checked. */
  saveCopy: command(
    z.strictObject({ url: z.string(), file: z.string().min(1).max(4_096) }),
    z.strictObject({ file: z.string(), bytes: z.number() }),
  ),
  /** Removes every kept file; with fetching on, those of ungraded work are fetched again later. */
  clear: command(nothing, status),
} as const;
