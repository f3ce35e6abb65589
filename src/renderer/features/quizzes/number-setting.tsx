import type { Failure } from '../../../shared/kernel/errors';
import { err, ok } from '../../../shared/kernel/result';
import type { Result } from '../../../shared/kernel/result';
import { NumberField } from '../../ui/field/number-field';
import { useStoredField } from '../../ui/field/use-stored-field';
import { useTexts } from '../../ui/i18n/texts';
import { texts } from './texts';

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
  const { props: field } = useStoredField<number | null>({
    stored: props.stored,
    read: (value) => (accepts(value) ? ok(value) : err(t('settings.range', { least, most }))),
    store: async (value): Outcome => (value === null ? (storeNone?.() ?? ok({})) : store(value)),
  });
  return (
    <NumberField
      label={props.label}
      hint={props.hint}
      unit={props.unit}
      min={least}
      max={most}
      step={props.step}
      {...field}
    />
  );
}
