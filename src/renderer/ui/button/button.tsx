import type { ComponentPropsWithRef, ReactNode } from 'react';
import { classNames } from '../class-names';
import { Icon } from '../icons/icon';
import type { IconName } from '../icons/icons';
import { Kbd } from '../kbd/kbd';
import styles from './button.module.css';

export type ButtonLook = 'plain' | 'primary' | 'quiet' | 'danger';

type ButtonProps = Omit<ComponentPropsWithRef<'button'>, 'type'> & {
  readonly look?: ButtonLook;
  readonly size?: 'regular' | 'small';
  readonly icon?: IconName;
  /** The key that does the same, shown at the end of the button. */
  readonly shortcut?: string;
  /** Shows that the action runs; the button stays focusable but does nothing meanwhile. */
  readonly pending?: boolean;
  readonly submit?: boolean;
  readonly children: ReactNode;
};

/** A button with a text. One primary button per page or dialog, the rest plain or quiet. */
export function Button({
  look = 'plain',
  size = 'regular',
  icon,
  shortcut,
  pending = false,
  submit = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={submit ? 'submit' : 'button'}
      className={classNames(
        styles.button,
        styles[look],
        size === 'small' && styles.small,
        className,
      )}
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
    >
      {pending ? <span className={styles.spinner} aria-hidden /> : icon && <Icon name={icon} />}
      <span className={styles.text}>{children}</span>
      {shortcut && <Kbd keys={shortcut} />}
    </button>
  );
}
