import type { Failure } from '../../../shared/kernel/errors';
import type { Result } from '../../../shared/kernel/result';
import { NumberField } from '../../ui/field/number-field';
import { useTexts } from '../../ui/i18n/texts';
import { texts } from './texts';
import { useFieldDraft } from './use-field-draft';

type NumberSettingProps = {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly stored: number;
  /** Least and most, both allowed. */
  readonly bounds: readonly [least: number, most: number];
  readonly whole?: boolean;
  readonly step?: number;
  readonly unit?: string;
  readonly hint?: string;
  readonly className?: string;
  readonly store: (value: number) => Promise<Result<unknown, Failure>>;
};

/** A number that is stored when its field is left. */
export function NumberSetting({
  bounds,
  whole = true,
  store,
  stored,
  ...frame
}: NumberSettingProps) {
  const t = useTexts(texts);
  const [least, most] = bounds;
  const accepts = (value: number | null): value is number =>
    value !== null && value >= least && value <= most && (!whole || Number.isInteger(value));
  const field = useFieldDraft<number | null>(
    stored,
    async (value) => (value === null ? { ok: true, value: {} } : store(value)),
    accepts,
  );
  const problem = t(whole ? 'field.range' : 'field.number', { least, most });
  return (
    <NumberField
      {...frame}
      error={accepts(field.value) ? undefined : problem}
      min={least}
      max={most}
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
