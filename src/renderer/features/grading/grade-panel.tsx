import { useRef } from 'react';
import { computeGrade, describeChain, parseScore } from '../../../shared/domain/late-policy';
import { undoAction } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { Button } from '../../ui/button/button';
import { useTexts } from '../../ui/i18n/texts';
import { Tag } from '../../ui/tag/tag';
import { ConflictNotice } from './conflict-notice';
import { durationText } from './duration-text';
import { FeedbackBox } from './feedback-box';
import { GradeHistory } from './grade-history';
import styles from './grading-room.module.css';
import { ScoreBox } from './score-box';
import { texts } from './texts';
import { useGradeDraft } from './use-grade-draft';
import type { Room } from './use-room';
import { useStoreGrade } from './use-store-grade';
import type { Submission } from './work';

/** The right side: score, how it comes about, feedback, history, and the way on. */
export function GradePanel({
  submission,
  room,
}: {
  readonly submission: Submission;
  readonly room: Room;
}) {
  const t = useTexts(texts);
  const scoreRef = useRef<HTMLInputElement>(null);
  const feedbackRef = useRef<HTMLTextAreaElement>(null);
  const state = useGradeDraft(submission);
  const { draft, change } = state;
  const conflict = room.conflicts.get(submission.id);
  const { store } = useStoreGrade(submission, room, state);
  const parsed = parseScore(draft.score, submission.maxPoints);
  const problem = draft.score.trim() === '' || parsed.ok ? undefined : parsed.error.message;
  const storeAndGo = (): void => {
    if (store()) room.toNextUngraded();
    else scoreRef.current?.focus();
  };
  const waive = (): void => change({ waived: !draft.waived });
  const keys: { readonly [key: string]: () => void } = {
    j: () => room.move(1),
    k: () => room.move(-1),
    n: () => void room.toNextUngraded(),
    u: () => void undoAction(),
    w: waive,
    f: () => feedbackRef.current?.focus(),
  };
  usePanelActions({
    waive,
    feedback: () => feedbackRef.current?.focus(),
    score: () => scoreRef.current?.focus(),
  });
  return (
    <aside className={styles.side} aria-label={t('score.label')}>
      {conflict && <ConflictNotice conflict={conflict} />}
      <div>
        <ScoreBox
          inputRef={scoreRef}
          value={draft.score}
          maxPoints={submission.maxPoints}
          problem={problem}
          onChange={(score) => change({ score })}
          onEnter={storeAndGo}
          onLeave={store}
          onReset={state.discard}
          keys={keys}
          aside={
            submission.late && (
              <Tag tone="wait">
                {t('score.late', { time: durationText(submission.lateSeconds) })}
              </Tag>
            )
          }
        />
        {parsed.ok && submission.late && (
          <Chain submission={submission} raw={parsed.value} waived={draft.waived} onWaive={waive} />
        )}
      </div>
      <FeedbackBox
        inputRef={feedbackRef}
        value={draft.feedback}
        isDraft={state.isDraft}
        onChange={(feedback) => change({ feedback })}
        onLeave={store}
        onDone={storeAndGo}
        onEscape={() => scoreRef.current?.focus()}
      />
      <GradeHistory entries={submission.history} />
      <div className={styles.ways}>
        <Button look="quiet" shortcut="k" onClick={() => room.move(-1)}>
          {t('back_')}
        </Button>
        <Button look="primary" shortcut="Enter" className={styles.onward} onClick={storeAndGo}>
          {t('next')}
        </Button>
      </div>
    </aside>
  );
}

function usePanelActions(run: {
  readonly waive: () => void;
  readonly feedback: () => void;
  readonly score: () => void;
}): void {
  const t = useTexts(texts);
  const group = t('group');
  useActions([
    { id: 'grading.waive', name: t('actions.waive'), group, shortcut: 'w', run: run.waive },
    {
      id: 'grading.feedback',
      name: t('actions.feedback'),
      group,
      shortcut: 'f',
      run: run.feedback,
    },
    { id: 'grading.score', name: t('actions.score'), group, shortcut: 's', run: run.score },
  ]);
}

/** How the final score comes about, under the rule of today, before anything is stored. */
function Chain({
  submission,
  raw,
  waived,
  onWaive,
}: {
  readonly submission: Submission;
  readonly raw: number;
  readonly waived: boolean;
  readonly onWaive: () => void;
}) {
  const t = useTexts(texts);
  const chain = computeGrade({
    raw,
    possible: submission.maxPoints,
    lateSeconds: Math.max(submission.lateSeconds, 0),
    policy: submission.policy,
    waived,
  });
  return (
    <div className={styles.chain}>
      {describeChain(chain).map((part) => (
        <div key={part.kind} className={styles.chainPart}>
          <span>{part.text}</span>
          {part.kind === 'late' && part.points !== 0 && <b>{part.points}</b>}
          {part.kind === 'final' && <b>{part.points}</b>}
        </div>
      ))}
      {submission.policy && (
        <Button look="quiet" size="small" shortcut="w" onClick={onWaive}>
          {waived ? t('score.unwaive') : t('score.waive')}
        </Button>
      )}
    </div>
  );
}
