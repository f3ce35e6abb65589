import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Action } from '../ui/actions/action';
import { groupActions } from '../ui/actions/group-actions';
import { useAllActions } from '../ui/actions/registry';
import { filterRows } from '../ui/filter/fold-text';
import { useTexts } from '../ui/i18n/texts';
import { Icon } from '../ui/icons/icon';
import '../ui/theme/mantine-modal';
import styles from './command-palette.module.css';
import { closeOverlay } from './overlay';
import { PaletteList, optionId } from './palette-list';
import { texts } from './texts';

/** What fits the words, under headings; what the place registered (last) comes first. */
function useFound(query: string) {
  const listed = useAllActions().filter((action) => !action.unlisted && !action.disabled);
  const found = filterRows(listed, query, ({ name, group, keywords }) =>
    [name, group, keywords].join(' '),
  );
  return groupActions(found).toReversed();
}

function run(action: Action | undefined): void {
  if (!action) return;
  closeOverlay();
  // After the palette has gone and given the focus back, so that the action may move it.
  window.setTimeout(action.run, 0);
}

/** Every action by name: type, choose with the arrows, Enter. Shown while it is mounted. */
export function CommandPalette() {
  const t = useTexts(texts);
  const [query, setQuery] = useState('');
  const [wanted, setWanted] = useState(0);
  const groups = useFound(query);
  const actions = groups.flatMap((group) => group.actions);
  const chosen = Math.min(wanted, actions.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setWanted((chosen + step + actions.length) % Math.max(1, actions.length));
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      run(actions[chosen]);
    }
  };
  return (
    <Modal
      opened
      onClose={closeOverlay}
      size={600}
      yOffset="14vh"
      padding={0}
      withCloseButton={false}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      overlayProps={{ color: 'transparent', backgroundOpacity: 1 }}
      attributes={{ content: { 'aria-label': t('palette.label') } }}
      classNames={{ content: styles.content, overlay: styles.overlay }}
    >
      <div className={styles.search}>
        <Icon name="search" tone="muted" />
        <input
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls="palette-list"
          aria-activedescendant={chosen >= 0 ? optionId(chosen) : undefined}
          aria-autocomplete="list"
          aria-label={t('palette.placeholder')}
          placeholder={t('palette.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setWanted(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <PaletteList groups={groups} chosen={chosen} onChoose={setWanted} onRun={run} />
      {actions.length === 0 && (
        <p className={styles.nothing} role="status">
          {t('palette.nothing')}
        </p>
      )}
    </Modal>
  );
}
