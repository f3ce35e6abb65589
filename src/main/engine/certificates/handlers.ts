import type { certificates } from '../../../shared/contract/certificates';
import { failure } from '../../../shared/kernel/errors';
import { err, ok } from '../../../shared/kernel/result';
import { readAside } from '../jobs/read-aside';
import type { Handlers } from '../rpc/handlers';
import { certificateEligibility } from './eligibility';
import { findCertifiedCourse } from './eligibility-repository';
import { issueCertificates } from './issue';
import { previewCertificate } from './preview';
import { reissueCertificate } from './reissue';
import { listCertificates } from './repository';
import { revokeCertificate } from './revoke';
import { verifyCertificate } from './verify';

export const certificateHandlers: Handlers<typeof certificates> = {
  list: ({ courseId }, context) =>
    ok({ certificates: listCertificates(context.workspace.read, courseId) }),
  eligible: async ({ courseId }, context) => {
    const db = context.workspace.read;
    if (!findCertifiedCourse(db, courseId)) {
      return err(failure('not_found', `There is no course ${courseId}.`));
    }
    const { value } = await readAside(context, certificateEligibility, courseId, context.signal);
    const { rule, eligible, already, not } = value;
    return ok({
      rule: [...rule],
      eligible: [...eligible],
      already: [...already],
      not: not.map(({ reasons, ...learner }) => ({
        ...learner,
        reasons: reasons.map(({ code, text }) => ({ code, text })),
      })),
    });
  },
  preview: (input, context) => previewCertificate(input, context),
  issue: (input, context) => issueCertificates(input, context),
  verify: ({ code }, context) => verifyCertificate(code, context),
  reissue: (input, context) => reissueCertificate(input, context),
  revoke: (input, context) => revokeCertificate(input, context),
};
