import { cleanPrintedText, createVerificationCode } from '../../../shared/domain/certificates';
import { toInstant } from '../../../shared/kernel/clock';
import type { Failure } from '../../../shared/kernel/errors';
import { ok, type Result } from '../../../shared/kernel/result';
import type { CallContext } from '../context';
import { buildSnapshot, courseWording } from './build-snapshot';
import { personName } from './eligibility-repository';
import { certifiableCourse } from './issue';
import { renderBatch } from './render-batch';

/**
 * Makes the page a learner would get, with a code of zeros that verifies as unknown, and lists
 * what would keep it from being issued. Nothing is stored.
 */
export async function previewCertificate(
  request: { readonly courseId: string; readonly userId: string },
  context: CallContext,
): Promise<Result<{ readonly pdf: string; readonly problems: string[] }, Failure>> {
  const certified = certifiableCourse(context, request.courseId);
  if (!certified.ok) return certified;
  const { course, title } = certified.value;
  const db = context.workspace.read;
  const name = personName(db, request.userId);
  if (name === undefined) return ok({ pdf: '', problems: ['No name is known for this learner.'] });
  const clean = cleanPrintedText(name);
  if (!clean.ok)
    return ok({ pdf: '', problems: [`The name cannot be printed. ${clean.error.message}.`] });
  const code = createVerificationCode((length) => new Uint8Array(length));
  const issuedAt = toInstant(context.clock.now());
  const snapshot = buildSnapshot(courseWording(db, course, title), {
    name: clean.value,
    code,
    issuedAt,
  });
  const [answer] = await renderBatch(context.workers, [snapshot], context.signal);
  if (answer?.kind === 'file')
    return ok({ pdf: Buffer.from(answer.bytes).toString('base64'), problems: [] });
  return ok({ pdf: '', problems: [`${answer?.reason ?? 'The page could not be made'}.`] });
}
