import styles from './skeleton.module.css';

/** A grey bar where a text will be. It waits 200 ms before it shows, so that fast answers do not flash. */
export function Skeleton({
  width = '100%',
  height = 10,
}: {
  readonly width?: string;
  readonly height?: number;
}) {
  return <span className={styles.bar} style={{ width, height }} aria-hidden />;
}

/** Several lines of text to come. */
export function SkeletonLines({ lines = 3 }: { readonly lines?: number }) {
  return (
    <div className={styles.lines} aria-busy>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} width={`${90 - ((line * 23) % 45)}%`} />
      ))}
    </div>
  );
}
