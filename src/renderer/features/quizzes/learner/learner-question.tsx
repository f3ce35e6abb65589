import { assertNever } from '../../../../shared/kernel/assert-never';
import { isQuestionType } from '../../../../shared/domain/questions';
import { useTexts } from '../../../ui/i18n/texts';
import { Markdown } from '../../../ui/markdown/markdown';
import { objectOf, textOf } from '../model/read-json';
import { texts } from '../texts';
import { LearnerBlanks } from './learner-blanks';
import { LearnerChoice, LearnerTrueFalse } from './learner-choice';
import { LearnerMatching } from './learner-matching';
import { LearnerOrdering } from './learner-ordering';
import type { LearnerPart } from './learner-part';
import { LearnerLine, LearnerText } from './learner-typed';
import styles from './learner.module.css';

/** A question as a learner meets it: the text, and something to answer with. */
export function LearnerQuestion(part: LearnerPart) {
  const t = useTexts(texts);
  const { content } = part;
  const isEmpty = content.question.trim() === '';
  if (isEmpty) return <p className={styles.nothing}>{t('preview.nothing')}</p>;
  if (content.type === 'fill_blanks') return <LearnerBlanks {...part} />;
  return (
    <div className={styles.question}>
      <Markdown source={content.question} />
      <AnswerPart {...part} />
    </div>
  );
}

function AnswerPart(part: LearnerPart) {
  const t = useTexts(texts);
  const { type, correctAnswer } = part.content;
  if (!isQuestionType(type)) return null;
  switch (type) {
    case 'single_choice':
    case 'multiple_choice':
      return <LearnerChoice {...part} />;
    case 'true_false':
      return <LearnerTrueFalse {...part} />;
    case 'short_answer':
      return <LearnerLine {...part} />;
    case 'numeric': {
      const unit = textOf(objectOf(correctAnswer).unit);
      return <LearnerLine {...part} note={unit === '' ? undefined : t('preview.unit', { unit })} />;
    }
    case 'matching':
      return <LearnerMatching {...part} />;
    case 'ordering':
      return <LearnerOrdering {...part} />;
    case 'essay':
      return <LearnerText {...part} />;
    case 'fill_blanks':
    case 'description':
      return null;
    default:
      return assertNever(type);
  }
}
