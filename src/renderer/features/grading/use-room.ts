import { useEffect, useMemo, useState } from 'react';
import type { QueueRow } from '../../../shared/contract/grading';
import { client, useQuery, useRowConflicts } from '../../client';
import type { RowConflict } from '../../client';
import { filterRows } from '../../ui/filter/fold-text';
import { useTexts } from '../../ui/i18n/texts';
import { useSearchParam } from '../../ui/navigation/location';
import { neighbour, nextUngraded } from './queue-order';
import { useGradingStore } from './store';
import { texts } from './texts';

/** The room's queue, the place in it, and the ways to move. */
export type Room = {
  readonly all: readonly QueueRow[] | undefined;
  readonly shown: readonly QueueRow[] | undefined;
  readonly filter: string;
  readonly setFilter: (filter: string) => void;
  readonly current: QueueRow | undefined;
  readonly select: (id: string) => void;
  readonly move: (step: 1 | -1) => void;
  /** Goes on to the next ungraded one; undefined when none is left. */
  readonly toNextUngraded: () => QueueRow | undefined;
  /** How a learner is called here: by name, or by place in the queue while names are hidden. */
  readonly nameOf: (row: QueueRow) => string;
  /** Submissions that two people changed, by id. */
  readonly conflicts: ReadonlyMap<string, RowConflict>;
  readonly failure: ReturnType<typeof useQuery>['failure'];
  readonly retry: () => void;
};

/** Loads an assignment's queue and keeps the chosen submission in the address. */
export function useRoom(assignmentId: string): Room {
  const t = useTexts(texts);
  const [chosen, select] = useSearchParam('submission');
  const [filter, setFilter] = useState('');
  const { namesHidden, ungradedOnly } = useGradingStore();
  const query = useQuery(client.grading.queue, { assignmentId });
  const all = query.data?.submissions;
  const conflicts = useRowConflicts('AssignmentSubmission');
  const current = all?.find((row) => row.id === chosen);
  const places = useMemo(() => new Map(all?.map((row, at) => [row.id, at + 1])), [all]);
  const nameOf = (row: QueueRow) =>
    namesHidden
      ? t('learner', { number: places.get(row.id) ?? 0 })
      : (row.learnerName ?? row.userId);
  const shown = useMemo(() => {
    // The chosen one stays in sight after it has been graded, so that the list does not jump.
    const kept = all?.filter((row) => !ungradedOnly || row.gradedAt === null || row.id === chosen);
    return kept && filterRows(kept, filter, (row) => row.learnerName ?? row.userId);
  }, [all, ungradedOnly, filter, chosen]);
  useEffect(() => {
    const [first] = all ?? [];
    if (!current && first) select((nextUngraded(all ?? [], undefined) ?? first).id);
  });
  // The next one is fetched ahead, so that Enter shows it at once.
  const ahead = all && nextUngraded(all, current?.id);
  useQuery(client.grading.submission, ahead ? { id: ahead.id } : null);
  useQuery(client.attachments.list, ahead && ahead.files > 0 ? { submissionId: ahead.id } : null);
  return {
    all,
    shown,
    filter,
    setFilter,
    current,
    select,
    nameOf,
    conflicts,
    move: (step) => {
      const next = neighbour(shown ?? [], current?.id, step);
      if (next) select(next.id);
    },
    toNextUngraded: () => {
      const next = nextUngraded(all ?? [], current?.id);
      if (next) select(next.id);
      return next;
    },
    failure: query.failure,
    retry: query.retry,
  };
}
