import styles from './progress.module.css';

type ProgressProps = {
  readonly label: string;
  readonly done: number;
  /** 0 when the amount is not known yet: the bar then shows only that something runs. */
  readonly total: number;
  readonly width?: number;
};

/** How far a piece of work has come. */
export function Progress({ label, done, total, width = 90 }: ProgressProps) {
  const known = total > 0;
  const share = known ? Math.max(0, Math.min(1, done / total)) : 0;
  return (
    <span
      className={styles.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={known ? total : undefined}
      aria-valuenow={known ? Math.min(done, total) : undefined}
      style={{ width }}
    >
      <i
        className={known ? styles.fill : styles.unknown}
        style={known ? { width: `${share * 100}%` } : undefined}
      />
    </span>
  );
}
