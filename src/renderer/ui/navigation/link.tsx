import type { ReactNode } from 'react';
import { classNames } from '../class-names';
import { Icon } from '../icons/icon';
import buttonStyles from '../button/button.module.css';
import styles from './link.module.css';
import { hrefOf } from './location';

type LinkProps = {
  readonly to: string;
  readonly children: ReactNode;
  readonly className?: string;
};

/** A link to another place of the window. */
export function Link({ to, children, className }: LinkProps) {
  return (
    <a href={hrefOf(to)} className={classNames(styles.link, className)}>
      {children}
    </a>
  );
}

/** A link that looks like a button, for going somewhere from where buttons are. */
export function ButtonLink({
  to,
  look,
  children,
}: LinkProps & { readonly look?: 'primary' | 'quiet' }) {
  return (
    <a href={hrefOf(to)} className={classNames(buttonStyles.button, look && buttonStyles[look])}>
      {children}
    </a>
  );
}

/** The way back to the list, before the title of a page. */
export function BackLink({ to, label }: { readonly to: string; readonly label: string }) {
  return (
    <a href={hrefOf(to)} className={styles.back} aria-label={label} title={label}>
      <Icon name="chevronLeft" />
    </a>
  );
}
