import { useTexts } from '../../../ui/i18n/texts';
import styles from '../certificates.module.css';
import { texts } from '../texts';

/** A learner by name, or by id where no name is known. */
export function LearnerCell({ name, id }: { readonly name: string | null; readonly id: string }) {
  const t = useTexts(texts);
  if (name !== null) return <bdi>{name}</bdi>;
  return (
    <span className={styles.noName}>
      <code>{id}</code> {t('issue.noName')}
    </span>
  );
}
