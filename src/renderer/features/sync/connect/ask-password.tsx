import type { ShownTarget } from '../../../../shared/contract/targets';
import { useTargetPassword } from '../../../client';
import { PasswordDialog } from '../../../ui/dialog/password-dialog';
import { useTexts } from '../../../ui/i18n/texts';
import { texts } from './texts';

type AskPasswordProps = {
  readonly target: ShownTarget;
  /** What the server said to the last one. */
  readonly refused: unknown;
  /** One was known and was not accepted. */
  readonly wasWrong: boolean;
  readonly onClose: () => void;
  /** Called when the engine knows it, so that what failed can be tried again. */
  readonly onKnown: () => void;
};

/** Asks for the password of the workspace's server: for this session, or for the keychain too. */
export function AskPassword({ target, refused, wasWrong, onClose, onKnown }: AskPasswordProps) {
  const t = useTexts(texts);
  const password = useTargetPassword(target, { failureTitle: t('password.notUsed'), onKnown });
  return (
    <PasswordDialog
      name={target.name}
      label={target.label}
      refused={refused}
      wasWrong={wasWrong}
      unkeepable={password.unkeepable}
      pending={password.pending}
      onSubmit={(text, keep) => void password.use(text, keep)}
      onClose={onClose}
    />
  );
}
