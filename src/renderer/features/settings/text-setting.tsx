import { useTexts } from '../../ui/i18n/texts';
import { TextField } from '../../ui/field/text-field';
import { texts } from './texts';
import { useTextSetting } from './use-setting';

type TextSettingFieldProps = {
  readonly name: Parameters<typeof useTextSetting>[0];
  readonly stored: string;
  readonly label: string;
  readonly hint: string;
  readonly maxLength?: number;
  readonly inputMode?: 'url';
};

/** A text field without a Save button; says when it could not be stored. */
export function TextSettingField({ name, stored, label, hint, ...rest }: TextSettingFieldProps) {
  const t = useTexts(texts);
  const { value, setValue, flush, error } = useTextSetting(name, stored);
  return (
    <TextField
      {...rest}
      label={label}
      hint={hint}
      error={error && t('notStored', { message: error })}
      value={value}
      onChange={setValue}
      onBlur={flush}
    />
  );
}
