import { useActions } from '../../ui/actions/registry';
import { useTexts } from '../../ui/i18n/texts';
import { texts } from './texts';
import { views } from './views';
import type { View } from './views';

/** What can be done with the server of a workspace. */
export type Deeds = {
  readonly now: () => void;
  readonly pause: () => void;
  readonly isPaused: boolean;
  readonly verify: () => void;
  readonly changeServer: () => void;
  readonly show: (view: View) => void;
};

/** Puts everything that the page can do into the palette. */
export function useSyncActions({ now, pause, isPaused, verify, changeServer, show }: Deeds): void {
  const t = useTexts(texts);
  const group = t('group');
  useActions([
    // The palette has it from everywhere; here it also has a key.
    { id: 'sync.now', name: t('syncNow'), group, shortcut: 's', run: now },
    { id: 'sync.pause', name: t(isPaused ? 'resume' : 'pause'), group, run: pause },
    { id: 'sync.verify', name: t('actions.verify'), group, shortcut: 'v', run: verify },
    { id: 'sync.server', name: t('changeServer'), group, run: changeServer },
    ...views.map((view) => ({
      id: `sync.show.${view}`,
      name: t('actions.show', { view: t(`views.${view}`) }),
      group,
      run: () => show(view),
    })),
  ]);
}
