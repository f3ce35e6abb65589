import type { OfflineFileStatus } from '../../../shared/contract/attachments';
import { done, table, unwrap, withComplaints } from '../answers';
import type { Command, CommandOutcome } from '../command';

const status: Command = {
  name: 'attachments status',
  summary: 'Say which files of ungraded work are kept for grading without a network.',
  usage: '',
  options: {},
  positionals: [0, 0],
  opens: 'read',
  run: async ({ client }) => {
    const answer = unwrap(await client.attachments.status({}));
    return done(answer, statusText(answer));
  },
};

const fetchThem: Command = {
  name: 'attachments fetch',
  summary: 'Fetch the files of ungraded work now, whatever failed before.',
  usage: '',
  options: {},
  positionals: [0, 0],
  opens: 'write',
  run: async ({ client, signal }) =>
    outcome(unwrap(await client.attachments.fetch({}, { signal }))),
};

/** Files that are not there are complaints: whoever goes on a train should know. */
function outcome(answer: OfflineFileStatus): CommandOutcome {
  const isMissing = answer.waiting + answer.failed + answer.tooLarge + answer.refused > 0;
  return (isMissing ? withComplaints : done)(answer, statusText(answer));
}

function statusText(answer: OfflineFileStatus): string {
  const { kept, keptBytes, totalBytes, fileBytes, waiting, failed, tooLarge, refused } = answer;
  if (!answer.hasServer) return 'This workspace has no server, so no files are fetched.';
  const lines = table([
    ['kept', `${kept} (${megabytes(keptBytes)} of ${megabytes(totalBytes)})`],
    ['waiting', String(waiting)],
    ['failed', String(failed)],
    ['too large', `${tooLarge} (over ${megabytes(fileBytes)})`],
    ['refused', String(refused)],
  ]);
  const problems = answer.problems.map(({ url, message }) => `${url}\n  ${message}`);
  const off = answer.enabled ? [] : ['Fetching by itself is switched off (Settings).'];
  return [lines, ...off, ...problems].join('\n');
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 100_000) / 10} MB`;
}

/** Files that learners handed in. */
export const attachmentCommands: readonly Command[] = [status, fetchThem];
