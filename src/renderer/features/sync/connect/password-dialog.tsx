import { useState } from 'react';
import type { ShownTarget } from '../../../../shared/contract/targets';
import { client, useCommand } from '../../../client';
import { Button } from '../../../ui/button/button';
import { Dialog } from '../../../ui/dialog/dialog';
import { TextField } from '../../../ui/field/text-field';
import { useTexts } from '../../../ui/i18n/texts';
import styles from '../sync.module.css';
import { texts } from './texts';

type PasswordDialogProps = {
  readonly target: ShownTarget;
  /** One was known and was not accepted. */
  readonly wasWrong: boolean;
  readonly onClose: () => void;
  /** Called when the engine knows it, so that what failed can be tried again. */
  readonly onKnown: () => void;
};

/** Asks for the password of the workspace's server, until the program ends. */
export function PasswordDialog({ target, wasWrong, onClose, onKnown }: PasswordDialogProps) {
  const t = useTexts(texts);
  const [password, setPassword] = useState('');
  const unlock = useCommand(client.targets.unlock, {
    failureTitle: t('password.notUsed'),
    onDone: onKnown,
  });
  const submit = () => {
    if (password !== '') void unlock.run({ id: target.id, password });
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('password.title', { name: target.name })}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            look="primary"
            disabled={password === ''}
            pending={unlock.isPending}
            onClick={submit}
          >
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
        <p>{t('password.lead', { label: target.label })}</p>
        <TextField
          label={t('password.label')}
          type="password"
          data-autofocus
          error={wasWrong && password === '' ? t('password.wrong') : undefined}
          value={password}
          onChange={setPassword}
        />
      </form>
    </Dialog>
  );
}
