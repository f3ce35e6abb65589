import { client, undoAction, useQuery } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { Button } from '../../ui/button/button';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { useTexts } from '../../ui/i18n/texts';
import { BackLink } from '../../ui/navigation/link';
import { PageHeader } from '../../ui/page-header/page-header';
import { Tag } from '../../ui/tag/tag';
import { GradePanel } from './grade-panel';
import styles from './grading-room.module.css';
import { Queue } from './queue';
import { useGradingStore } from './store';
import { texts } from './texts';
import { useRoom, type Room } from './use-room';
import { Work } from './work';

/** The grading room: queue, the work, score and feedback; two or three keys a submission. */
export function GradingRoomPage({
  params,
}: {
  readonly params: { readonly assignmentId: string };
}) {
  const { assignmentId } = params;
  const room = useRoom(assignmentId);
  const submission = useQuery(
    client.grading.submission,
    room.current ? { id: room.current.id } : null,
    { keepPrevious: true },
  );
  useRoomActions(room);
  if (room.failure) return <ErrorPanel {...room.failure} onRetry={room.retry} />;
  const shown = submission.data?.id === room.current?.id ? submission.data : undefined;
  return (
    <>
      <RoomHeader assignmentId={assignmentId} room={room} />
      <div className={styles.room}>
        <Queue room={room} />
        {submission.failure ? (
          <ErrorPanel {...submission.failure} onRetry={submission.retry} />
        ) : (
          <Work submission={shown ?? submission.data} />
        )}
        {shown && <GradePanel key={shown.id} submission={shown} room={room} />}
      </div>
    </>
  );
}

function RoomHeader({
  assignmentId,
  room,
}: {
  readonly assignmentId: string;
  readonly room: Room;
}) {
  const t = useTexts(texts);
  const assignment = useQuery(client.assignments.get, { id: assignmentId });
  const { namesHidden, toggleNames } = useGradingStore();
  const left = room.all?.filter((row) => row.gradedAt === null).length ?? 0;
  const facts = room.all && [
    assignment.data?.courseTitle,
    t('facts', { count: room.all.length }),
    t('left', { count: left }),
  ];
  return (
    <PageHeader
      back={<BackLink to="/grading" label={t('back')} />}
      title={assignment.data?.title ?? t('title')}
      sub={facts?.filter(Boolean).join(' · ')}
      tags={namesHidden && <Tag>{t('namesHidden')}</Tag>}
      actions={
        <Button look="quiet" onClick={toggleNames}>
          {namesHidden ? t('showNames') : t('hideNames')}
        </Button>
      }
    />
  );
}

function useRoomActions(room: Room): void {
  const t = useTexts(texts);
  const { toggleNames, ungradedOnly, setUngradedOnly } = useGradingStore();
  const group = t('group');
  useActions([
    { id: 'grading.next', name: t('actions.next'), group, shortcut: 'j', run: () => room.move(1) },
    {
      id: 'grading.previous',
      name: t('actions.previous'),
      group,
      shortcut: 'k',
      run: () => room.move(-1),
    },
    {
      id: 'grading.nextUngraded',
      name: t('actions.nextUngraded'),
      group,
      shortcut: 'n',
      run: () => void room.toNextUngraded(),
    },
    {
      id: 'grading.undo',
      name: t('actions.undo'),
      group,
      shortcut: 'u',
      run: () => void undoAction(),
    },
    { id: 'grading.names', name: t('actions.names'), group, run: toggleNames },
    {
      id: 'grading.ungraded',
      name: t('actions.ungraded'),
      group,
      run: () => setUngradedOnly(!ungradedOnly),
    },
  ]);
}
