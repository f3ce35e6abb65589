import type { Failure } from '../../../shared/kernel/errors';
import { ok } from '../../../shared/kernel/result';
import type { Result } from '../../../shared/kernel/result';
import { NumberField } from '../../ui/field/number-field';
import { useTexts } from '../../ui/i18n/texts';
import { texts } from './texts';
import { useFieldDraft } from './use-field-draft';

type Outcome = Promise<Result<unknown, Failure>>;

type NumberSettingProps = {
  readonly label: string;
  readonly stored: number | null;
  /** Least and most, both allowed. */
  readonly bounds: readonly [least: number, most: number];
  readonly step?: number;
  readonly unit?: string;
  readonly hint?: string;
  readonly store: (value: number) => Outcome;
  /** Where the field may be emptied. */
  readonly storeNone?: () => Outcome;
};

/** A whole number among the settings, stored when its field is left. */
export function NumberSetting(props: NumberSettingProps) {
  const t = useTexts(texts);
  const { store, storeNone } = props;
  const [least, most] = props.bounds;
  const accepts = (value: number | null): boolean =>
    value === null
      ? storeNone !== undefined
      : Number.isInteger(value) && value >= least && value <= most;
  const save = async (value: number | null): Outcome =>
    value === null ? (storeNone?.() ?? ok({})) : store(value);
  const field = useFieldDraft<number | null>(props.stored, save, accepts);
  return (
    <NumberField
      label={props.label}
      hint={props.hint}
      error={accepts(field.value) ? undefined : t('settings.range', { least, most })}
      unit={props.unit}
      min={least}
      max={most}
      step={props.step}
      value={field.value}
      onChange={field.type}
      onBlur={field.commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') field.commit();
        if (event.key === 'Escape') field.reset();
      }}
    />
  );
}
