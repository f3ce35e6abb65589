import { useEffect, useRef } from 'react';
import type { Action } from '../ui/actions/action';
import type { ActionGroup } from '../ui/actions/group-actions';
import { shortcutOf } from '../ui/actions/shortcut-settings';
import { useTexts } from '../ui/i18n/texts';
import { Kbd } from '../ui/kbd/kbd';
import styles from './command-palette.module.css';
import { texts } from './texts';

/** The id of an option, by which the input names the chosen one to readers. */
export function optionId(index: number): string {
  return `palette-option-${index}`;
}

type PaletteListProps = {
  readonly groups: readonly ActionGroup[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  readonly onRun: (action: Action) => void;
};

/** The options of the palette under their headings. The focus stays in the input above. */
export function PaletteList({ groups, chosen, onChoose, onRun }: PaletteListProps) {
  const t = useTexts(texts);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen, groups]);
  const actions = groups.flatMap((group) => group.actions);
  return (
    <div
      ref={list}
      id="palette-list"
      role="listbox"
      aria-label={t('palette.label')}
      tabIndex={-1}
      className={styles.list}
    >
      {groups.map((group) => (
        <div key={group.name} role="group" aria-label={group.name}>
          <div className={styles.heading} aria-hidden>
            {group.name}
          </div>
          {group.actions.map((action) => (
            <Option
              key={action.id}
              action={action}
              index={actions.indexOf(action)}
              isChosen={actions.indexOf(action) === chosen}
              onChoose={onChoose}
              onRun={onRun}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

type OptionProps = Omit<PaletteListProps, 'groups' | 'chosen'> & {
  readonly action: Action;
  readonly index: number;
  readonly isChosen: boolean;
};

function Option({ action, index, isChosen, onChoose, onRun }: OptionProps) {
  const shortcut = shortcutOf(action);
  return (
    <div
      role="option"
      id={optionId(index)}
      aria-selected={isChosen}
      className={styles.option}
      onPointerMove={() => !isChosen && onChoose(index)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onRun(action)}
    >
      <span>{action.name}</span>
      {shortcut && <Kbd keys={shortcut} />}
    </div>
  );
}
