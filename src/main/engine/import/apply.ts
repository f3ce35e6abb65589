import { quoted } from '../fields/change-label';
import type { Edit } from '../journal/edit';
import type { CallContext } from '../context';
import { fail } from '../../../shared/kernel/errors';
import type { IdSource } from '../../../shared/kernel/ids';
import { DuplicateFinder } from './duplicates';
import { statusOf, type DuplicateRule } from './outcome';
import type { Preview, PreviewDraft, PreviewFile } from './preview-store';
import { hasSource, isCourse, knownQuestions, lastPlace, quizTitleOf } from './repository';

export type Target =
  { readonly quizId: string } | { readonly newQuiz: string; readonly courseId: string | null };

export type Acceptance = {
  readonly target: Target;
  readonly duplicates: DuplicateRule;
  readonly skip: ReadonlySet<number>;
};

/** What was stored; `importId` is empty when everything was there already. */
export type Applied = { readonly importId: string; readonly quizId: string };

/**
 * Stores what was accepted of a preview in one transaction and as one action, so that one undo
 * takes all of it back. Fails with `bad_input` when there is nothing to store for a new quiz.
 */
export function applyPreview(
  preview: Preview,
  acceptance: Acceptance,
  context: CallContext,
): Applied {
  const { edit, newId } = context;
  const { target } = acceptance;
  const title = titleOf(target, context);
  const existing = 'quizId' in target ? target.quizId : null;
  const quizId = existing ?? newId();
  settleDuplicates(preview, existing, acceptance.skip, context);
  const chosen = preview.files.map((file) => ({ file, ...choose(file, acceptance) }));
  const count = chosen.reduce((sum, { add }) => sum + add.length, 0);
  if (count === 0 && chosen.every(({ change }) => change.length === 0)) {
    if (existing !== null) return { importId: '', quizId };
    fail('bad_input', 'There is nothing to import: no question could be used. No quiz was made.');
  }
  const importId = newId();
  const what = count === 1 ? '1 question' : `${count} questions`;
  const label = `import of ${what} into ${quoted(title)}`;
  edit({ name: 'questions.import', label, source: 'import' }, (change) => {
    if ('newQuiz' in target) addQuiz(change, quizId, title, target.courseId);
    change.insert('lectern_import', {
      id: importId,
      action_id: change.actionId,
      at: change.at,
      who: change.who,
      quiz_id: quizId,
      files: JSON.stringify(preview.files.map(({ report }) => report.file)),
      imported: count,
    });
    for (const choice of chosen) storeChoice(change, { quizId, importId }, choice, newId);
  });
  return { importId, quizId };
}

function storeChoice(
  edit: Edit,
  { quizId, importId }: { readonly quizId: string; readonly importId: string },
  { file, add, change }: Choice & { readonly file: PreviewFile },
  newId: IdSource,
): void {
  let place = lastPlace(edit, quizId);
  for (const draft of add) {
    place += 1;
    addQuestion(edit, { id: newId(), quizId, importId, place }, draft, file);
  }
  for (const draft of change) updateQuestion(edit, importId, draft, file);
}

function addQuiz(edit: Edit, id: string, title: string, courseId: string | null): void {
  edit.insert('Quiz', { id, title, courseId, createdAt: edit.at, updatedAt: edit.at });
}

function titleOf(target: Target, { workspace }: CallContext): string {
  if ('newQuiz' in target) {
    const { courseId } = target;
    if (courseId !== null && !isCourse(workspace.read, courseId)) {
      fail('not_found', `There is no course ${courseId}. Nothing was imported.`, { courseId });
    }
    return target.newQuiz;
  }
  const { quizId } = target;
  return (
    quizTitleOf(workspace.read, quizId) ??
    fail('not_found', `There is no quiz ${quizId}. Nothing was imported.`, { quizId })
  );
}

/** Between preview and acceptance the quiz may have changed, or another one was chosen. */
function settleDuplicates(
  preview: Preview,
  quizId: string | null,
  skip: ReadonlySet<number>,
  { workspace }: CallContext,
): void {
  const finder = new DuplicateFinder(quizId === null ? [] : knownQuestions(workspace.read, quizId));
  for (const { drafts } of preview.files) {
    for (const [at, draft] of drafts.entries()) {
      if (!skip.has(draft.index)) drafts[at] = { ...draft, ...finder.look(draft) };
    }
  }
}

type Choice = { readonly add: readonly PreviewDraft[]; readonly change: readonly PreviewDraft[] };

function choose({ drafts }: PreviewFile, { duplicates, skip }: Acceptance): Choice {
  const add: PreviewDraft[] = [];
  const change: PreviewDraft[] = [];
  for (const draft of drafts) {
    if (skip.has(draft.index)) continue;
    const status = statusOf(draft, duplicates);
    if (status === 'imported' || status === 'needs_attention') add.push(draft);
    else if (
      status === 'duplicate' &&
      duplicates === 'update' &&
      draft.twin !== null &&
      !draft.repeats
    )
      change.push(draft);
  }
  return { add, change };
}

type Place = {
  readonly id: string;
  readonly quizId: string;
  readonly importId: string;
  readonly place: number;
};

function addQuestion(
  edit: Edit,
  { id, quizId, importId, place }: Place,
  draft: PreviewDraft,
  file: PreviewFile,
): void {
  edit.insert('Question', { id, quizId, order: place, createdAt: edit.at, ...columnsOf(draft) });
  edit.insert('lectern_question_source', { question_id: id, ...sourceOf(importId, draft, file) });
}

function updateQuestion(
  edit: Edit,
  importId: string,
  draft: PreviewDraft,
  file: PreviewFile,
): void {
  const id = draft.twin ?? '';
  const changed = edit.update('Question', id, columnsOf(draft));
  const source = sourceOf(importId, draft, file);
  if (!hasSource(edit, id)) edit.insert('lectern_question_source', { question_id: id, ...source });
  else if (changed) edit.update('lectern_question_source', id, source);
}

function columnsOf(draft: PreviewDraft) {
  const { question } = draft;
  if (!question) throw new Error('Only a question that was accepted by the schema is stored');
  const { type, question: stem, options, correctAnswer, explanation, points } = question;
  return {
    type,
    question: stem,
    options: JSON.stringify(options),
    correctAnswer: JSON.stringify(correctAnswer),
    explanation,
    points,
  };
}

function sourceOf(importId: string, draft: PreviewDraft, { report }: PreviewFile) {
  const waits = draft.status === 'needs_attention';
  // What a person has to mend is seen beside the question, so its source goes with it.
  const losses = waits ? [...draft.losses, { field: 'source', text: draft.raw }] : draft.losses;
  return {
    import_id: importId,
    file: report.file,
    format: report.format,
    line: draft.line,
    title: draft.title,
    needs_attention: waits ? 1 : 0,
    problems: JSON.stringify(draft.problems),
    losses: JSON.stringify(losses),
    content_hash: draft.contentHash,
  };
}
