import { useState } from 'react';
import { Button } from '../button/button';
import { Checkbox } from '../field/checkbox';
import { TextField } from '../field/text-field';
import { useTexts } from '../i18n/texts';
import { texts } from '../texts';
import { Dialog } from './dialog';
import styles from './password-dialog.module.css';

type PasswordDialogProps = {
  /** Of whom it is asked: what it was saved as, and the whole of who and where. */
  readonly name: string;
  readonly label: string;
  /** What was tried and refused; another one empties the field. Null before the first try. */
  readonly refused: unknown;
  readonly wasWrong: boolean;
  /** Why it cannot be kept here; null where it can. */
  readonly unkeepable: string | null;
  readonly pending: boolean;
  readonly onSubmit: (password: string, keep: boolean) => void;
  readonly onClose: () => void;
};

/** Asks for a password, and whether it is to be kept. */
export function PasswordDialog(props: PasswordDialogProps) {
  const { name, label, refused, wasWrong, unkeepable, pending, onSubmit, onClose } = props;
  const t = useTexts(texts);
  const [password, setPassword] = useState('');
  const [keep, setKeep] = useState(false);
  const [judged, setJudged] = useState(refused);
  if (judged !== refused) {
    // What was typed has been tried in vain.
    setJudged(refused);
    setPassword('');
  }
  const submit = () => {
    if (password !== '' && !pending) onSubmit(password, keep && unkeepable === null);
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('password.title', { name })}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button look="primary" disabled={password === ''} pending={pending} onClick={submit}>
            {t('password.use')}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p>{t('password.lead', { label })}</p>
        <TextField
          label={t('password.label')}
          type="password"
          data-autofocus
          error={wasWrong && password === '' ? t('password.wrong') : undefined}
          value={password}
          onChange={setPassword}
        />
        <Checkbox
          label={t('password.keep')}
          hint={unkeepable ?? t('password.keepNot')}
          checked={keep && unkeepable === null}
          disabled={unkeepable !== null}
          onChange={setKeep}
        />
      </form>
    </Dialog>
  );
}
