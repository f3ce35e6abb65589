import { rmSync } from 'node:fs';
import { FailureError } from '../../../shared/kernel/errors';
import type { EngineContext } from '../context';
import type { Edit } from '../journal/edit';
import type { Skipped } from './plan-issue';
import {
  findCertificate,
  findDetail,
  findDetailByVersion,
  type CertificateDetail,
} from './repository';
import { certificateSnapshotSchema } from './snapshot';

/** A version whose file is safely on the disk. */
export type Completion = {
  readonly detail: CertificateDetail;
  readonly file: string;
  readonly sha256: string;
};

/** Puts the newest version into the table the LMS reads. */
function writeCertificate(edit: Edit, detail: CertificateDetail): void {
  const snapshot = certificateSnapshotSchema.parse(JSON.parse(detail.snapshot));
  edit.upsert('Certificate', {
    id: detail.certificateId,
    userId: detail.userId,
    courseId: detail.courseId,
    templateId: snapshot.layout,
    certificateUrl: snapshot.verificationUrl,
    verificationCode: detail.code,
    issuedAt: detail.issuedAt,
  });
}

/** Marks one version issued; gives the reason when it must not be. */
function completeOne(edit: Edit, { detail, file, sha256 }: Completion): string | undefined {
  if (findDetail(edit, detail.id)?.status !== 'pending')
    return 'It was finished elsewhere meanwhile';
  const standing = findCertificate(edit, detail.userId, detail.courseId);
  if (standing && standing.id !== detail.certificateId) {
    return 'Another certificate for this learner and course has arrived meanwhile';
  }
  const previous = findDetailByVersion(edit, detail.certificateId, detail.version - 1);
  if (previous?.status === 'issued') {
    edit.update('lectern_certificate_detail', previous.id, { status: 'superseded' });
  }
  writeCertificate(edit, detail);
  edit.update('lectern_certificate_detail', detail.id, {
    status: 'issued',
    pdf_sha256: sha256,
    file,
  });
  return undefined;
}

function labelFor(completions: readonly Completion[]): string {
  const [first, ...more] = completions;
  const course = first?.detail.printed.courseTitle ?? '';
  const whose =
    more.length === 0
      ? `certificate of ${first?.detail.printed.learnerName ?? ''}`
      : `${completions.length} certificates`;
  return `${whose} in ${course}`;
}

/**
 * Marks versions issued, all in one action that cannot be undone: an issued certificate stays as
 * issued, and taking one back is a deliberate revocation that verification shows.
 */
export function completeVersions(
  context: EngineContext,
  completions: readonly Completion[],
): { readonly issued: readonly Completion[]; readonly skipped: readonly Skipped[] } {
  if (completions.length === 0) return { issued: [], skipped: [] };
  const info = { name: 'certificates.issue', label: labelFor(completions), undoable: false };
  const refused = new Map<Completion, string>();
  context.edit(info, (edit) => {
    refused.clear();
    for (const completion of completions) {
      const reason = completeOne(edit, completion);
      if (reason !== undefined) refused.set(completion, reason);
    }
  });
  for (const { file } of refused.keys()) rmSync(file, { force: true });
  return {
    issued: completions.filter((completion) => !refused.has(completion)),
    skipped: [...refused].map(([{ detail }, reason]) => ({ learner: detail.userId, reason })),
  };
}

/** Takes versions that will not be finished off the list; nothing of them has been seen outside. */
export function discardPending(
  context: EngineContext,
  details: readonly CertificateDetail[],
): void {
  const open = details.filter(
    ({ id }) => findDetail(context.workspace.read, id)?.status === 'pending',
  );
  if (open.length === 0) return;
  const info = {
    name: 'certificates.discard',
    label: `${open.length} certificates not issued`,
    undoable: false,
  };
  try {
    context.edit(info, (edit) =>
      open.forEach(({ id }) => edit.remove('lectern_certificate_detail', id)),
    );
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    // A full disk: they stay pending, and the next issue of the course finishes them.
    context.log.warn('certificates.discard', { code: error.failure.code, open: open.length });
  }
}
