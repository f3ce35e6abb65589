import { SegmentedControl } from '../../ui/field/segmented-control';
import { useTexts } from '../../ui/i18n/texts';
import styles from './imports.module.css';
import { useImportStore } from './store';
import type { DuplicateRule } from './store';
import { texts } from './texts';

const rules = ['skip', 'update', 'keep'] as const;

/** What is done with questions that are in the quiz already. */
export function DuplicatesPanel() {
  const t = useTexts(texts);
  const { duplicates, setDuplicates } = useImportStore();
  return (
    <div className={styles.group}>
      <h3>{t('duplicates.heading')}</h3>
      <SegmentedControl<DuplicateRule>
        label={t('duplicates.heading')}
        hideLabel
        value={duplicates}
        onChange={setDuplicates}
        options={rules.map((value) => ({ value, label: t(`duplicates.${value}`) }))}
      />
      <p className={styles.reason}>{t(`duplicates.hint.${duplicates}`)}</p>
    </div>
  );
}
