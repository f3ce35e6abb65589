import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { certificateHandlers } from '../../src/main/engine/certificates/handlers';
import { issueCertificates, type IssueOutcome } from '../../src/main/engine/certificates/issue';
import { courseWording } from '../../src/main/engine/certificates/build-snapshot';
import { findCertifiedCourse } from '../../src/main/engine/certificates/eligibility-repository';
import { pendingDetails } from '../../src/main/engine/certificates/repository';
import { reserveCertificates } from '../../src/main/engine/certificates/reserve';
import { storeSetting } from '../../src/main/engine/settings/repository';
import type { Failure, JsonValue } from '../../src/shared/kernel/errors';
import type { Result } from '../../src/shared/kernel/result';
import { openCertificateWorkspace, type CertificateWorkspace } from './certificates-workspace';

let place: CertificateWorkspace;
beforeEach(() => {
  place = openCertificateWorkspace();
});
afterEach(() => place.close());

function value<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

const refused = (result: Result<unknown, Failure>): string =>
  result.ok ? 'done' : result.error.code;

const out = (): string => join(place.folder, 'out');

async function issue(
  learners?: readonly string[],
  signal = place.context.signal,
): Promise<IssueOutcome> {
  const request = { courseId: 'course', learners, out: out() };
  return value(await issueCertificates(request, { ...place.context, signal }));
}

const verify = async (code: string) =>
  value(await certificateHandlers.verify({ code }, place.context));

function statuses(): readonly string[] {
  const { read } = place.workspace;
  const rows = read.all(read.from.selectFrom('lectern_certificate_detail').select('status'));
  return rows.map((row) => row.status).toSorted();
}

const certificateCount = (): number =>
  place.workspace.read.all(place.workspace.read.from.selectFrom('Certificate').select('id')).length;

describe('who may have a certificate', () => {
  test('is everyone who has completed all published chapters; the others get reasons', async () => {
    place.addLearner('mia', 'Mia Ito');
    place.addLearner('omar', 'عمر الخطيب', 1);
    const answer = value(await certificateHandlers.eligible({ courseId: 'course' }, place.context));
    expect(answer.rule).toEqual(['All published chapters completed']);
    expect(answer.eligible).toEqual([{ userId: 'mia', learnerName: 'Mia Ito' }]);
    expect(answer.not.map(({ learner }) => learner)).toEqual(['omar']);
    expect(answer.not[0]?.reasons[0]?.text).toContain('2 of 3 chapters not completed');
  });

  test('follows the rule stored for the course, down to quizzes and assignments', async () => {
    place.addLearner('mia', 'Mia Ito');
    place.workspace.write((db) => {
      const conditions: JsonValue[] = [
        { kind: 'quizzes_passed', quizIds: ['gone'] },
        { kind: 'assignments_graded', assignmentIds: ['gone-too'], minPercent: 50 },
      ];
      storeSetting(db, 'certificates.rule.course', { conditions }, '2025-03-03T10:00:00.000Z');
    });
    const answer = value(await certificateHandlers.eligible({ courseId: 'course' }, place.context));
    expect(answer.not[0]?.reasons.map(({ code }) => code)).toEqual([
      'quiz_unknown',
      'assignment_unknown',
    ]);
  });

  test('a course that is not there is said so', async () => {
    expect(refused(await certificateHandlers.eligible({ courseId: 'no' }, place.context))).toBe(
      'not_found',
    );
    expect(refused(await issueCertificates({ courseId: 'no' }, place.context))).toBe('not_found');
  });
});

