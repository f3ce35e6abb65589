import { createVerificationCode } from '../../../shared/domain/certificates';
import { toInstant } from '../../../shared/kernel/clock';
import type { IdSource } from '../../../shared/kernel/ids';
import { buildSnapshot, classicTemplate, type CourseWording } from '../certificates/build-snapshot';
import type { CoursePlan } from './courses/plans';
import type { Path } from './progress';
import type { RowOf, TableRows } from './rows';
import type { SeededRandom } from './seeded-random';
import { atOfficeHour, dayMs } from './time';

type Making = { readonly random: SeededRandom; readonly newId: IdSource; readonly issuer: string };

type MadeCertificate = {
  readonly row: RowOf<'Certificate'>;
  readonly detail: RowOf<'lectern_certificate_detail'>;
};

function wordingOf(plan: CoursePlan, issuer: string): CourseWording {
  return {
    courseTitle: plan.title,
    printedLength: `${plan.hours} hours`,
    issuer,
    signatory: plan.author,
    signatoryRole: 'Course author',
    verificationBaseUrl: '',
  };
}

/**
 * A certificate issued before this workspace was made: its snapshot and code are here, its file
 * is wherever it was sent, so `file` and `pdf_sha256` are empty.
 */
function issueTo(path: Path, finishedAt: number, making: Making): MadeCertificate {
  const { random, newId, issuer } = making;
  const { enrolment, course } = path;
  const issuedAt = toInstant(atOfficeHour(finishedAt + random.int(1, 6) * dayMs, random));
  const code = createVerificationCode(random.bytes);
  const { userId, name } = enrolment.learner;
  const snapshot = buildSnapshot(wordingOf(course.plan, issuer), { name, code, issuedAt });
  const id = newId();
  const row = {
    id,
    userId,
    courseId: course.id,
    templateId: snapshot.layout,
    certificateUrl: snapshot.verificationUrl,
    verificationCode: code,
    issuedAt,
  };
  const detail = {
    id: newId(),
    certificate_id: id,
    user_id: userId,
    course_id: course.id,
    version: 1,
    code,
    status: 'issued',
    issued_at: issuedAt,
    template_id: classicTemplate.id,
    template_version: classicTemplate.version,
    snapshot: JSON.stringify(snapshot),
    issued_by: course.plan.author,
  };
  return { row, detail };
}

/** Certificates of those who finished early; later finishers wait for the next issue. */
export function certificateRows(
  paths: readonly Path[],
  making: Making,
  templateAt: number,
): readonly TableRows[] {
  const made = paths.flatMap((path) => {
    const { finishedAt, enrolment } = path;
    return enrolment.isCertified && finishedAt !== undefined
      ? [issueTo(path, finishedAt, making)]
      : [];
  });
  const { design, ...template } = classicTemplate;
  return [
    ['Certificate', made.map(({ row }) => row)],
    [
      'lectern_certificate_template',
      [{ ...template, design: JSON.stringify(design), created_at: toInstant(templateAt) }],
    ],
    ['lectern_certificate_detail', made.map(({ detail }) => detail)],
  ];
}
