import { bridge } from '../../../client';
import { Button } from '../../../ui/button/button';
import { Checkbox } from '../../../ui/field/checkbox';
import { SegmentedControl } from '../../../ui/field/segmented-control';
import { Select } from '../../../ui/field/select';
import { TextField } from '../../../ui/field/text-field';
import { useTexts } from '../../../ui/i18n/texts';
import { usualTls } from './target-form';
import type { Role, TargetForm, TlsMode } from './target-form';
import styles from './targets.module.css';
import { texts } from './texts';

const roles: readonly Role[] = ['production', 'staging', 'local'];
const tlsModes: readonly TlsMode[] = ['verify-full', 'verify-ca', 'require', 'disable'];

type FieldsProps = {
  readonly form: TargetForm;
  readonly onChange: (patch: Partial<TargetForm>) => void;
};

/** Name and kind of a server. */
export function IdentityFields({ form, onChange }: FieldsProps) {
  const t = useTexts(texts);
  return (
    <div className={styles.pair}>
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        value={form.name}
        onChange={(name) => onChange({ name })}
      />
      <div>
        <SegmentedControl<Role>
          label={t('role.label')}
          value={form.role}
          onChange={(role) => onChange({ role })}
          options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
        />
        <p className={styles.hint}>{t(`role.${form.role}Hint`)}</p>
      </div>
    </div>
  );
}

/** Where the server is and who connects. */
export function PlaceFields({ form, onChange }: FieldsProps) {
  const t = useTexts(texts);
  return (
    <>
      <div className={styles.place}>
        <TextField label={t('host')} value={form.host} onChange={(host) => onChange({ host })} />
        <TextField
          label={t('port')}
          inputMode="numeric"
          value={form.port}
          onChange={(port) => onChange({ port })}
        />
      </div>
      <div className={styles.pair}>
        <TextField
          label={t('databaseName')}
          value={form.database}
          onChange={(database) => onChange({ database })}
        />
        <TextField label={t('user')} value={form.user} onChange={(user) => onChange({ user })} />
      </div>
    </>
  );
}

/** The password, and whether it is there next time. */
export function PasswordFields({
  form,
  onChange,
  isSaved,
  unkeepable,
}: FieldsProps & {
  readonly isSaved: boolean;
  /** Why passwords cannot be kept on this computer; null when they can. */
  readonly unkeepable: string | null;
}) {
  const t = useTexts(texts);
  return (
    <div className={styles.pair}>
      <TextField
        label={t('password')}
        type="password"
        hint={t(isSaved ? 'passwordKept' : 'passwordNew')}
        value={form.password}
        onChange={(password) => onChange({ password })}
      />
      <div className={styles.keep}>
        <Checkbox
          label={t('keep')}
          hint={unkeepable ?? t('keepNot')}
          checked={form.keep && unkeepable === null}
          disabled={unkeepable !== null}
          onChange={(keep) => onChange({ keep })}
        />
      </div>
    </div>
  );
}

/** How the connection is protected. */
export function TlsFields({ form, onChange }: FieldsProps) {
  const t = useTexts(texts);
  const mode = form.tls ?? usualTls(form.host);
  const choose = async () => {
    const [caFile] = await bridge().shell.openFiles({
      title: t('caTitle'),
      filters: [{ name: t('caFilter'), extensions: ['pem', 'crt', 'cer'] }],
      multiple: false,
    });
    if (caFile !== undefined) onChange({ caFile });
  };
  return (
    <div className={styles.pair}>
      <Select<TlsMode>
        label={t('tls')}
        value={mode}
        onChange={(tls) => onChange({ tls })}
        options={tlsModes.map((value) => ({ value, label: t(`tlsMode.${value}`) }))}
      />
      <div role="group" aria-label={t('ca')} className={styles.ca}>
        <span>{t('ca')}</span>
        <span className={styles.file}>{form.caFile || t('caNone')}</span>
        <span className={styles.caDeeds}>
          <Button size="small" disabled={mode === 'disable'} onClick={() => void choose()}>
            {t('caChoose')}
          </Button>
          {form.caFile !== '' && (
            <Button size="small" look="quiet" onClick={() => onChange({ caFile: '' })}>
              {t('caClear')}
            </Button>
          )}
        </span>
      </div>
    </div>
  );
}
