import { useActions } from '../../ui/actions/registry';
import { useTexts } from '../../ui/i18n/texts';
import { texts } from './texts';
import { views } from './views';
import type { View } from './views';

/** What can be done on the page; null where there is nothing to do. */
export type Deeds = {
  readonly verify: () => void;
  readonly refresh: () => void;
  readonly plan: (() => void) | null;
  readonly apply: (() => void) | null;
  /** Lectern's own tables on a server. */
  readonly applyOwn: (() => void) | null;
  readonly rollback: (() => void) | null;
  readonly backup: () => void;
  readonly restore: () => void;
  readonly report: () => void;
  readonly show: (view: View) => void;
};

/** Puts everything that the page can do into the palette. */
export function useDatabaseActions(deeds: Deeds): void {
  const t = useTexts(texts);
  const group = t('group');
  const { verify, refresh, plan, apply, applyOwn, rollback, backup, restore, report, show } = deeds;
  useActions([
    { id: 'database.verify', name: t('actions.verify'), group, shortcut: 'v', run: verify },
    {
      id: 'database.plan',
      name: t('actions.plan'),
      group,
      shortcut: 'p',
      disabled: plan === null,
      run: () => plan?.(),
    },
    {
      id: 'database.apply',
      name: t('actions.apply'),
      group,
      shortcut: 'a',
      disabled: apply === null,
      run: () => apply?.(),
    },
    {
      id: 'database.applyOwn',
      name: t('actions.applyOwn'),
      group,
      disabled: applyOwn === null,
      run: () => applyOwn?.(),
    },
    { id: 'database.backup', name: t('actions.backup'), group, shortcut: 'b', run: backup },
    {
      id: 'database.rollback',
      name: t('actions.rollback'),
      group,
      disabled: rollback === null,
      run: () => rollback?.(),
    },
    { id: 'database.restore', name: t('actions.restore'), group, run: restore },
    { id: 'database.report', name: t('actions.report'), group, run: report },
    { id: 'database.refresh', name: t('actions.refresh'), group, shortcut: 'r', run: refresh },
    ...views.map((view, at) => ({
      id: `database.show.${view}`,
      name: t('actions.show', { view: t(`views.${view}`) }),
      group,
      shortcut: String(at + 1),
      run: () => show(view),
    })),
  ]);
}
