import {
  parseQuestionContent,
  type QuestionContent,
  type QuestionProblem,
} from '../../../../shared/domain/questions';
import { ok, type Result } from '../../../../shared/kernel/result';
import { toMarkdown, type LossCollector } from '../markup';

/**
 * Checks content that came as JSON and cleans its texts. What a learner types (`accepted`) is
 * compared, never shown as Markdown, and stays as it is.
 */
export function cleanContent(
  raw: { readonly type: unknown; readonly options: unknown; readonly correctAnswer: unknown },
  stem: string,
  report: LossCollector,
): Result<QuestionContent, readonly QuestionProblem[]> {
  const parsed = parseQuestionContent(raw.type, raw.options, raw.correctAnswer, stem);
  if (!parsed.ok) return parsed;
  const { options, correctAnswer } = parsed.value;
  const cleaned = parseQuestionContent(
    parsed.value.type,
    cleanTexts(options, report, false),
    cleanTexts(correctAnswer, report, true),
    stem,
  );
  return cleaned.ok ? ok(cleaned.value) : cleaned;
}

/** Depth is bounded: the schema has already accepted the value. */
function cleanTexts(value: unknown, report: LossCollector, inKey: boolean): unknown {
  if (Array.isArray(value)) return value.map((entry) => cleanTexts(entry, report, inKey));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]: [string, unknown]) => {
      const shown =
        name === 'feedback' || (name === 'text' && !inKey) || (inKey && isFeedbackOf(name, value));
      return [
        name,
        typeof entry === 'string' && shown
          ? toMarkdown(entry, 'markdown', report)
          : cleanTexts(entry, report, inKey),
      ];
    }),
  );
}

/** True or false keep their feedback under `true` and `false`. */
function isFeedbackOf(name: string, parent: object): boolean {
  return (name === 'true' || name === 'false') && !('value' in parent);
}
