import type { Failure } from '../../../../shared/kernel/errors';
import type { ShownTarget } from '../../../../shared/contract/targets';
import { useTargetPassword } from '../../../client';
import { PasswordDialog } from '../../../ui/dialog/password-dialog';
import { useTexts } from '../../../ui/i18n/texts';
import { texts } from './texts';

type AskPasswordProps = {
  readonly target: ShownTarget;
  /** Why it is asked for: none is known, or the one that is was not accepted. */
  readonly failure: Failure;
  readonly onClose: () => void;
  /** Called when the engine knows it, so that what failed can be asked again. */
  readonly onKnown: () => void;
};

/** Asks for the password of a server: for this session, or for the keychain too. */
export function AskPassword({ target, failure, onClose, onKnown }: AskPasswordProps) {
  const t = useTexts(texts);
  const password = useTargetPassword(target, { failureTitle: t('unlockFailed'), onKnown });
  return (
    <PasswordDialog
      name={target.name}
      label={target.label}
      refused={failure}
      wasWrong={failure.details?.problem === 'password_wrong'}
      unkeepable={password.unkeepable}
      pending={password.pending}
      onSubmit={(text, keep) => void password.use(text, keep)}
      onClose={onClose}
    />
  );
}
