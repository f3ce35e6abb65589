import { join } from 'node:path';
import {
  createVerificationCode,
  formatCode,
  safeFileName,
  type VerificationCode,
} from '../../../shared/domain/certificates';
import type { EngineContext } from '../context';
import type { Edit } from '../journal/edit';
import { buildSnapshot, classicTemplate, type CourseWording } from './build-snapshot';
import { hasTemplate, latestVersions } from './repository';
import type { CertificateSnapshot } from './snapshot';

/** A version to be written down before anything is rendered. */
export type NewVersion = {
  readonly certificateId: string;
  readonly userId: string;
  readonly courseId: string;
  readonly version: number;
  readonly snapshot: CertificateSnapshot;
  readonly folder: string;
};

function fileFor(folder: string, snapshot: CertificateSnapshot, code: VerificationCode): string {
  // The code comes last and must survive: the name before it gives way.
  const tail = ` - ${formatCode(code)}.pdf`;
  return join(folder, safeFileName(snapshot.learnerName, tail, 180));
}

function ensureTemplate(edit: Edit): void {
  if (hasTemplate(edit, classicTemplate.id)) return;
  const { id, version, name, design } = classicTemplate;
  edit.insert('lectern_certificate_template', {
    id,
    version,
    name,
    design: JSON.stringify(design),
  });
}

/** Writes one pending version: what it will say, under which code, in which file. */
export function insertPending(
  edit: Edit,
  id: string,
  code: VerificationCode,
  next: NewVersion,
): void {
  ensureTemplate(edit);
  edit.insert('lectern_certificate_detail', {
    id,
    certificate_id: next.certificateId,
    user_id: next.userId,
    course_id: next.courseId,
    version: next.version,
    code,
    status: 'pending',
    issued_at: next.snapshot.issuedAt,
    template_id: classicTemplate.id,
    template_version: classicTemplate.version,
    snapshot: JSON.stringify(next.snapshot),
    file: fileFor(next.folder, next.snapshot, code),
    issued_by: edit.who,
  });
}

/**
 * Decides certificates in one step before the slow part: each gets its code and is written down
 * as pending, so that an interruption is resumed and nobody gets two.
 */
export function reserveCertificates(
  context: EngineContext,
  request: {
    readonly courseId: string;
    readonly courseTitle: string;
    readonly wording: CourseWording;
    readonly learners: readonly { readonly userId: string; readonly name: string }[];
    readonly folder: string;
  },
): void {
  const { learners, courseId, wording, folder } = request;
  if (learners.length === 0) return;
  const label = `prepare ${learners.length} certificates of ${request.courseTitle}`;
  context.edit({ name: 'certificates.prepare', label, undoable: false }, (edit) => {
    const taken = latestVersions(edit, courseId);
    for (const { userId, name } of learners) {
      if (taken.has(userId)) continue;
      const code = createVerificationCode(context.random);
      const snapshot = buildSnapshot(wording, { name, code, issuedAt: edit.at });
      const certificateId = context.newId();
      const next = { certificateId, userId, courseId, version: 1, snapshot, folder };
      insertPending(edit, context.newId(), code, next);
    }
  });
}
