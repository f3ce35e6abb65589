import { classNames } from '../class-names';
import styles from './icon.module.css';
import { iconPaths } from './icons';
import type { IconName } from './icons';

type IconProps = {
  readonly name: IconName;
  /** A name for readers; without it the icon is decoration beside a text. */
  readonly label?: string;
  readonly tone?: 'good' | 'wait' | 'bad' | 'muted' | 'accent';
  readonly className?: string;
};

/** A 16 px line icon in the colour of the text around it. */
export function Icon({ name, label, tone, className }: IconProps) {
  return (
    <svg
      viewBox="0 0 16 16"
      className={classNames(styles.icon, tone && styles[tone], className)}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {iconPaths[name].map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  );
}
