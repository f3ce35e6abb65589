import { parseQuestion } from '../../../shared/domain/questions';
import { contentHash, wholeHash } from './content-hash';
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
  /** By which it is recognised in a quiz, and within its file; empty for a rejected one. */
  readonly contentHash: string;
  readonly wholeHash: string;
};

/** Holds a draft against the one schema of its type; what does not fit is rejected and says why. */
export function checkDraft(draft: Draft): CheckedDraft {
  const { line, raw, title, stem, question, needsAttention, losses } = draft;
  const base = { line, raw, title, stem, losses };
  if (question === null) return { ...base, ...rejected, problems: draft.problems };
  const parsed = parseQuestion({ ...question, order: 0 });
  if (!parsed.ok) {
    const found = parsed.error.map(({ code, path, message }) => ({
      code,
      message: path === '' ? message : `${path}: ${message}`,
      line,
    }));
    return { ...base, ...rejected, problems: [...draft.problems, ...found] };
  }
  const { order: _, ...checked } = parsed.value;
  // What we could not read of it is part of what it is; its stem alone would make twins of strangers.
  const options = needsAttention ? raw : checked.options;
  const hash = contentHash({ ...checked, options });
  const whole = {
    title,
    explanation: checked.explanation,
    points: checked.points,
    options,
    correctAnswer: checked.correctAnswer,
  };
  return {
    ...base,
    status: needsAttention ? 'needs_attention' : 'imported',
    question: checked,
    problems: draft.problems,
    contentHash: hash,
    wholeHash: wholeHash({ contentHash: hash, ...whole }),
  };
}

const rejected = { status: 'rejected', question: null, contentHash: '', wholeHash: '' } as const;
