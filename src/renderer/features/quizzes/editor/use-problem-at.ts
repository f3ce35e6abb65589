import { useTexts } from '../../../ui/i18n/texts';
import { problemMessage } from '../model/describe-problem';
import { texts } from '../texts';
import type { QuestionEditing } from './use-question-editor';

/** What is wrong at one of these places of the question, once it is time to say so. */
export function useProblemAt(
  { content, problems, showsProblems }: QuestionEditing,
  ...paths: readonly string[]
): string | undefined {
  const t = useTexts(texts);
  const problem = showsProblems ? problems.find(({ path }) => paths.includes(path)) : undefined;
  return problem && problemMessage(problem, content, t);
}
