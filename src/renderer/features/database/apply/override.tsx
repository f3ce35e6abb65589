import { Checkbox } from '../../../ui/field/checkbox';
import { Textarea } from '../../../ui/field/text-field';
import { useTexts } from '../../../ui/i18n/texts';
import styles from '../database.module.css';
import type { ChecklistItem } from '../runbook/checklist-texts';
import { texts as runbookTexts } from '../runbook/texts';
import { NameGate, useGateObstacle } from '../targets/name-gate';

/** Going ahead with open items: whether, why, and the name typed on production. */
export type Override = {
  readonly wanted: boolean;
  readonly reason: string;
  readonly typedName: string;
};

export const noOverride: Override = { wanted: false, reason: '', typedName: '' };

type OverrideFieldsProps = {
  readonly open: readonly ChecklistItem[];
  readonly override: Override;
  readonly onChange: (override: Override) => void;
};

/** What the checklist still waits for, and the way to go ahead all the same. */
export function OverrideFields({ open, override, onChange }: OverrideFieldsProps) {
  const t = useTexts(runbookTexts);
  return (
    <div className={styles.override}>
      <p>{t('gateCloses', { count: open.length })}</p>
      <ul>
        {open.map(({ name }) => (
          <li key={name}>{t(`item.${name}`)}</li>
        ))}
      </ul>
      <Checkbox
        label={t('overrideLabel')}
        hint={t('overrideHint')}
        checked={override.wanted}
        onChange={(wanted) => onChange({ ...override, wanted })}
      />
      {override.wanted && (
        <>
          <Textarea
            label={t('overrideReason')}
            rows={2}
            value={override.reason}
            onChange={(reason) => onChange({ ...override, reason })}
          />
          <NameGate
            typed={override.typedName}
            onType={(typedName) => onChange({ ...override, typedName })}
          />
        </>
      )}
    </div>
  );
}

/** Why steps cannot be applied past an open checklist yet; undefined when they can. */
export function useOverrideObstacle(isClosed: boolean, override: Override): string | undefined {
  const t = useTexts(runbookTexts);
  const gate = useGateObstacle(override.typedName);
  if (!isClosed) return undefined;
  if (!override.wanted) return t('overrideNeeded');
  return override.reason.trim() === '' ? t('reasonNeeded') : gate;
}
