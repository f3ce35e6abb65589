import { useTexts } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import { isProduction, useSubject } from '../subject';
import styles from './targets.module.css';
import { texts } from './texts';

/** Says, impossible to overlook, that this is the database learners work on. */
export function ProductionBanner() {
  const t = useTexts(texts);
  const subject = useSubject();
  if (!isProduction(subject) || !subject.target) return null;
  const { name, label } = subject.target;
  return (
    <p className={styles.banner} role="note">
      <Icon name="warning" />
      <b>{t('banner')}</b>
      <span dir="auto">{t('bannerText', { name, label })}</span>
    </p>
  );
}
