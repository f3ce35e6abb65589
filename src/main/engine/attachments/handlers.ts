import type { attachments as topic, OfflineFileStatus } from '../../../shared/contract/attachments';
import { fail } from '../../../shared/kernel/errors';
import { ok } from '../../../shared/kernel/result';
import type { EngineContext } from '../context';
import type { Handlers } from '../rpc/handlers';
import { readChoices, readServer } from './choices';
import { describeFile } from './describe-file';
import { describeProblem } from './describe-problem';
import { stateOf } from './problem';
import { countFiles, listProblems } from './repository';
import { filesOfSubmission } from './wanted-repository';

/** Files that learners handed in, for work without a network. */
export const attachmentHandlers: Handlers<typeof topic> = {
  list: ({ submissionId }, context) => {
    const named =
      filesOfSubmission(context.workspace.read, submissionId) ??
      fail('not_found', `There is no submission ${submissionId}.`);
    const { read, readOnly } = context.workspace;
    // The web application may name a file twice; it is one file all the same.
    const urls = [...new Set(named.urls)];
    return ok({
      files: urls.map((url) => describeFile(context, url, named.isOpen)),
      canFetch: !readOnly && readServer(read) !== undefined,
    });
  },

  status: (_input, context) => ok(statusOf(context)),

  configure: (patch, context) => {
    context.attachments.configure(patch);
    return ok(statusOf(context));
  },

  fetch: async ({ urls }, context) => {
    await context.attachments.fetchNow({ urls, signal: context.signal });
    return ok(statusOf(context));
  },

  saveCopy: async ({ url, file }, context) => ok(await context.attachments.saveCopy(url, file)),

  clear: async (_input, context) => {
    await context.attachments.clear();
    return ok(statusOf(context));
  },
};

function statusOf({ workspace: { read }, attachments }: EngineContext): OfflineFileStatus {
  return {
    ...readChoices(read),
    ...countFiles(read),
    hasServer: readServer(read) !== undefined,
    running: attachments.isRunning(),
    folder: attachments.folder,
    problems: listProblems(read, 100).flatMap(({ url, problem, retryAt }) =>
      problem ? [{ url, state: stateOf(problem), ...describeProblem(problem), retryAt }] : [],
    ),
  };
}
