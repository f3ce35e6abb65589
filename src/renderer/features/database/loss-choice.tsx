import { bridge } from '../../client';
import { Button } from '../../ui/button/button';
import { Checkbox } from '../../ui/field/checkbox';
import { SegmentedControl } from '../../ui/field/segmented-control';
import { useTexts } from '../../ui/i18n/texts';
import styles from './database.module.css';
import { splitName } from './steps';
import { texts } from './texts';

/** What is to happen with what a rollback would lose. */
export type LossDecision =
  | { readonly keep: 'archive'; readonly file: string | null }
  | { readonly keep: 'lose'; readonly agreed: boolean };

type LossChoiceProps = {
  readonly decision: LossDecision;
  readonly step: string;
  readonly onDecide: (decision: LossDecision) => void;
};

/** Archive it first, or agree to lose it. */
export function LossChoice({ decision, step, onDecide }: LossChoiceProps) {
  const t = useTexts(texts);
  const chooseFile = async () => {
    const file = await bridge().shell.saveFile({
      title: t('rollback.archiveTitle'),
      suggestedName: t('rollback.archiveName', { step: splitName(step).number }),
      filters: [{ name: t('rollback.archiveFilter'), extensions: ['json'] }],
    });
    if (file !== null) onDecide({ keep: 'archive', file });
  };
  return (
    <>
      <SegmentedControl<LossDecision['keep']>
        label={t('rollback.keep')}
        value={decision.keep}
        onChange={(keep) =>
          onDecide(keep === 'archive' ? { keep, file: null } : { keep, agreed: false })
        }
        options={[
          { value: 'archive', label: t('rollback.archive') },
          { value: 'lose', label: t('rollback.lose') },
        ]}
      />
      {decision.keep === 'archive' ? (
        <div className={styles.archive}>
          <Button onClick={() => void chooseFile()}>{t('rollback.chooseArchive')}</Button>
          <span className={styles.path}>{decision.file ?? t('rollback.archiveNote')}</span>
        </div>
      ) : (
        <Checkbox
          label={t('rollback.consent')}
          checked={decision.agreed}
          onChange={(agreed) => onDecide({ keep: 'lose', agreed })}
        />
      )}
    </>
  );
}
