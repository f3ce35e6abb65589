import type { imports } from '../../../shared/contract/imports';
import { fail } from '../../../shared/kernel/errors';
import { ok } from '../../../shared/kernel/result';
import type { Handlers } from '../rpc/handlers';
import { applyPreview } from './apply';
import { statusOf, summariesOf, toImported } from './outcome';
import { makePreview } from './pipeline';
import { previewsOf } from './preview-store';
import { listImports, questionsAddedBy } from './repository';

/** Bringing question banks in: preview, accept, undo. */
export const importHandlers: Handlers<typeof imports> = {
  preview: async (input, context) => {
    const preview = await makePreview(input, context);
    return ok({ previewId: preview.id, files: summariesOf(preview, 'skip') });
  },

  page: ({ previewId, offset, limit, status, duplicates }, { workspace }) => {
    const { files, complete } = previewsOf(workspace).get(previewId);
    const drafts = files.flatMap((file) => file.drafts);
    const wanted =
      status === undefined
        ? drafts
        : drafts.filter((draft) => statusOf(draft, duplicates) === status);
    const questions = wanted
      .slice(offset, offset + limit)
      .map((draft) => toImported(draft, duplicates));
    return ok({ total: wanted.length, complete, questions });
  },

  accept: ({ previewId, target, duplicates, skip }, context) => {
    const store = previewsOf(context.workspace);
    const preview = store.get(previewId);
    if (!preview.complete)
      fail(
        'busy',
        'The file is still being read. Nothing was imported; try again when it is done.',
      );
    const left = new Set(skip);
    const applied = applyPreview(preview, { target, duplicates, skip: left }, context);
    const files = summariesOf(preview, duplicates, left);
    store.remove(previewId);
    return ok({ ...applied, files });
  },

  discard: ({ previewId }, { workspace }) => {
    previewsOf(workspace).remove(previewId);
    return ok({});
  },

  list: (_, { workspace }) => {
    const found = listImports(workspace.read).map(({ actionId: _action, files, ...row }) => ({
      ...row,
      files: [...files],
    }));
    return ok({ imports: found });
  },

  undo: ({ importId }, { workspace, journal }) => {
    const [found] = listImports(workspace.read, importId);
    if (!found)
      return fail('not_found', `There is no import ${importId}. Nothing was changed.`, {
        importId,
      });
    const removed = questionsAddedBy(workspace.read, found.actionId);
    journal.undo(found.actionId);
    return ok({ undone: importId, removed });
  },
};
