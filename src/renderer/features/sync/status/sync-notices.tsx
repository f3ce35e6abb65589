import { useEffect, useRef } from 'react';
import type { SyncStatus } from '../../../../shared/contract/sync';
import { client, useSyncStatus } from '../../../client';
import { announce } from '../../../ui/announcer/announcer';
import { textsOf } from '../../../ui/i18n/texts';
import { addresses } from '../../../ui/navigation/addresses';
import { navigate, readLocation } from '../../../ui/navigation/location';
import { showToast } from '../../../ui/toast/toast';
import { isStuck } from './status-line';
import { texts } from './texts';

/**
 * What a person is told without asking: that a conflict appeared, once. Going offline and coming
 * back are only in the status bar; readers hear them, because a reader does not see that.
 */
export function SyncNotices() {
  const status = useSyncStatus();
  useNewConflicts(status);
  useSpokenState(status);
  return null;
}

function useNewConflicts(status: SyncStatus | undefined): void {
  const count = status?.conflicts;
  // Null until the first answer: what is there at the start is in the status bar, and is no news.
  const known = useRef<ReadonlySet<string> | null>(null);
  // One message counts all that are new, though they come one by one: it takes the earlier's place.
  const told = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (count === undefined) return;
    let isCurrent = true;
    void client.sync.conflicts({}).then((answer) => {
      if (!isCurrent || !answer.ok) return;
      const conflicts = answer.value.conflicts.filter(({ actions }) => actions.includes('resolve'));
      const all = new Set(conflicts.map(({ op }) => op));
      const before = known.current ?? all;
      const fresh = conflicts.filter(({ op }) => !before.has(op));
      const latest = fresh.filter(({ op }) => !told.current.has(op));
      const isOnPage = readLocation().path === addresses.sync;
      // Seen on the page itself, or still to be looked at there.
      known.current = isOnPage ? all : before;
      told.current = all;
      const shown = isOnPage ? latest : fresh;
      const [first] = shown;
      if (first && latest.length > 0) tell(shown.length, first, isOnPage);
    });
    return () => {
      isCurrent = false;
    };
  }, [count]);
}

function tell(
  count: number,
  first: { readonly op: string; readonly title: string },
  isOnPage: boolean,
): void {
  const t = textsOf(texts);
  const title = count === 1 ? t('conflict', { title: first.title }) : t('newConflicts', { count });
  // On the page itself it appears before the person's eyes.
  if (isOnPage) return announce(title);
  showToast({
    name: 'sync-conflict',
    tone: 'wait',
    title,
    message: t('conflictText'),
    action: { label: t('decide'), run: () => navigate(addresses.syncConflict(first.op)) },
  });
}

function useSpokenState(status: SyncStatus | undefined): void {
  const state = status?.state;
  const stuck = status && isStuck(status) ? (status.problem?.message ?? '') : null;
  const before = useRef(state);
  useEffect(() => {
    const t = textsOf(texts);
    if (state === 'offline' && before.current === 'synced') {
      announce(stuck === null ? t('saidOffline') : t('saidStuck', { problem: stuck }));
    }
    if (state === 'synced' && before.current === 'offline') announce(t('saidBack'));
    before.current = state;
  }, [state, stuck]);
}
