import { Icon } from '../../../ui/icons/icon';
import styles from './editor.module.css';

/** What is wrong with a part of the question as a whole. */
export function PartProblem({ text }: { readonly text: string }) {
  return (
    <p className={styles.partProblem}>
      <Icon name="error" />
      {text}
    </p>
  );
}
