import type { QuestionProblem } from '../../../../shared/domain/questions';
import type { Translate } from '../../../ui/i18n/texts';
import { formatNumber } from '../../../ui/number-text/format-number';
import type { texts } from '../texts';
import { optionsOf, rightSum } from './choices';
import type { DraftContent } from './draft-content';

type T = Translate<typeof texts.tree>;

/** What is wrong, in the words of the editor, which speaks of per cent and of marks to be set. */
export function problemMessage(
  { code, path, message }: QuestionProblem,
  content: DraftContent,
  t: T,
): string {
  const { type, texts: typed = {} } = content;
  if (path in typed && code === 'bad_shape') return t('problem.json', { why: message });
  if (path === 'points') return t('problem.noPoints');
  if (path === 'options' && code === 'too_few') return t('problem.twoOptions');
  if (path.startsWith('correctAnswer.optionId')) return t('problem.markRight');
  if (type === 'true_false' && path === 'correctAnswer.value') return t('problem.chooseTruth');
  if (type === 'multiple_choice' && path === 'correctAnswer.weights') {
    if (code === 'no_right_answer') return t('problem.tickRight');
    const sum = formatNumber(rightSum(content) * 100);
    if (code === 'weights_sum') return t('problem.sum', { sum });
  }
  if (path === 'correctAnswer.accepted' && code === 'no_right_answer') {
    return t('problem.fullAnswer');
  }
  return code === 'missing' && message.endsWith('empty') ? t('problem.emptyText') : message;
}

function numberIn(path: string): number {
  return Number(/\[(\d+)\]/.exec(path)?.[1] ?? 0) + 1;
}

/** Where in the editor the problem is. */
export function problemPlace({ path }: QuestionProblem, content: DraftContent, t: T): string {
  if (path === 'question' || path === 'explanation' || path === 'points') return t(`place.${path}`);
  const isChoice = content.type === 'single_choice' || content.type === 'multiple_choice';
  if (isChoice) {
    const weight = /^correctAnswer\.weights\.(.+)$/.exec(path)?.[1];
    const at = optionsOf(content).findIndex(({ id }) => id === weight);
    if (at >= 0) return t('place.weight', { number: at + 1 });
    if (path === 'correctAnswer.weights') return t('place.weights');
    if (/^options\[\d+\]\.feedback/.test(path)) {
      return t('place.optionFeedback', { number: numberIn(path) });
    }
    if (/^options\[\d+\]/.test(path)) return t('place.option', { number: numberIn(path) });
    return t(path.startsWith('correctAnswer') ? 'place.value' : 'place.options');
  }
  if (content.type === 'short_answer') {
    if (path === 'correctAnswer.accepted') return t('place.answers');
    if (path.startsWith('correctAnswer.accepted[')) {
      return t('place.answer', { number: numberIn(path) });
    }
  }
  if (content.type === 'true_false') return t('place.value');
  return path.startsWith('options') ? t('place.part', { path }) : t('place.key', { path });
}

/** Place and message in one line, for lists of problems. */
export function describeProblem(problem: QuestionProblem, content: DraftContent, t: T): string {
  const message = problemMessage(problem, content, t);
  return t('problem.located', { place: problemPlace(problem, content, t), message });
}
