import { Menu as MantineMenu } from '@mantine/core';
import type { ReactNode } from 'react';
import { Button } from '../button/button';
import { useTexts } from '../i18n/texts';
import { Icon } from '../icons/icon';
import type { IconName } from '../icons/icons';
import { Kbd } from '../kbd/kbd';
import '../theme/mantine-menu';
import { texts } from '../texts';
import buttonStyles from '../button/button.module.css';
import { classNames } from '../class-names';
import styles from './menu.module.css';

export type MenuItem = {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  readonly shortcut?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
};

type MenuProps = {
  /** The name of the menu; shown on the button unless `compact`. */
  readonly label?: string;
  /** A small button with three dots, for rows. */
  readonly compact?: boolean;
  /** Marks a button whose label is the choice that holds now. */
  readonly chevron?: boolean;
  readonly items: readonly MenuItem[];
  /** A note above the items. */
  readonly note?: ReactNode;
};

/** Further actions behind one button. Only for what is rare; the usual ones are buttons. */
export function Menu({ label, compact = false, chevron = false, items, note }: MenuProps) {
  const t = useTexts(texts);
  const name = label ?? t('more');
  return (
    <MantineMenu
      position="bottom-end"
      offset={4}
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: styles.dropdown, item: styles.item, itemSection: styles.section }}
    >
      <MantineMenu.Target>
        {compact ? (
          <button
            type="button"
            aria-label={name}
            className={classNames(
              buttonStyles.button,
              buttonStyles.quiet,
              buttonStyles.square,
              buttonStyles.small,
            )}
          >
            <Icon name="more" />
          </button>
        ) : (
          <Button className={chevron ? styles.chooser : undefined}>
            {name}
            {chevron && <Icon name="chevronDown" tone="muted" />}
          </Button>
        )}
      </MantineMenu.Target>
      <MantineMenu.Dropdown>
        {note && <MantineMenu.Label>{note}</MantineMenu.Label>}
        {items.map((item) => (
          <MantineMenu.Item
            key={item.id}
            leftSection={item.icon && <Icon name={item.icon} />}
            rightSection={item.shortcut && <Kbd keys={item.shortcut} />}
            disabled={item.disabled}
            data-danger={item.danger || undefined}
            onClick={item.onSelect}
          >
            {item.label}
          </MantineMenu.Item>
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}
