import { keyNames } from './key-names';
import styles from './kbd.module.css';

/** A key or chord, given as `mod+k`, `Enter`, `?`; written as this platform writes it. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <kbd className={styles.kbd} aria-hidden>
      {keyNames(keys)}
    </kbd>
  );
}
