import { useState } from 'react';
import type { Failure } from '../../../../shared/kernel/errors';
import type { ShownTarget } from '../../../../shared/contract/targets';
import { client, useCommand, useQuery } from '../../../client';
import { Button } from '../../../ui/button/button';
import { Dialog } from '../../../ui/dialog/dialog';
import { Checkbox } from '../../../ui/field/checkbox';
import { TextField } from '../../../ui/field/text-field';
import { useTexts } from '../../../ui/i18n/texts';
import styles from './targets.module.css';
import { texts } from './texts';

type PasswordDialogProps = {
  readonly target: ShownTarget;
  /** Why it is asked for: none is known, or the one that is was not accepted. */
  readonly failure: Failure;
  readonly onClose: () => void;
  /** Called when the engine knows it, so that what failed can be asked again. */
  readonly onKnown: () => void;
};

/** Asks for the password of a server: for this session, or for the keychain too. */
export function PasswordDialog({ target, failure, onClose, onKnown }: PasswordDialogProps) {
  const t = useTexts(texts);
  const [password, setPassword] = useState('');
  const [judged, setJudged] = useState(failure);
  if (judged !== failure) {
    // What was typed has been tried in vain.
    setJudged(failure);
    setPassword('');
  }
  const wasWrong = failure.details?.problem === 'password_wrong';
  const [keep, setKeep] = useState(false);
  const unkeepable = useQuery(client.targets.list, {}).data?.secrets.reason ?? null;
  const options = { failureTitle: t('unlockFailed') };
  const unlock = useCommand(client.targets.unlock, options);
  const save = useCommand(client.targets.save, options);
  const { id, name, role, settings, label } = target;
  const submit = async () => {
    if (password === '') return;
    const result = keep
      ? await save.run({ id, name, role, settings, password })
      : await unlock.run({ id, password });
    if (result.ok) onKnown();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('unlockTitle', { name })}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            look="primary"
            disabled={password === ''}
            pending={unlock.isPending || save.isPending}
            onClick={() => void submit()}
          >
            {t('unlock')}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>{t('unlockLead', { label })}</p>
        <TextField
          label={t('password')}
          type="password"
          data-autofocus
          error={wasWrong && password === '' ? t('unlockWrong') : undefined}
          value={password}
          onChange={setPassword}
        />
        <Checkbox
          label={t('keep')}
          hint={unkeepable ?? t('keepNot')}
          checked={keep && unkeepable === null}
          disabled={unkeepable !== null}
          onChange={setKeep}
        />
      </form>
    </Dialog>
  );
}
