import { Dialog } from '../ui/dialog/dialog';
import { groupActions } from '../ui/actions/group-actions';
import { useAllActions } from '../ui/actions/registry';
import { useShortcutSettings } from '../ui/actions/shortcut-settings';
import { useTexts } from '../ui/i18n/texts';
import { closeOverlay, useOverlay } from './overlay';
import { ShortcutRow } from './shortcut-row';
import styles from './shortcut-overlay.module.css';
import { texts } from './texts';

/** The shortcuts that work here, what the place adds first; each can be given other keys. */
export function ShortcutOverlay() {
  const t = useTexts(texts);
  const opened = useOverlay() === 'shortcuts';
  const { singleKeys } = useShortcutSettings();
  const actions = useAllActions().filter((action) => action.shortcut !== undefined);
  return (
    <Dialog opened={opened} onClose={closeOverlay} title={t('shortcuts.title')} size="large">
      <p>{singleKeys ? t('shortcuts.note') : t('shortcuts.off')}</p>
      <div className={styles.groups}>
        {groupActions(actions)
          .toReversed()
          .map(({ name, actions: members }) => (
            <section key={name} className={styles.group}>
              <h3>{name}</h3>
              <dl>
                {members.map((action) => (
                  <ShortcutRow key={action.id} action={action} others={actions} />
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Dialog>
  );
}
