import { DIFFICULTIES } from '../../../shared/domain/courses';
import { textsOf } from '../../ui/i18n/texts';
import { texts } from './texts';

/** From easy to hard; another database may hold words of its own. */
export const difficulties = DIFFICULTIES.map(({ difficulty }) => difficulty);

/** What a stored difficulty is called; an unknown one is shown as it is. */
export function difficultyText(stored: string): string {
  const known = difficulties.find((difficulty) => difficulty === stored);
  return known ? textsOf(texts)(`difficulty.${known}`) : stored;
}

/** Place in the order from easy to hard, for sorting; unknown words come last. */
export function difficultyRank(stored: string): number {
  const rank = difficulties.findIndex((difficulty) => difficulty === stored);
  return rank < 0 ? difficulties.length : rank;
}
