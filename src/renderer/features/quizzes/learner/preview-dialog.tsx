import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { OutputOf } from '../../../../shared/contract/define';
import type { attempts } from '../../../../shared/contract/attempts';
import { client, reportFailed } from '../../../client';
import { Button } from '../../../ui/button/button';
import { Dialog } from '../../../ui/dialog/dialog';
import { useTexts } from '../../../ui/i18n/texts';
import { formatNumber } from '../../../ui/number-text/format-number';
import type { QuestionItem } from '../editor/use-questions';
import { texts } from '../texts';
import type { Answers } from './answers';
import { LearnerQuestion } from './learner-question';
import styles from './learner.module.css';

type Scored = OutputOf<typeof attempts.score>;

type PreviewDialogProps = {
  readonly quiz: { readonly id: string; readonly title: string };
  readonly items: readonly QuestionItem[];
  /** Where to begin. */
  readonly currentId: string | undefined;
  readonly onClose: () => void;
};

/** The whole quiz as a learner takes it; the answers can be scored and are stored nowhere. */
export function PreviewDialog({ quiz, items, currentId, onClose }: PreviewDialogProps) {
  const t = useTexts(texts);
  const [answers, setAnswers] = useState<Answers>({});
  const [scored, setScored] = useState<Scored | undefined>(undefined);
  const start = useStart();
  const { first, shown } = windowOf(items, currentId);
  const score = async () => {
    const stored = items.filter(({ row }) => row).map(({ id }) => id);
    const known = Object.entries(answers).filter(([id]) => stored.includes(id));
    const input = { quizId: quiz.id, answers: Object.fromEntries(known) };
    const result = await client.attempts.score(input);
    if (result.ok) setScored(result.value);
    else reportFailed(result.error, t('preview.scoreFailed'));
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('preview.title', { title: quiz.title })}
      size="large"
      footer={
        <>
          <span className={styles.outcome} role="status">
            {scored ? <Outcome scored={scored} /> : t('preview.scoreHint')}
          </span>
          <Button look="primary" onClick={() => void score()}>
            {t('preview.score')}
          </Button>
        </>
      }
    >
      {shown.length < items.length && (
        <p>
          {t('preview.part', {
            from: first + 1,
            to: first + shown.length,
            total: formatNumber(items.length),
          })}
        </p>
      )}
      <ol className={styles.sheet} tabIndex={-1} data-autofocus aria-label={t('questions.label')}>
        {shown.map((item, at) => (
          <li key={item.id} ref={item.id === currentId ? start : undefined}>
            <Heading
              number={first + at + 1}
              points={item.content.points ?? 0}
              scored={scored?.perQuestion.find(({ questionId }) => questionId === item.id)}
            />
            <LearnerQuestion
              content={item.content}
              answer={answers[item.id]}
              onAnswer={(answer) => {
                setAnswers({ ...answers, [item.id]: answer });
                setScored(undefined);
              }}
            />
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

/** Texts are drawn a moment after the dialog opens; only then do the places hold. */
const drawnMs = 120;

/** Scrolls the dialog (and nothing around it) to the question one came from. */
function useStart(): RefObject<HTMLLIElement | null> {
  const start = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      const item = start.current;
      const sheet = item?.parentElement;
      const scroller = sheet?.parentElement;
      if (item && sheet && scroller) scroller.scrollTop = item.offsetTop - sheet.offsetTop;
    }, drawnMs);
    return () => window.clearTimeout(timer);
  }, []);
  return start;
}

/** A dialog with more questions than these would open slowly. */
const most = 200;

function windowOf(items: readonly QuestionItem[], currentId: string | undefined) {
  const at = items.findIndex(({ id }) => id === currentId);
  const first = Math.max(0, Math.min(at - most / 2, items.length - most));
  return { first, shown: items.slice(first, first + most) };
}

function Outcome({ scored }: { readonly scored: Scored }) {
  const t = useTexts(texts);
  return t('preview.scored', {
    score: formatNumber(scored.score),
    total: formatNumber(scored.totalPoints),
    outcome: t(scored.passed ? 'preview.passed' : 'preview.notPassed'),
  });
}

function Heading({
  number,
  points,
  scored,
}: {
  readonly number: number;
  readonly points: number;
  readonly scored: Scored['perQuestion'][number] | undefined;
}) {
  const t = useTexts(texts);
  const reached =
    scored?.state === 'waiting'
      ? t('preview.waits')
      : scored &&
        t('preview.ofPoints', {
          points: formatNumber(scored.points),
          max: formatNumber(scored.maxPoints),
        });
  return (
    <h3 className={styles.sheetTop}>
      <span>{t('preview.number', { number })}</span>
      <span>{reached ?? t('questions.points', { count: points })}</span>
    </h3>
  );
}
