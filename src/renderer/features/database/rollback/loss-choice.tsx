import { bridge } from '../../../client';
import { Button } from '../../../ui/button/button';
import { SegmentedControl } from '../../../ui/field/segmented-control';
import { useTexts } from '../../../ui/i18n/texts';
import styles from '../database.module.css';
import { splitName } from '../steps/steps';
import type { Losses } from '../steps/steps';
import { useSubject } from '../subject';
import { texts } from '../texts';
import { LossTable } from './losses';

/** What is to happen with what a rollback would lose. */
export type LossDecision =
  | { readonly keep: 'archive'; readonly file: string | null }
  | { readonly keep: 'lose'; readonly agreed: ReadonlySet<string> };

type LossChoiceProps = {
  readonly losses: Losses;
  readonly decision: LossDecision;
  readonly step: string;
  readonly onDecide: (decision: LossDecision) => void;
};

/** Archive it first, or agree to lose it, line by line. */
export function LossChoice({ losses, decision, step, onDecide }: LossChoiceProps) {
  const t = useTexts(texts);
  const agree = (agreed: ReadonlySet<string>) => (object: string, agrees: boolean) => {
    const rest = [...agreed].filter((one) => one !== object);
    onDecide({ keep: 'lose', agreed: new Set(agrees ? [...rest, object] : rest) });
  };
  return (
    <>
      <SegmentedControl<LossDecision['keep']>
        label={t('rollback.keep')}
        value={decision.keep}
        onChange={(keep) =>
          onDecide(keep === 'archive' ? { keep, file: null } : { keep, agreed: new Set() })
        }
        options={[
          { value: 'archive', label: t('rollback.archive') },
          { value: 'lose', label: t('rollback.lose') },
        ]}
      />
      <p>{t('rollback.loses')}</p>
      {decision.keep === 'archive' ? (
        <>
          <LossTable losses={losses} />
          <ArchiveFile
            file={decision.file}
            step={step}
            onChoose={(file) => onDecide({ keep: 'archive', file })}
          />
        </>
      ) : (
        <>
          <LossTable
            losses={losses}
            consent={{ agreed: decision.agreed, onAgree: agree(decision.agreed) }}
          />
          <p className={styles.muted}>{t('rollback.loseNote')}</p>
        </>
      )}
    </>
  );
}

function ArchiveFile({
  file,
  step,
  onChoose,
}: {
  readonly file: string | null;
  readonly step: string;
  readonly onChoose: (file: string) => void;
}) {
  const t = useTexts(texts);
  const ending = useSubject().target ? 'zip' : 'json';
  const choose = async () => {
    const chosen = await bridge().shell.saveFile({
      title: t('rollback.archiveTitle'),
      suggestedName: t('rollback.archiveName', { step: splitName(step).number, ending }),
      filters: [{ name: t('rollback.archiveFilter'), extensions: [ending] }],
    });
    if (chosen !== null) onChoose(chosen);
  };
  return (
    <div className={styles.archive}>
      <Button onClick={() => void choose()}>{t('rollback.chooseArchive')}</Button>
      <span className={styles.path}>{file ?? t('rollback.archiveNote')}</span>
    </div>
  );
}
