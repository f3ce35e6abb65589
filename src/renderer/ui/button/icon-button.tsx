import type { ComponentPropsWithRef } from 'react';
import { classNames } from '../class-names';
import { Icon } from '../icons/icon';
import type { IconName } from '../icons/icons';
import { Tooltip } from '../tooltip/tooltip';
import styles from './button.module.css';

type IconButtonProps = Omit<ComponentPropsWithRef<'button'>, 'type' | 'children'> & {
  readonly icon: IconName;
  /** What it does; read aloud and shown in the tooltip. */
  readonly label: string;
  readonly shortcut?: string;
  readonly size?: 'regular' | 'small';
};

/** A square button that shows only an icon; its name is in the tooltip. */
export function IconButton({
  icon,
  label,
  shortcut,
  size = 'regular',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        className={classNames(
          styles.button,
          styles.quiet,
          styles.square,
          size === 'small' && styles.small,
          className,
        )}
      >
        <Icon name={icon} />
      </button>
    </Tooltip>
  );
}
