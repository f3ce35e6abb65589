import { IconButton } from '../../../ui/button/icon-button';
import { Checkbox } from '../../../ui/field/checkbox';
import { NumberField } from '../../../ui/field/number-field';
import { Textarea, TextField } from '../../../ui/field/text-field';
import { useTexts } from '../../../ui/i18n/texts';
import { Menu } from '../../../ui/menu/menu';
import {
  acceptedOf,
  addAccepted,
  changeAccepted,
  comparisonOf,
  removeAccepted,
  setComparison,
} from '../model/accepted';
import type { Accepted } from '../model/accepted';
import { texts } from '../texts';
import { AddPart } from './add-part';
import styles from './editor.module.css';
import { focusNext } from './focus-next';
import { PartProblem } from './part-problem';
import { useProblemAt } from './use-problem-at';
import type { QuestionEditing } from './use-question-editor';

/** Accepted answers with their shares, and how they are compared. */
export function ShortAnswerEditor({ editing }: { readonly editing: QuestionEditing }) {
  const t = useTexts(texts);
  const { content, type, change } = editing;
  const accepted = acceptedOf(content);
  const { caseSensitive, wildcards } = comparisonOf(content);
  const problem = useProblemAt(editing, 'correctAnswer.accepted', 'correctAnswer');
  return (
    <section className={styles.part} aria-label={t('editor.accepted')}>
      <h3>{t('editor.accepted')}</h3>
      {accepted.map((answer, at) => (
        // Answers have no ids; they keep their place while they are edited.
        <AnswerRow key={at} answer={answer} at={at} editing={editing} />
      ))}
      {problem && <PartProblem text={problem} />}
      <AddPart
        label={t('editor.addAnswer')}
        add={() => {
          type(addAccepted(content));
          return String(accepted.length);
        }}
      />
      <div className={styles.choices}>
        <Checkbox
          label={t('editor.caseSensitive')}
          checked={caseSensitive}
          onChange={(on) => change(setComparison(content, { caseSensitive: on }))}
        />
        <Checkbox
          label={t('editor.wildcards')}
          hint={t('editor.wildcardsHint')}
          checked={wildcards}
          onChange={(on) => change(setComparison(content, { wildcards: on }))}
        />
      </div>
    </section>
  );
}

function AnswerRow({
  answer,
  at,
  editing,
}: {
  readonly answer: Accepted;
  readonly at: number;
  readonly editing: QuestionEditing;
}) {
  const t = useTexts(texts);
  const { content, type, change } = editing;
  const number = at + 1;
  const path = `correctAnswer.accepted[${at}]`;
  const textError = useProblemAt(editing, `${path}.text`);
  const weightError = useProblemAt(editing, `${path}.weight`);
  return (
    <>
      <div className={styles.answer}>
        <TextField
          label={t('editor.answer', { number })}
          hideLabel
          data-part={String(at)}
          value={answer.text}
          error={textError}
          onChange={(text) => type(changeAccepted(content, at, { text }))}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
              event.preventDefault();
              focusNext(event.currentTarget, 1);
            }
          }}
        />
        <NumberField
          label={t('editor.answerWeight', { number })}
          hideLabel
          className={styles.weight}
          value={Math.round(answer.weight * 10_000) / 100}
          min={0}
          max={100}
          step={5}
          unit="%"
          error={weightError}
          onChange={(percent) =>
            type(changeAccepted(content, at, { weight: (percent ?? 0) / 100 }))
          }
        />
        <Menu
          compact
          label={t('editor.answerActions', { number })}
          items={[
            {
              id: 'feedback',
              label: t(
                answer.feedback === undefined ? 'editor.addFeedback' : 'editor.removeFeedback',
              ),
              icon: 'edit',
              onSelect: () => {
                const feedback = answer.feedback === undefined ? '' : undefined;
                change(changeAccepted(content, at, { feedback }));
              },
            },
            {
              id: 'remove',
              label: t('editor.deleteAnswer'),
              icon: 'trash',
              danger: true,
              onSelect: () => change(removeAccepted(content, at)),
            },
          ]}
        />
      </div>
      {answer.feedback !== undefined && (
        <div className={styles.feedback}>
          <Textarea
            label={t('editor.answerFeedback', { number })}
            hideLabel
            rows={1}
            placeholder={t('editor.feedbackPlaceholder')}
            value={answer.feedback}
            onChange={(feedback) => type(changeAccepted(content, at, { feedback }))}
          />
          <IconButton
            icon="close"
            size="small"
            label={t('editor.removeFeedback')}
            onClick={() => change(changeAccepted(content, at, { feedback: undefined }))}
          />
        </div>
      )}
    </>
  );
}
