import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { showToast } from '../ui/toast/toast';
import type { Action } from '../ui/actions/action';
import { chordOf } from '../ui/actions/shortcut';
import { remapShortcut, shortcutOf, useShortcutSettings } from '../ui/actions/shortcut-settings';
import { IconButton } from '../ui/button/icon-button';
import { useTexts } from '../ui/i18n/texts';
import { Kbd } from '../ui/kbd/kbd';
import styles from './shortcut-overlay.module.css';
import { texts } from './texts';

type ShortcutRowProps = { readonly action: Action; readonly others: readonly Action[] };

/** One action with its keys; pressing the keys button and then other keys gives it those. */
export function ShortcutRow({ action, others }: ShortcutRowProps) {
  const t = useTexts(texts);
  const settings = useShortcutSettings();
  const [isListening, setListening] = useState(false);
  const shortcut = shortcutOf(action, settings);
  const remap = (chord: string) => {
    const taken = others.find(
      (other) => other.id !== action.id && shortcutOf(other, settings) === chord,
    );
    if (taken) showToast({ message: t('shortcuts.taken', { name: taken.name }), tone: 'wait' });
    else remapShortcut(action.id, chord);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isListening || ['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    setListening(false);
    if (event.key === 'Escape') return;
    remap(event.key === 'Delete' || event.key === 'Backspace' ? '' : chordOf(event));
  };
  return (
    <div className={styles.row}>
      <dt>{action.name}</dt>
      <dd>
        {action.id in settings.remapped && (
          <IconButton
            icon="undo"
            size="small"
            label={t('shortcuts.reset')}
            onClick={() => remapShortcut(action.id, undefined)}
          />
        )}
        <button
          type="button"
          className={styles.keys}
          aria-label={t('shortcuts.remap', { name: action.name })}
          aria-pressed={isListening}
          onClick={() => setListening(!isListening)}
          onBlur={() => setListening(false)}
          onKeyDownCapture={onKeyDown}
        >
          {isListening ? (
            t('shortcuts.press')
          ) : shortcut ? (
            <Kbd keys={shortcut} />
          ) : (
            t('shortcuts.none')
          )}
        </button>
      </dd>
    </div>
  );
}
