import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { issueCertificates } from '../../src/main/engine/certificates/issue';
import { courseWording } from '../../src/main/engine/certificates/build-snapshot';
import { findCertifiedCourse } from '../../src/main/engine/certificates/eligibility-repository';
import { pendingDetails } from '../../src/main/engine/certificates/repository';
import { reserveCertificates } from '../../src/main/engine/certificates/reserve';
import { actionsOn, refused } from './certificates-actions';
import { openCertificateWorkspace, type CertificateWorkspace } from './certificates-workspace';

let place: CertificateWorkspace;
beforeEach(() => {
  place = openCertificateWorkspace();
});
afterEach(() => place.close());

const { out, issue, verify, statuses } = actionsOn(() => place);

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
      rename,
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
