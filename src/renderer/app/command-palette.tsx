import { Spotlight, createSpotlight } from '@mantine/spotlight';
import { useEffect, useState } from 'react';
import type { Action } from '../ui/actions/action';
import { groupActions } from '../ui/actions/group-actions';
import { useAllActions } from '../ui/actions/registry';
import { shortcutOf } from '../ui/actions/shortcut-settings';
import { filterRows } from '../ui/filter/fold-text';
import { useTexts } from '../ui/i18n/texts';
import { Icon } from '../ui/icons/icon';
import { Kbd } from '../ui/kbd/kbd';
import '../ui/theme/mantine-spotlight';
import styles from './command-palette.module.css';
import { closeOverlay } from './overlay';
import { texts } from './texts';

const [store, spotlight] = createSpotlight();

/** The place registered its actions last; they are what a person most likely wants. */
function newestFirst(actions: readonly Action[]) {
  return groupActions(actions).toReversed();
}

/** Every action by name, shown while it is mounted; what the place offers comes first. */
export function CommandPalette() {
  const t = useTexts(texts);
  const [query, setQuery] = useState('');
  useEffect(() => {
    spotlight.open();
    return () => spotlight.close();
  }, []);
  const listed = useAllActions().filter((action) => !action.unlisted && !action.disabled);
  const found = filterRows(listed, query, ({ name, group, keywords }) =>
    [name, group, keywords].join(' '),
  );
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      onSpotlightClose={closeOverlay}
      clearQueryOnClose
      lockScroll={false}
      maxHeight={420}
      scrollable
      transitionProps={{ duration: 0 }}
      overlayProps={{ color: 'transparent', backgroundOpacity: 1 }}
      attributes={{ content: { 'aria-label': t('palette.label') } }}
      classNames={{ content: styles.content, overlay: styles.overlay, inner: styles.inner }}
    >
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        leftSection={<Icon name="search" tone="muted" />}
        classNames={{ input: styles.search }}
      />
      <Spotlight.ActionsList className={styles.list}>
        {newestFirst(found).map((group) => (
          <Spotlight.ActionsGroup key={group.name} label={group.name} className={styles.group}>
            {group.actions.map((action) => (
              <PaletteAction key={action.id} action={action} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {found.length === 0 && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function PaletteAction({ action }: { readonly action: Action }) {
  const shortcut = shortcutOf(action);
  return (
    <Spotlight.Action
      className={styles.action}
      // After the palette has closed and given the focus back, so that the action may move it.
      onClick={() => window.setTimeout(action.run, 0)}
    >
      <span className={styles.name}>{action.name}</span>
      {shortcut && <Kbd keys={shortcut} />}
    </Spotlight.Action>
  );
}
