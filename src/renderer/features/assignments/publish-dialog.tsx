import { client, useCommand } from '../../client';
import { formatDate } from '../../ui/date-text/format-date';
import { ReviewDialog } from '../../ui/dialog/review-dialog';
import type { Consequence } from '../../ui/dialog/review-dialog';
import { useTexts } from '../../ui/i18n/texts';
import type { Translate } from '../../ui/i18n/texts';
import { formatNumber } from '../../ui/number-text/format-number';
import type { AssignmentDetail } from './assignment-detail';
import { useRuleWords } from './late-rule-explained';
import { texts } from './texts';

type PublishProps = { readonly assignment: AssignmentDetail; readonly onClose: () => void };

type Say = Translate<typeof texts.tree>;

function dueConsequence(dueDate: string | null, t: Say, now: number): Consequence {
  if (dueDate === null) return { text: t('publish.noDue'), tone: 'wait' };
  const date = formatDate(dueDate, 'time');
  return Date.parse(dueDate) < now
    ? { text: t('publish.pastDue', { date }), tone: 'wait' }
    : { text: t('publish.due', { date }) };
}

/** What publishing means and what deserves a look first. */
function consequencesOf(
  assignment: AssignmentDetail,
  rule: readonly string[] | null,
  t: Say,
): readonly Consequence[] {
  const { description, courseId, maxPoints, xpReward, allowLateSubmission } = assignment;
  const isBlank = description.trim() === '';
  const late = rule ? t('publish.late', { rule: rule.join(' ') }) : t('publish.noLate');
  const looks: readonly (Consequence | false)[] = [
    isBlank
      ? { text: t('publish.noDescription'), tone: 'wait' }
      : { text: t('publish.ready'), tone: 'good' },
    courseId === null && { text: t('publish.noCourse'), tone: 'wait' },
    dueConsequence(assignment.dueDate, t, Date.now()),
    { text: t('publish.points'), figure: formatNumber(maxPoints) },
    { text: t('publish.xp'), figure: formatNumber(xpReward) },
    { text: allowLateSubmission ? late : t('publish.notAccepted') },
  ];
  return looks.filter((look) => look !== false);
}

/** The step before learners get the assignment. */
export function PublishDialog({ assignment, onClose }: PublishProps) {
  const t = useTexts(texts);
  const words = useRuleWords();
  const { id, title, latePolicy, maxPoints } = assignment;
  const publish = useCommand(client.assignments.update, {
    success: t('publish.done', { title }),
    undoable: true,
    failureTitle: t('publish.failed'),
    onDone: onClose,
  });
  const rule = latePolicy && words(latePolicy, maxPoints);
  return (
    <ReviewDialog
      opened
      onClose={onClose}
      title={t('publish.title', { title })}
      lead={t('publish.lead')}
      consequences={consequencesOf(assignment, rule, t)}
      confirmLabel={t('publish.confirm')}
      pending={publish.isPending}
      onConfirm={() => void publish.run({ id, patch: { isPublished: true } })}
    />
  );
}

/** The step before learners lose sight of the assignment. */
export function UnpublishDialog({ assignment, onClose }: PublishProps) {
  const t = useTexts(texts);
  const { id, title, submissions } = assignment;
  const unpublish = useCommand(client.assignments.update, {
    success: t('unpublish.done', { title }),
    undoable: true,
    failureTitle: t('unpublish.failed'),
    onDone: onClose,
  });
  return (
    <ReviewDialog
      opened
      size="small"
      onClose={onClose}
      title={t('unpublish.title', { title })}
      lead={t('unpublish.lead')}
      consequences={[{ text: t('unpublish.submissions'), figure: formatNumber(submissions) }]}
      confirmLabel={t('unpublish.confirm')}
      pending={unpublish.isPending}
      onConfirm={() => void unpublish.run({ id, patch: { isPublished: false } })}
    />
  );
}
