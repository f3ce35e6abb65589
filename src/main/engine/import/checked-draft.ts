import { parseQuestion } from '../../../shared/domain/questions';
import { contentHash } from './content-hash';
import type { Draft, DraftLoss, DraftProblem, DraftQuestion } from './draft';

/** A draft after the domain has looked at it: plain data, as the worker sends it. */
export type CheckedDraft = {
  readonly line: number;
  readonly raw: string;
  readonly title: string | null;
  readonly stem: string;
  readonly status: 'imported' | 'needs_attention' | 'rejected';
  readonly question: DraftQuestion | null;
  readonly problems: readonly DraftProblem[];
  readonly losses: readonly DraftLoss[];
  /** By which it is recognised when it comes again; empty for a rejected one. */
  readonly contentHash: string;
};

/** Holds a draft against the one schema of its type; what does not fit is rejected and says why. */
export function checkDraft(draft: Draft): CheckedDraft {
  const { line, raw, title, stem, question, needsAttention, problems, losses } = draft;
  if (question === null) return rejected(draft, problems);
  const parsed = parseQuestion({ ...question, order: 0 });
  if (!parsed.ok) {
    const found = parsed.error.map(({ code, path, message }) => {
      return { code, message: path === '' ? message : `${path}: ${message}`, line };
    });
    return rejected(draft, [...problems, ...found]);
  }
  // What we could not read of it is part of what it is: its stem alone would make twins of strangers.
  const options = needsAttention ? raw : question.options;
  const { type, question: text, correctAnswer } = question;
  const hash = contentHash({ type, question: text, options, correctAnswer });
  const status = needsAttention ? 'needs_attention' : 'imported';
  return { line, raw, title, stem, status, question, problems, losses, contentHash: hash };
}

function rejected(draft: Draft, problems: readonly DraftProblem[]): CheckedDraft {
  const { line, raw, title, stem, losses } = draft;
  const base = { line, raw, title, stem, losses };
  return { ...base, status: 'rejected', question: null, problems, contentHash: '' };
}