describe('issuing', () => {
  test('writes a file per learner, stores its hash, and the code verifies', async () => {
    place.addLearner('mia', 'Mia Ito');
    place.addLearner('arab', 'محمد عبد الرحمن');
    const { issued, skipped, cancelled } = await issue();
    expect([issued.length, skipped, cancelled]).toEqual([2, [], false]);
    for (const { file, sha256, code, learnerName } of issued) {
      expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(sha256);
      expect(await verify(code)).toMatchObject({
        status: 'valid',
        learnerName,
        course: 'Describing Data',
      });
      expect(await verify(file)).toMatchObject({ status: 'valid', code });
    }
    expect(readdirSync(out()).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(statuses()).toEqual(['issued', 'issued']);
    expect(certificateCount()).toBe(2);
  });

  test('skips, with the reason, whose name cannot be printed; the others get theirs', async () => {
    place.addLearner('mia', 'Mia Ito');
    place.addLearner('control', 'Mia\u0007Ito');
    place.addLearner('override', 'Mia \u202eotI');
    place.addLearner('long', 'n'.repeat(300));
    place.addLearner('wide', 'W'.repeat(190));
    place.addLearner('emoji', 'Mia 😀');
    place.addLearner('nameless', null);
    const { issued, skipped } = await issue();
    expect(issued.map(({ learner }) => learner)).toEqual(['mia']);
    const reasons = Object.fromEntries(skipped.map(({ learner, reason }) => [learner, reason]));
    expect(reasons).toMatchObject({
      control: expect.stringContaining('U+0007'),
      override: expect.stringContaining('U+202E'),
      long: expect.stringContaining('300 characters'),
      wide: expect.stringContaining('does not fit'),
      emoji: expect.stringContaining('U+1F600'),
      nameless: expect.stringContaining('No name is known'),
    });
    expect(statuses()).toEqual(['issued']);
    expect(readdirSync(out())).toHaveLength(1);
  });

  test('twice gives one certificate, one after another and at once', async () => {
    place.addLearner('mia', 'Mia Ito');
    const both = await Promise.all([issue(['mia']), issue(['mia'])]);
    expect(both.flatMap(({ issued }) => issued)).toHaveLength(1);
    const { issued, skipped } = await issue(['mia']);
    expect([issued.length, skipped[0]?.reason]).toEqual([
      0,
      expect.stringContaining('Already has'),
    ]);
    expect(certificateCount()).toBe(1);
    expect(await issue()).toMatchObject({ issued: [], skipped: [] });
  });

  test('says why a named learner does not qualify', async () => {
    place.addLearner('omar', 'Omar', 0);
    const { issued, skipped } = await issue(['omar', 'nobody']);
    expect(issued).toEqual([]);
    expect(skipped.map(({ learner }) => learner)).toEqual(['omar', 'nobody']);
    expect(skipped[0]?.reason).toContain('3 of 3 chapters not completed');
  });

  test('prints the issuer and the verification address of the settings', async () => {
    place.addLearner('mia', 'Mia Ito');
    place.workspace.write((db) => {
      const at = '2025-03-03T10:00:00.000Z';
      storeSetting(db, 'verificationBaseUrl', 'https://learn.example/verify', at);
      storeSetting(db, 'issuerName', 'Northfield', at);
    });
    const { issued } = await issue();
    const url = `https://learn.example/verify/${issued[0]?.code.replaceAll('-', '') ?? ''}`;
    const { read } = place.workspace;
    expect(read.first(read.from.selectFrom('Certificate').select('certificateUrl'))).toEqual({
      certificateUrl: url,
    });
    expect(readFileSync(issued[0]?.file ?? '', 'latin1')).toContain(url);
    expect(await verify(url)).toMatchObject({ status: 'valid' });
  });

  test('cannot be taken back by Ctrl+Z; the action before it is undone instead', async () => {
    place.addLearner('mia', 'Mia Ito');
    await issue();
    expect(() => place.journal.undo()).toThrow('nothing to undo');
    expect(statuses()).toEqual(['issued']);
  });

  test('stays as issued when the name changes afterwards', async () => {
    place.addLearner('mia', 'Mia Ito');
    const { issued } = await issue();
    place.context.edit({ name: 'person.edit', label: 'name' }, (edit) =>
      edit.update('lectern_person', 'mia', { name: 'Mia Sato' }),
    );
    expect(await verify(issued[0]?.code ?? '')).toMatchObject({
      status: 'valid',
      learnerName: 'Mia Ito',
    });
  });
});

describe('a bad day', () => {
  function leavePending(names: readonly string[]): void {
    const course = findCertifiedCourse(place.workspace.read, 'course');
    if (!course) throw new Error('The course is gone');
    const wording = courseWording(place.workspace.read, course, course.title);
    const learners = names.map((userId) => ({ userId, name: `Name of ${userId}` }));
    mkdirSync(out(), { recursive: true });
    reserveCertificates(place.context, {
      courseId: 'course',
      courseTitle: course.title,
      wording,
      learners,
      folder: out(),
    });
  }

  test('an issue that was killed is finished by the next, under the codes it had decided', async () => {
    place.addLearner('mia', 'Mia Ito');
    place.addLearner('ben', 'Ben Okri');
    leavePending(['mia', 'ben']);
    const decided = pendingDetails(place.workspace.read, 'course');
    const [first] = decided;
    writeFileSync(join(out(), `.${first?.file?.split('/').at(-1) ?? ''}.part`), 'half a file');
    expect(await verify(first?.code ?? '')).toMatchObject({ status: 'unknown' });
    const { issued } = await issue();
    expect(issued.map(({ code }) => code.replaceAll('-', '')).toSorted()).toEqual(
      decided.map(({ code }) => code).toSorted(),
    );
    expect(issued.map(({ learnerName }) => learnerName).toSorted()).toEqual([
      'Name of ben',
      'Name of mia',
    ]);
    expect(readdirSync(out()).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(statuses()).toEqual(['issued', 'issued']);
  });

  test('a full disk stops the issue with a clear failure and leaves nothing half-written', async () => {
    for (const id of ['a', 'b', 'c']) place.addLearner(id, `Learner ${id}`);
    let opened = 0;
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    const port = {
      open: (...given: Parameters<typeof open>) =>
        (opened += 1) === 2 ? Promise.reject(full) : open(...given),
      rename: (await import('node:fs/promises')).rename,
    };
    const result = await issueCertificates({ courseId: 'course', out: out() }, place.context, port);
    expect(result.ok ? 'done' : [result.error.code, result.error.message]).toEqual([
      'disk_full',
      expect.stringContaining('2 certificates were issued before and stand'),
    ]);
    expect(statuses()).toEqual(['issued', 'issued']);
    expect(readdirSync(out())).toHaveLength(2);
    expect((await issue()).issued).toHaveLength(1);
  });

  test('a folder that is a file is refused before anything is decided', async () => {
    place.addLearner('mia', 'Mia Ito');
    writeFileSync(out(), '');
    expect(
      refused(await issueCertificates({ courseId: 'course', out: out() }, place.context)),
    ).toBe('bad_input');
    expect(statuses()).toEqual([]);
  });

  test('a cancelled issue keeps what it finished and leaves nothing pending', async () => {
    for (let index = 0; index < 130; index += 1) place.addLearner(`l${index}`, `Learner ${index}`);
    const controller = new AbortController();
    const watching = setInterval(() => {
      if (existsSync(out()) && readdirSync(out()).length > 0) controller.abort();
    }, 1);
    const { issued, cancelled } = await issue(undefined, controller.signal);
    clearInterval(watching);
    expect(cancelled).toBe(true);
    expect(issued.length).toBeLessThan(130);
    expect(statuses().filter((status) => status !== 'issued')).toEqual([]);
    expect(readdirSync(out())).toHaveLength(issued.length);
    expect((await issue()).issued.length).toBe(130 - issued.length);
  });
});

describe('verifying', () => {
  test('forgives how a code is typed and refuses every single wrong character', async () => {
    place.addLearner('mia', 'Mia Ito');
    const { issued } = await issue();
    const code = issued[0]?.code ?? '';
    const sloppy = code
      .toLowerCase()
      .replaceAll('-', ' ')
      .replaceAll('0', 'o')
      .replaceAll('1', 'l');
    expect(await verify(sloppy)).toMatchObject({ status: 'valid', code });
    for (let index = 0; index < code.length; index += 1) {
      if (code[index] === '-') continue;
      const wrong = code[index] === '7' ? '8' : '7';
      const changed = code.slice(0, index) + wrong + code.slice(index + 1);
      expect(await verify(changed)).toMatchObject({ status: 'invalid', learnerName: null });
    }
  });

  test('calls a well-formed code of elsewhere unknown, and says what it was checked against', async () => {
    const elsewhere = openCertificateWorkspace();
    elsewhere.addLearner('mia', 'Mia Ito');
    const { issued } = value(await issueCertificates({ courseId: 'course' }, elsewhere.context));
    const verdict = await verify(issued[0]?.code ?? '');
    expect(verdict).toMatchObject({ status: 'unknown', learnerName: null });
    expect(verdict.checkedAgainst).toMatch(/^test\.lectern at 2025-03-03T/u);
    expect(await verify(issued[0]?.file ?? '')).toMatchObject({ status: 'unknown' });
    await elsewhere.close();
  });

  test('finds an altered file by its code, and never accuses a file it does not know', async () => {
    place.addLearner('mia', 'Mia Ito');
    const { issued } = await issue();
    const bytes = readFileSync(issued[0]?.file ?? '');
    const altered = join(place.folder, 'altered.pdf');
    writeFileSync(altered, Buffer.concat([bytes, Buffer.from('\n% more')]));
    expect(await verify(altered)).toMatchObject({ status: 'invalid', learnerName: 'Mia Ito' });
    const foreign = join(place.folder, 'foreign.pdf');
    writeFileSync(foreign, '%PDF-1.4\nnothing of ours');
    expect(await verify(foreign)).toMatchObject({ status: 'unknown' });
  });

  test('knows the certificates that the LMS issued with codes of its own', async () => {
    place.addLearner('mia', 'Mia Ito');
    const row = {
      id: 'lms',
      userId: 'mia',
      courseId: 'course',
      certificateUrl: 'u',
      verificationCode: 'CERT-99/x',
    };
    place.workspace.write((db) => void db.run(db.from.insertInto('Certificate').values(row)));
    expect(await verify('CERT-99/x')).toMatchObject({ status: 'valid', learnerName: 'Mia Ito' });
    expect((await issue(['mia'])).skipped[0]?.reason).toContain('CERT-99/x');
  });

  test('refuses what is neither a code nor a readable PDF', async () => {
    expect(await verify('hello')).toMatchObject({ status: 'invalid' });
    expect(refused(await certificateHandlers.verify({ code: '/no/such.pdf' }, place.context))).toBe(
      'bad_input',
    );
    const text = join(place.folder, 'text.pdf');
    writeFileSync(text, 'plain words');
    expect(refused(await certificateHandlers.verify({ code: text }, place.context))).toBe(
      'bad_input',
    );
  });
});

describe('later versions', () => {
  test('a reissue gets a new code and file; the old one verifies as superseded', async () => {
    place.addLearner('mia', 'Mia Ito');
    const { issued } = await issue();
    const code = issued[0]?.code ?? '';
    const again = value(
      await certificateHandlers.reissue({ code, name: 'Mia Sató', out: out() }, place.context),
    );
    expect(await verify(code)).toMatchObject({ status: 'superseded', learnerName: 'Mia Ito' });
    expect(await verify(issued[0]?.file ?? '')).toMatchObject({ status: 'superseded' });
    expect(await verify(again.file)).toMatchObject({ status: 'valid', learnerName: 'Mia Sató' });
    expect(certificateCount()).toBe(1);
    expect(refused(await certificateHandlers.reissue({ code }, place.context))).toBe('conflict');
  });

  test('a reissue whose name cannot be printed changes nothing', async () => {
    place.addLearner('mia', 'Mia Ito');
    const code = (await issue()).issued[0]?.code ?? '';
    for (const name of ['\u202eMia', 'Mia 😀']) {
      expect(refused(await certificateHandlers.reissue({ code, name }, place.context))).toBe(
        'bad_input',
      );
    }
    expect(await verify(code)).toMatchObject({ status: 'valid' });
    expect(statuses()).toEqual(['issued']);
  });

  test('a revoked certificate verifies as revoked, with the reason, until that is undone', async () => {
    place.addLearner('mia', 'Mia Ito');
    const { issued } = await issue();
    const code = issued[0]?.code ?? '';
    value(await certificateHandlers.revoke({ code, reason: 'Issued in error' }, place.context));
    const verdict = await verify(code);
    expect([verdict.status, verdict.message]).toEqual([
      'revoked',
      expect.stringContaining('Issued in error'),
    ]);
    expect((await issue(['mia'])).skipped[0]?.reason).toContain('was revoked');
    expect(
      refused(await certificateHandlers.revoke({ code, reason: 'again' }, place.context)),
    ).toBe('conflict');
    place.journal.undo();
    expect(await verify(code)).toMatchObject({ status: 'valid' });
  });

  test('a preview shows the page or the problem and stores nothing', async () => {
    place.addLearner('mia', 'Mia Ito');
    place.addLearner('emoji', 'Mia 😀');
    const page = value(
      await certificateHandlers.preview({ courseId: 'course', userId: 'mia' }, place.context),
    );
    expect(Buffer.from(page.pdf, 'base64').toString('latin1')).toMatch(/^%PDF-1\.7/u);
    const problem = value(
      await certificateHandlers.preview({ courseId: 'course', userId: 'emoji' }, place.context),
    );
    expect(problem.problems[0]).toContain('U+1F600');
    expect(statuses()).toEqual([]);
  });

  test('the list shows every version with its file', async () => {
    place.addLearner('mia', 'Mia Ito');
    const code = (await issue()).issued[0]?.code ?? '';
    value(await certificateHandlers.reissue({ code, out: out() }, place.context));
    const { certificates } = value(await certificateHandlers.list({}, place.context));
    expect(certificates.map(({ version, status }) => [version, status])).toEqual([
      [2, 'issued'],
      [1, 'superseded'],
    ]);
  });
});
