import { resolve } from 'node:path';
import { done, list, required, table, text, unwrap, withComplaints } from '../answers';
import type { Command, CommandOutcome } from '../command';
import { exitCodes } from '../exit-codes';

const course = { course: { type: 'string' } } as const;

const eligible: Command = {
  name: 'certificates eligible',
  summary: 'Who may have the certificate of a course, and who may not and why',
  usage: '--course ID',
  options: course,
  positionals: [0, 0],
  opens: 'read',
  run: async ({ client, options }) => {
    const answer = unwrap(
      await client.certificates.eligible({ courseId: required(options, 'course') }),
    );
    const not = answer.not.map(({ learner, learnerName, reasons }) => ({
      learner,
      learnerName,
      reasons: reasons.map((reason) => reason.text),
    }));
    const lines = [
      `Rule: ${answer.rule.join('; ')}`,
      `Eligible: ${answer.eligible.length}, already issued: ${answer.already.length}, not eligible: ${not.length}`,
      ...answer.eligible.map((one) => `  ${one.userId}  ${one.learnerName ?? '(no name)'}`),
      table(not.map((one) => [`  ${one.learner}`, one.learnerName, one.reasons.join('; ')])),
    ];
    const json = {
      rule: answer.rule,
      eligible: answer.eligible.map((one) => one.userId),
      already: answer.already,
      not,
    };
    return done(json, lines.filter((line) => line !== '').join('\n'));
  },
};

const issue: Command = {
  name: 'certificates issue',
  summary: 'Issue the certificates of a course as PDF files',
  usage: '--course ID [--learner USERID]... --out DIR',
  options: { ...course, learner: { type: 'string', multiple: true }, out: { type: 'string' } },
  positionals: [0, 0],
  opens: 'write',
  run: async ({ client, options, signal, note }) => {
    const learners = list(options, 'learner');
    const out = text(options, 'out');
    const request = {
      courseId: required(options, 'course'),
      ...(learners.length === 0 ? {} : { learners: [...learners] }),
      ...(out === undefined ? {} : { out: resolve(out) }),
    };
    const { issued, skipped, cancelled } = unwrap(
      await client.certificates.issue(request, { signal }),
    );
    if (cancelled)
      note('Cancelled: the certificates listed were issued and stand; no other was begun.');
    const lines = [
      `${issued.length} issued, ${skipped.length} skipped${cancelled ? ', then cancelled' : ''}`,
      ...issued.map((one) => `  ${one.code}  ${one.learnerName}  ${one.file}`),
      ...skipped.map((one) => `  ${one.learner}: ${one.reason}`),
    ];
    const isWhole = skipped.length === 0 && !cancelled;
    const json = { issued, skipped, ...(cancelled ? { cancelled } : {}) };
    return (isWhole ? done : withComplaints)(json, lines.join('\n'));
  },
};

const verify: Command = {
  name: 'certificates verify',
  summary: 'Check a verification code or a certificate file',
  usage: 'CODE-or-FILE',
  options: {},
  positionals: [1, 1],
  opens: 'read',
  run: async ({ client, positionals }): Promise<CommandOutcome> => {
    const verdict = unwrap(await client.certificates.verify({ code: positionals[0] ?? '' }));
    const facts = [verdict.learnerName, verdict.course, verdict.issuedAt].filter(
      (one) => one !== null,
    );
    const lines = [
      `${verdict.status}: ${verdict.message}`,
      facts.join(', '),
      `Checked against ${verdict.checkedAgainst}`,
    ];
    const answer = lines.filter((line) => line !== '').join('\n');
    if (verdict.status === 'valid') return done(verdict, answer);
    if (verdict.status !== 'invalid') return withComplaints(verdict, answer);
    return { exit: exitCodes.badInput, json: verdict, text: answer };
  },
};

const reissue: Command = {
  name: 'certificates reissue',
  summary: 'Issue a certificate again under a new code; the old one verifies as superseded',
  usage: 'CODE [--name TEXT] [--out DIR]',
  options: { name: { type: 'string' }, out: { type: 'string' } },
  positionals: [1, 1],
  opens: 'write',
  run: async ({ client, positionals, options, signal }) => {
    const [name, out] = [text(options, 'name'), text(options, 'out')];
    const request = {
      code: positionals[0] ?? '',
      ...(name === undefined ? {} : { name }),
      ...(out === undefined ? {} : { out: resolve(out) }),
    };
    const answer = unwrap(await client.certificates.reissue(request, { signal }));
    return done(answer, `${answer.code}  ${answer.file}`);
  },
};

const revoke: Command = {
  name: 'certificates revoke',
  summary: 'Revoke a certificate, with a reason that verification shows',
  usage: 'CODE --reason TEXT',
  options: { reason: { type: 'string' } },
  positionals: [1, 1],
  opens: 'write',
  run: async ({ client, positionals, options }) => {
    const reason = required(options, 'reason');
    const answer = unwrap(await client.certificates.revoke({ code: positionals[0] ?? '', reason }));
    return done(answer, `${answer.code} is revoked.`);
  },
};

export const certificateCommands: readonly Command[] = [eligible, issue, verify, reissue, revoke];
