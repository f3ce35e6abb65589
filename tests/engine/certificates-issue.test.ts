import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { certificateHandlers } from '../../src/main/engine/certificates/handlers';
import { issueCertificates } from '../../src/main/engine/certificates/issue';
import { storeSetting } from '../../src/main/engine/settings/repository';
import type { JsonValue } from '../../src/shared/kernel/errors';
import { actionsOn, refused, value } from './certificates-actions';
import { openCertificateWorkspace, type CertificateWorkspace } from './certificates-workspace';

let place: CertificateWorkspace;
beforeEach(() => {
  place = openCertificateWorkspace();
});
afterEach(() => place.close());

const { out, issue, verify, statuses, certificateCount } = actionsOn(() => place);

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

  test('refuses a verification address too long for a QR code that can be scanned', async () => {
    place.workspace.write((db) => {
      const address = `https://learn.example/${'a'.repeat(300)}`;
      storeSetting(db, 'verificationBaseUrl', address, '2025-03-03T10:00:00.000Z');
    });
    expect(refused(await issueCertificates({ courseId: 'course' }, place.context))).toBe(
      'bad_input',
    );
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
