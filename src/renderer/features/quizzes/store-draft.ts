import type { Failure } from '../../../shared/kernel/errors';
import type { Result } from '../../../shared/kernel/result';
import { client, reportFailed } from '../../client';
import { announce } from '../../ui/announcer/announcer';
import { textsOf } from '../../ui/i18n/texts';
import { inputOf, problemsOf, sameContent } from './model/draft-content';
import { useQuizStore } from './store';
import type { QuestionDraft } from './store';
import { texts } from './texts';

/** How long a stored draft is shown while the stored question is on its way back. */
const settleMs = 1000;

function draftOf(id: string): QuestionDraft | undefined {
  return useQuizStore.getState().drafts[id];
}

async function send(id: string, draft: QuestionDraft): Promise<Result<{ id: string }, Failure>> {
  const question = inputOf(draft.content);
  if (draft.base === null) {
    return client.questions.create({ quizId: draft.quizId, question, at: draft.at });
  }
  const result = await client.questions.update({ id, question });
  return result.ok ? { ok: true, value: { id } } : result;
}

function arrived(asked: string, id: string, sent: QuestionDraft): void {
  const { rename, patch, drop } = useQuizStore.getState();
  if (asked !== id) rename(asked, id);
  const now = draftOf(id);
  if (!now) return;
  announce(textsOf(texts)('notice.stored'));
  const base = sent.content;
  if (now.content !== sent.content) {
    patch(id, { state: 'typed', base, settled: false, again: false, failure: undefined });
    if (now.again) void storeDraft(id);
    return;
  }
  patch(id, { state: 'stored', base, settled: false, again: false, failure: undefined });
  window.setTimeout(() => draftOf(id)?.state === 'stored' && drop(id), settleMs);
}

/**
 * Stores the draft of a question if it is whole: as one action that can be undone. An unfinished
 * draft stays as it is; so does one the engine refuses, and then a message says why.
 */
export async function storeDraft(id: string): Promise<void> {
  const { patch, drop } = useQuizStore.getState();
  const draft = draftOf(id);
  if (!draft || draft.state === 'stored') return;
  if (draft.state === 'storing') return patch(id, { again: true });
  if (draft.base && sameContent(draft.content, draft.base)) return drop(id);
  if (problemsOf(draft.content).length > 0) return;
  patch(id, { state: 'storing' });
  const result = await send(id, draft);
  if (result.ok) return arrived(id, result.value.id, draft);
  patch(id, { state: 'typed', again: false, failure: result.error.message, attempted: true });
  reportFailed(result.error, textsOf(texts)('notice.failed'));
}

/** The person goes elsewhere: store what is whole, and from now on say what is missing. */
export function leaveDraft(id: string): void {
  if (draftOf(id)?.state === 'typed') useQuizStore.getState().patch(id, { attempted: true });
  void storeDraft(id);
}
