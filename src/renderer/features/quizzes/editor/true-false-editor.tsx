import { SegmentedControl } from '../../../ui/field/segmented-control';
import { Textarea } from '../../../ui/field/text-field';
import { useTexts } from '../../../ui/i18n/texts';
import { setSideFeedback, setTruth, sideFeedback, truthOf } from '../model/true-false';
import { texts } from '../texts';
import styles from './editor.module.css';
import { PartProblem } from './part-problem';
import { useProblemAt } from './use-problem-at';
import type { QuestionEditing } from './use-question-editor';

/** Whether the statement holds, and what each answer is told. */
export function TrueFalseEditor({ editing }: { readonly editing: QuestionEditing }) {
  const t = useTexts(texts);
  const { content, type, change } = editing;
  const truth = truthOf(content);
  const problem = useProblemAt(editing, 'correctAnswer.value', 'correctAnswer');
  return (
    <section className={styles.part} aria-label={t('editor.statement')}>
      <SegmentedControl<'true' | 'false' | 'none'>
        label={t('editor.statement')}
        value={truth === undefined ? 'none' : truth ? 'true' : 'false'}
        onChange={(value) => change(setTruth(content, value === 'true'))}
        options={[
          { value: 'true', label: t('editor.isTrue') },
          { value: 'false', label: t('editor.isFalse') },
        ]}
      />
      {problem && <PartProblem text={problem} />}
      {(['true', 'false'] as const).map((side) => (
        <Textarea
          key={side}
          className={styles.oneLine}
          label={t(side === 'true' ? 'editor.feedbackTrue' : 'editor.feedbackFalse')}
          rows={1}
          value={sideFeedback(content, side)}
          onChange={(text) => type(setSideFeedback(content, side, text))}
        />
      ))}
    </section>
  );
}
