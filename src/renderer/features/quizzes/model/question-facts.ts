import { isQuestionType } from '../../../../shared/domain/questions';
import type { QuestionType } from '../../../../shared/domain/questions';
import type { Translate } from '../../../ui/i18n/texts';
import { formatNumber } from '../../../ui/number-text/format-number';
import type { texts } from '../texts';
import { acceptedOf } from './accepted';
import { optionsOf, weightOf } from './choices';
import type { DraftContent, Json } from './draft-content';
import { listOf, numberOf, objectOf } from './read-json';
import { truthOf } from './true-false';

type T = Translate<typeof texts.tree>;

function acceptedNumber(value: Json | undefined, t: T): string {
  const { value: exact, tolerance, relative, min, max } = objectOf(value);
  if (typeof min === 'number' && typeof max === 'number') {
    return t('fact.between', { min: formatNumber(min), max: formatNumber(max) });
  }
  if (typeof exact !== 'number') return t('fact.noAnswer');
  const allowed = numberOf(tolerance, 0);
  // Plain digits: a year or a constant is not to be grouped or rounded.
  if (allowed === 0) return String(exact);
  return relative === true
    ? `${exact} ± ${formatNumber(allowed * 100)} %`
    : `${exact} ± ${allowed}`;
}

function numericFact(content: DraftContent, t: T): string {
  const accepted = listOf(objectOf(content.correctAnswer).accepted);
  const first = acceptedNumber(accepted[0], t);
  if (accepted.length < 2) return t('fact.numeric', { value: first });
  return t('fact.numeric', { value: t('fact.more', { first, count: accepted.length - 1 }) });
}

function factOf(content: DraftContent, type: QuestionType, t: T): string {
  const { options } = content;
  switch (type) {
    case 'single_choice':
      return t('fact.single_choice', {
        options: t('fact.options', { count: optionsOf(content).length }),
      });
    case 'multiple_choice': {
      const all = optionsOf(content);
      const right = all.filter(({ id }) => weightOf(content, id) > 0).length;
      return t('fact.multiple_choice', { right, total: all.length });
    }
    case 'true_false': {
      const truth = truthOf(content);
      const answer =
        truth === undefined ? t('fact.noAnswer') : truth ? t('fact.isTrue') : t('fact.isFalse');
      return t('fact.true_false', { answer });
    }
    case 'short_answer':
      return t('fact.short_answer', { count: acceptedOf(content).length });
    case 'numeric':
      return numericFact(content, t);
    case 'matching': {
      const count = listOf(objectOf(options).left).length;
      return t('fact.matching', { pairs: t('fact.pairs', { count }) });
    }
    case 'ordering':
      return t('fact.ordering', { steps: t('fact.steps', { count: listOf(options).length }) });
    case 'fill_blanks': {
      const count = listOf(objectOf(options).blanks).length;
      return t('fact.fill_blanks', { gaps: t('fact.gaps', { count }) });
    }
    default:
      return t(`fact.${type}`);
  }
}

/** The line below a stem: the kind of question and what is worth knowing of its answer. */
export function questionFacts(content: DraftContent, t: T): string {
  const { type } = content;
  return isQuestionType(type) ? factOf(content, type, t) : t('fact.unknown', { type });
}

/** What a type is called inside a line of facts. */
export function typeName(type: string, t: T): string {
  return isQuestionType(type) ? t(`types.${type}`) : t('fact.unknown', { type });
}
