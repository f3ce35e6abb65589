import { useEffect, useRef } from 'react';
import type { SyncStatus } from '../../../../shared/contract/sync';
import { client, useSyncStatus } from '../../../client';
import { announce } from '../../../ui/announcer/announcer';
import { textsOf } from '../../../ui/i18n/texts';
import { addresses } from '../../../ui/navigation/addresses';
import { navigate, readLocation } from '../../../ui/navigation/location';
import { showToast } from '../../../ui/toast/toast';
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
  useEffect(() => {
    if (count === undefined) return;
    let isCurrent = true;
    void client.sync.conflicts({}).then((answer) => {
      if (!isCurrent || !answer.ok) return;
      const conflicts = answer.value.conflicts.filter(({ actions }) => actions.includes('resolve'));
      const before = known.current;
      known.current = new Set(conflicts.map(({ op }) => op));
      const fresh = before ? conflicts.filter(({ op }) => !before.has(op)) : [];
      const [first] = fresh;
      if (first) tell(fresh.length, first);
    });
    return () => {
      isCurrent = false;
    };
  }, [count]);
}

function tell(count: number, first: { readonly op: string; readonly title: string }): void {
  const t = textsOf(texts);
  const title = count === 1 ? t('conflict', { title: first.title }) : t('newConflicts', { count });
  // On the page itself it appears before the person's eyes.
  if (readLocation().path === addresses.sync) return announce(title);
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
  const before = useRef(state);
  useEffect(() => {
    const t = textsOf(texts);
    if (state === 'offline' && before.current === 'synced') announce(t('saidOffline'));
    if (state === 'synced' && before.current === 'offline') announce(t('saidBack'));
    before.current = state;
  }, [state]);
}
