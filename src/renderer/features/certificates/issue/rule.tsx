import { useTexts } from '../../../ui/i18n/texts';
import styles from '../certificates.module.css';
import { texts } from '../texts';

/** When a learner gets the certificate, in words. */
export function Rule({ rule }: { readonly rule: readonly string[] }) {
  const t = useTexts(texts);
  return (
    <section className={styles.rule} aria-label={t('issue.rule')}>
      <h2>{t('issue.rule')}</h2>
      <ul>
        {rule.map((condition) => (
          <li key={condition}>{condition}</li>
        ))}
      </ul>
    </section>
  );
}
