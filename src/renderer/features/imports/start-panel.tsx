import { Button } from '../../ui/button/button';
import { useTexts } from '../../ui/i18n/texts';
import { Icon } from '../../ui/icons/icon';
import styles from './start-panel.module.css';
import { texts } from './texts';
import type { Bringing } from './use-import';

/** Before anything is chosen: the three ways to bring questions in. */
export function StartPanel({ choose, setPasting }: Pick<Bringing, 'choose' | 'setPasting'>) {
  const t = useTexts(texts);
  return (
    <div className={styles.start}>
      <div className={styles.dropZone}>
        <Icon name="import" className={styles.dropIcon} />
        <h2>{t('start.heading')}</h2>
        <p>{t('start.text')}</p>
        <div className={styles.startButtons}>
          <Button look="primary" shortcut="o" onClick={choose}>
            {t('start.choose')}
          </Button>
          <Button shortcut="p" onClick={() => setPasting(true)}>
            {t('start.paste')}
          </Button>
        </div>
        <p className={styles.muted}>{t('start.formats')}</p>
      </div>
    </div>
  );
}
