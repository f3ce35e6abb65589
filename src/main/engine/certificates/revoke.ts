import { cleanPrintedText } from '../../../shared/domain/certificates';
import { failure, type Failure } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';
import type { EngineContext } from '../context';
import { detailForCode } from './reissue';
import { printedCode } from './repository';

/**
 * Revokes a certificate: its code and its file verify as revoked, with the reason, from then on.
 * It is an ordinary action and can be undone.
 */
export function revokeCertificate(
  request: { readonly code: string; readonly reason: string },
  context: EngineContext,
): Result<{ readonly code: string }, Failure> {
  const found = detailForCode(request.code, context);
  if (!found.ok) return found;
  const detail = found.value;
  const code = printedCode(detail.code);
  if (detail.status === 'revoked') {
    return err(
      failure('conflict', `${code} has already been revoked. Nothing was changed.`, { code }),
    );
  }
  if (detail.status === 'superseded') {
    return err(
      failure(
        'conflict',
        `${code} has been followed by a newer certificate; revoke that one. Nothing was changed.`,
        { code },
      ),
    );
  }
  const reason = cleanPrintedText(request.reason);
  if (!reason.ok) {
    return err(
      failure(
        'bad_input',
        `The reason cannot be stored. ${reason.error.message}. Nothing was changed.`,
      ),
    );
  }
  const label = `revocation of the certificate of ${detail.printed.learnerName}`;
  context.edit({ name: 'certificates.revoke', label }, (edit) => {
    edit.update('lectern_certificate_detail', detail.id, {
      status: 'revoked',
      reason: reason.value,
    });
  });
  return ok({ code });
}
