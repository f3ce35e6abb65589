import { useState } from 'react';
import { Button } from '../button/button';
import { Checkbox } from '../field/checkbox';
import { TextField } from '../field/text-field';
import { Dialog } from './dialog';
import styles from './password-dialog.module.css';

/** What the dialog says; the same words wherever a server asks. */
export type PasswordWords = {
  readonly title: string;
  readonly lead: string;
  readonly label: string;
  readonly wrong: string;
  readonly keep: string;
  /** What happens without keeping it. */
  readonly keepNot: string;
  readonly submit: string;
  readonly cancel: string;
};

type PasswordDialogProps = {
  readonly words: PasswordWords;
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
  const { words, refused, wasWrong, unkeepable, pending, onSubmit, onClose } = props;
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
      title={words.title}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button look="primary" disabled={password === ''} pending={pending} onClick={submit}>
            {words.submit}
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
        <p>{words.lead}</p>
        <TextField
          label={words.label}
          type="password"
          data-autofocus
          error={wasWrong && password === '' ? words.wrong : undefined}
          value={password}
          onChange={setPassword}
        />
        <Checkbox
          label={words.keep}
          hint={unkeepable ?? words.keepNot}
          checked={keep && unkeepable === null}
          disabled={unkeepable !== null}
          onChange={setKeep}
        />
      </form>
    </Dialog>
  );
}
