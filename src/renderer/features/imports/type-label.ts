import { isQuestionType } from '../../../shared/domain/questions';
import type { Translate } from '../../ui/i18n/texts';
import type { texts } from './texts';

/** What a type of question is called here. */
export function typeLabel(type: string, t: Translate<typeof texts.tree>): string {
  return t(isQuestionType(type) ? `types.${type}` : 'types.unknown');
}
