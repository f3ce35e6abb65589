import type { ImportedQuestion, ImportFileSummary } from '../../../shared/contract/imports';
import type { Preview, PreviewDraft, PreviewFile } from './preview-store';

/** What is done with questions that are there already. */
export type DuplicateRule = 'skip' | 'keep' | 'update';

export type Status = ImportedQuestion['status'];

/** What becomes of a draft under a rule: stored, stored for mending, there already, refused. */
export function statusOf(draft: PreviewDraft, rule: DuplicateRule): Status {
  if (draft.status === 'rejected') return 'rejected';
  const duplicate = rule !== 'keep' && (draft.twin !== null || draft.repeats);
  return duplicate ? 'duplicate' : draft.status;
}

/** A draft as the contract shows it. */
export function toImported(draft: PreviewDraft, rule: DuplicateRule): ImportedQuestion {
  const { index, line, title, stem, raw, question, problems, losses } = draft;
  return {
    index,
    line,
    title,
    stem: question?.question ?? stem,
    type: question?.type ?? 'unknown',
    status: statusOf(draft, rule),
    // The domain has accepted these as JSON of the type; z.json() has no reading for readonly arrays.
    options: (question?.options ?? {}) as ImportedQuestion['options'],
    correctAnswer: (question?.correctAnswer ?? {}) as ImportedQuestion['correctAnswer'],
    explanation: question?.explanation ?? null,
    points: question?.points ?? 0,
    raw,
    problems: problems.map((problem) => ({ ...problem })),
    losses: losses.map((loss) => ({ ...loss })),
  };
}

/** Counts a file; what a person left out counts nowhere, so the parts always add up to `found`. */
export function summaryOf(
  { report, drafts }: PreviewFile,
  rule: DuplicateRule,
  skip: ReadonlySet<number> = new Set(),
): ImportFileSummary {
  const counts = { imported: 0, needs_attention: 0, duplicate: 0, rejected: 0 };
  let found = 0;
  for (const draft of drafts) {
    if (skip.has(draft.index)) continue;
    found += 1;
    counts[statusOf(draft, rule)] += 1;
  }
  return {
    file: report.file,
    format: report.format,
    formatReason: report.formatReason,
    encoding: report.encoding,
    found,
    imported: counts.imported,
    needsAttention: counts.needs_attention,
    duplicates: counts.duplicate,
    rejected: counts.rejected,
    columns: [...report.columns],
    mapping: { ...report.mapping },
    failure: report.failure,
  };
}

/** Summaries of all files of a preview. */
export function summariesOf(
  preview: Preview,
  rule: DuplicateRule,
  skip?: ReadonlySet<number>,
): ImportFileSummary[] {
  return preview.files.map((file) => summaryOf(file, rule, skip));
}
