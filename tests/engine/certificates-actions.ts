import { join } from 'node:path';
import { certificateHandlers } from '../../src/main/engine/certificates/handlers';
import { issueCertificates, type IssueOutcome } from '../../src/main/engine/certificates/issue';
import type { Failure } from '../../src/shared/kernel/errors';
import type { Result } from '../../src/shared/kernel/result';
import type { CertificateWorkspace } from './certificates-workspace';

/** What a call answered; a failure ends the test with its words. */
export function value<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** The code of a failure, or `done`. */
export function refused(result: Result<unknown, Failure>): string {
  return result.ok ? 'done' : result.error.code;
}

/** What the tests do with a workspace over and over; `place` gives the one of the running test. */
export function actionsOn(place: () => CertificateWorkspace) {
  const out = (): string => join(place().folder, 'out');
  return {
    out,
    issue: async (learners?: readonly string[], signal?: AbortSignal): Promise<IssueOutcome> => {
      const { context } = place();
      const request = { courseId: 'course', learners, out: out() };
      const call = { ...context, signal: signal ?? context.signal };
      return value(await issueCertificates(request, call));
    },
    verify: async (code: string) =>
      value(await certificateHandlers.verify({ code }, place().context)),
    statuses: (): readonly string[] => {
      const { read } = place().workspace;
      const rows = read.all(read.from.selectFrom('lectern_certificate_detail').select('status'));
      return rows.map((row) => row.status).toSorted();
    },
    certificateCount: (): number => {
      const { read } = place().workspace;
      return read.all(read.from.selectFrom('Certificate').select('id')).length;
    },
  };
}
