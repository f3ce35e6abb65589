import { unwrap } from '../answers';
import type { DemoRun } from './demo-run';

/** A certificate as the demo's answer lists it. */
export type IssuedCertificate = {
  readonly code: string;
  readonly file: string;
  readonly learner: string;
  readonly learnerName: string;
  readonly course: string;
};

/** Writing systems that certificates are most easily set wrongly in. */
const scripts = [
  /\p{Script=Arabic}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Han}/u,
  /\p{Script=Devanagari}/u,
  /\p{Script=Thai}/u,
];

/** The course whose eligible learners write in the most scripts; of equals the one with most. */
async function courseToIssue({ client }: DemoRun) {
  const { courses } = unwrap(await client.courses.list({}));
  const candidates = [];
  for (const { id, title } of courses) {
    const { eligible } = unwrap(await client.certificates.eligible({ courseId: id }));
    const names = eligible.map(({ learnerName }) => learnerName ?? '').join(' ');
    const written = scripts.filter((script) => script.test(names)).length;
    candidates.push({ id, title, written, learners: eligible.length });
  }
  return candidates.sort((a, b) => b.written - a.written || b.learners - a.learners)[0];
}

/** Checks a code, and the same code with one character changed, which must not pass. */
async function verifyTwice({ client, say }: DemoRun, code: string): Promise<void> {
  const changed = `${code.startsWith('A') ? 'B' : 'A'}${code.slice(1)}`;
  for (const tried of [code, changed]) {
    const { status, learnerName } = unwrap(await client.certificates.verify({ code: tried }));
    say(`Verified ${tried}: ${status}${learnerName === null ? '' : ` (${learnerName})`}.`);
  }
}

/** Issues the certificates of one course into a folder, and checks the first of them. */
export async function issueCertificates(
  run: DemoRun,
  out: string,
): Promise<readonly IssuedCertificate[]> {
  const { client, signal, say } = run;
  const course = await courseToIssue(run);
  if (!course) return [];
  const { issued, skipped } = unwrap(
    await client.certificates.issue({ courseId: course.id, out }, { signal }),
  );
  say(`Issued ${issued.length} certificates of “${course.title}” into ${out}.`);
  for (const { learner, reason } of skipped) say(`  skipped ${learner}: ${reason}`);
  const [first] = issued;
  if (first) {
    await verifyTwice(run, first.code);
  }
  return issued.map(({ code, file, learner, learnerName }) => ({
    code,
    file,
    learner,
    learnerName,
    course: course.title,
  }));
}
