import { useMemo } from 'react';
import { client, reportDone, reportFailed, useSyncStatus } from '../client';
import { useActions } from '../ui/actions/registry';
import type { Action } from '../ui/actions/action';
import { textsOf, useTexts } from '../ui/i18n/texts';
import { addresses } from '../ui/navigation/addresses';
import { navigate } from '../ui/navigation/location';
import { openPalette, openShortcuts } from './overlay';
import { pathOfPlace, places } from './places';
import { texts } from './texts';
import { redoLast, undoLast } from './undo-redo';

function focusSearch(): void {
  document.querySelector<HTMLInputElement>('#main [data-page-search]')?.focus();
}

async function syncNow(): Promise<void> {
  const t = textsOf(texts);
  const result = await client.sync.run({});
  if (!result.ok) return reportFailed(result.error, t('actions.notSynced'));
  // Why it could not be is in the status, and stays there until it can.
  const { problem } = result.value;
  reportDone(problem ? `${problem.message} ${problem.remedy}` : t('actions.synced'));
}

/** The actions that exist everywhere: places, undo and redo, palette, shortcuts. */
export function AppActions() {
  const t = useTexts(texts);
  const hasServer = (useSyncStatus()?.state ?? 'none') !== 'none';
  const actions = useMemo<readonly Action[]>(() => {
    const group = t('actions.group');
    return [
      ...places.map(({ id, key }) => ({
        id: `go.${id}`,
        name:
          id === 'sync' ? t('actions.openSync') : t('actions.goTo', { place: t(`places.${id}`) }),
        group: t('actions.goGroup'),
        shortcut: `g ${key}`,
        run: () => navigate(pathOfPlace(id)),
      })),
      {
        id: 'app.undo',
        name: t('actions.undo'),
        group,
        shortcut: 'mod+z',
        run: () => void undoLast(),
      },
      {
        id: 'app.redo',
        name: t('actions.redo'),
        group,
        shortcut: 'mod+Shift+z',
        run: () => void redoLast(),
      },
      {
        id: 'app.redo-y',
        name: t('actions.redo'),
        group,
        shortcut: 'mod+y',
        unlisted: true,
        run: () => void redoLast(),
      },
      {
        id: 'app.palette',
        name: t('actions.palette'),
        group,
        shortcut: 'mod+k',
        unlisted: true,
        run: openPalette,
      },
      {
        id: 'app.shortcuts',
        name: t('actions.shortcuts'),
        group,
        shortcut: '?',
        run: openShortcuts,
      },
      {
        id: 'app.history',
        name: t('actions.history'),
        group,
        shortcut: 'g y',
        run: () => navigate(addresses.history),
      },
      {
        id: 'sync.now',
        name: t('actions.syncNow'),
        group,
        disabled: !hasServer,
        run: () => void syncNow(),
      },
      { id: 'app.search', name: t('actions.search'), group, shortcut: '/', run: focusSearch },
    ];
  }, [t, hasServer]);
  useActions(actions);
  return null;
}
