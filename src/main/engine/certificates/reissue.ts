import type { certificates } from '../../../shared/contract/certificates';
import type { OutputOf } from '../../../shared/contract/define';
import {
  cleanPrintedText,
  createVerificationCode,
  parseCode,
} from '../../../shared/domain/certificates';
import { toInstant } from '../../../shared/kernel/clock';
import { failure, type Failure } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';
import type { CallContext, EngineContext } from '../context';
import { buildSnapshot, courseWording } from './build-snapshot';
import { personName } from './eligibility-repository';
import { finishVersions, type Finished } from './finish-versions';
import { certifiableCourse, certificateFolder, issuedEntry } from './issue';
import { inIssueQueue } from './issue-queue';
import {
  findDetail,
  findDetailByCode,
  newestDetail,
  printedCode,
  type CertificateDetail,
} from './repository';
import { insertPending } from './reserve';

export type ReissueRequest = {
  readonly code: string;
  readonly name?: string | undefined;
  readonly out?: string | undefined;
};

/** The version a typed code names. */
export function detailForCode(
  typed: string,
  context: EngineContext,
): Result<CertificateDetail, Failure> {
  const code = parseCode(typed);
  if (!code.ok) {
    return err(
      failure(
        'bad_input',
        `${typed} is not a verification code. ${code.error.message}. Nothing was changed.`,
      ),
    );
  }
  const detail = findDetailByCode(context.workspace.read, code.value);
  if (detail && detail.status !== 'pending') return ok(detail);
  return err(
    failure(
      'not_found',
      `This workspace knows no certificate ${printedCode(code.value)}. Nothing was changed.`,
    ),
  );
}

function newName(
  request: ReissueRequest,
  detail: CertificateDetail,
  context: EngineContext,
): Result<string, Failure> {
  const name =
    request.name ?? personName(context.workspace.read, detail.userId) ?? detail.printed.learnerName;
  const clean = cleanPrintedText(name);
  if (clean.ok) return clean;
  return err(
    failure(
      'bad_input',
      `The name cannot be printed. ${clean.error.message}. Nothing was changed.`,
    ),
  );
}

/** Writes down the next version as pending and gives it back. */
function reserveNext(
  context: CallContext,
  detail: CertificateDetail,
  next: {
    readonly name: string;
    readonly wording: ReturnType<typeof courseWording>;
    readonly folder: string;
  },
): CertificateDetail {
  const id = context.newId();
  const info = {
    name: 'certificates.prepare',
    label: `prepare the certificate of ${next.name} again`,
    undoable: false,
  };
  context.edit(info, (edit) => {
    const code = createVerificationCode(context.random);
    const issuedAt = toInstant(context.clock.now());
    const snapshot = buildSnapshot(next.wording, { name: next.name, code, issuedAt });
    const { certificateId, userId, courseId } = detail;
    const version = detail.version + 1;
    insertPending(edit, id, code, {
      certificateId,
      userId,
      courseId,
      version,
      snapshot,
      folder: next.folder,
    });
  });
  const reserved = findDetail(context.workspace.read, id);
  if (!reserved) throw new Error(`The version ${id} is gone right after its insert`);
  return reserved;
}

/** Why this version cannot be followed by another: it has been already. */
function alreadyFollowed(detail: CertificateDetail, context: EngineContext): Failure | undefined {
  const newest = newestDetail(context.workspace.read, detail.certificateId);
  if (!newest || newest.id === detail.id || newest.status === 'pending') return undefined;
  const next = printedCode(newest.code);
  const message = `${printedCode(detail.code)} has been followed by ${next}; reissue that one. Nothing was changed.`;
  return failure('conflict', message, { newest: next });
}

/** The one certificate that was to be issued, or what kept it from being. */
function onlyOne(finished: Finished): Result<OutputOf<typeof certificates.reissue>, Failure> {
  const [issued] = finished.issued;
  if (issued) {
    const { code, file, sha256 } = issuedEntry(issued);
    return ok({ code, file, sha256 });
  }
  const reason = finished.skipped[0]?.reason;
  if (reason !== undefined) return err(failure('bad_input', `${reason}. Nothing was changed.`));
  return err(finished.failure ?? failure('cancelled', 'Cancelled. Nothing was changed.'));
}

/**
 * Issues a new version of a certificate under a new code, with today's name and course title; the
 * old one goes on verifying, as superseded. Only the newest version can be followed by another.
 */
export function reissueCertificate(
  request: ReissueRequest,
  context: CallContext,
): Promise<Result<OutputOf<typeof certificates.reissue>, Failure>> {
  return inIssueQueue(context.workspace, async () => {
    const found = detailForCode(request.code, context);
    if (!found.ok) return found;
    const detail = found.value;
    const followed = alreadyFollowed(detail, context);
    if (followed) return err(followed);
    const certified = certifiableCourse(context, detail.courseId);
    if (!certified.ok) return certified;
    const name = newName(request, detail, context);
    if (!name.ok) return name;
    const folder = await certificateFolder(context, request.out);
    if (!folder.ok) return folder;
    const { course, title } = certified.value;
    const wording = courseWording(context.workspace.read, course, title);
    const next = { name: name.value, wording, folder: folder.value };
    const job = { title: `Issuing the certificate of ${name.value} again`, signal: context.signal };
    return context.jobs.run(job, async (handle) =>
      onlyOne(await finishVersions(context, [reserveNext(context, detail, next)], handle)),
    );
  });
}
