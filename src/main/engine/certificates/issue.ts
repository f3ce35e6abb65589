import { isAbsolute, resolve } from 'node:path';
import type { OutputOf } from '../../../shared/contract/define';
import type { certificates } from '../../../shared/contract/certificates';
import { cleanPrintedText } from '../../../shared/domain/certificates';
import { failure, type Failure } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';
import type { CallContext } from '../context';
import { readSettings } from '../settings/read-settings';
import { courseWording } from './build-snapshot';
import type { Completion } from './complete';
import { findCertifiedCourse, type CertifiedCourse } from './eligibility-repository';
import { finishVersions, type Finished } from './finish-versions';
import { inIssueQueue } from './issue-queue';
import { planIssue } from './plan-issue';
import { pendingDetails, printedCode } from './repository';
import { reserveCertificates } from './reserve';
import { ensureFolder, type FilePort } from './store-file';

export type IssueRequest = {
  readonly courseId: string;
  readonly learners?: readonly string[] | undefined;
  readonly out?: string | undefined;
};

export type IssueOutcome = OutputOf<typeof certificates.issue>;

/** A longer address would make the modules of the QR code too small to scan from paper. */
const longestAddress = 200;

function settingsProblem(context: CallContext): Failure | undefined {
  const { verificationBaseUrl } = readSettings(context.workspace.read, '');
  if (verificationBaseUrl.length <= longestAddress) return undefined;
  return failure(
    'bad_input',
    `The verification address in the settings has ${verificationBaseUrl.length} characters; at most ${longestAddress} fit into a QR code that can be scanned. Nothing was issued; shorten it first.`,
  );
}

/** The course with a title that can be printed, when the settings allow printing at all. */
export function certifiableCourse(
  context: CallContext,
  courseId: string,
): Result<{ readonly course: CertifiedCourse; readonly title: string }, Failure> {
  const course = findCertifiedCourse(context.workspace.read, courseId);
  if (!course) {
    return err(failure('not_found', `There is no course ${courseId}. Nothing was issued.`));
  }
  const problem = settingsProblem(context);
  if (problem) return err(problem);
  const title = cleanPrintedText(course.title);
  if (title.ok) return ok({ course, title: title.value });
  return err(
    failure(
      'bad_input',
      `The title of the course cannot be printed. ${title.error.message}. Nothing was issued; edit the title first.`,
      { courseId },
    ),
  );
}

/** The folder for the files, made when it is not there. */
export async function certificateFolder(
  context: CallContext,
  out: string | undefined,
): Promise<Result<string, Failure>> {
  const folder = out ?? context.folders.certificates;
  return ensureFolder(isAbsolute(folder) ? folder : resolve(folder));
}

/** An issued version as the contract shows it. */
export function issuedEntry({ detail, file, sha256 }: Completion): IssueOutcome['issued'][number] {
  return {
    code: printedCode(detail.code),
    file,
    sha256,
    learner: detail.userId,
    learnerName: detail.printed.learnerName,
  };
}

function outcome(
  finished: Finished,
  skipped: IssueOutcome['skipped'],
): Result<IssueOutcome, Failure> {
  const issued = finished.issued.map(issuedEntry);
  if (finished.failure) {
    const { code, message } = finished.failure;
    const kept =
      issued.length === 0
        ? 'No certificate was issued.'
        : `${issued.length} certificates were issued before and stand.`;
    return err(failure(code, `${message} ${kept}`, { issued, skipped }));
  }
  return ok({
    issued,
    skipped: [...skipped, ...finished.skipped],
    cancelled: finished.cancelled,
  });
}

/**
 * Issues certificates of a course: decides who gets one, writes that down, renders in the worker,
 * stores each file whole and only then marks it issued. What an earlier, interrupted issue of the
 * course left pending is finished first, from its own snapshot.
 */
export function issueCertificates(
  request: IssueRequest,
  context: CallContext,
  port?: FilePort,
): Promise<Result<IssueOutcome, Failure>> {
  return inIssueQueue(context.workspace, async () => {
    const certified = certifiableCourse(context, request.courseId);
    if (!certified.ok) return certified;
    const { course, title } = certified.value;
    const folder = await certificateFolder(context, request.out);
    if (!folder.ok) return folder;
    const { workspace } = context;
    const plan = planIssue(workspace.read, course.id, request.learners);
    const wording = courseWording(workspace.read, course, title);
    const { learners } = plan;
    const common = { courseId: course.id, courseTitle: title, wording, folder: folder.value };
    const job = { title: `Issuing certificates of ${title}`, signal: context.signal };
    return context.jobs.run(job, async (handle) => {
      reserveCertificates(context, { ...common, learners });
      const pending = pendingDetails(workspace.read, course.id);
      return outcome(await finishVersions(context, pending, handle, port), [...plan.skipped]);
    });
  });
}
