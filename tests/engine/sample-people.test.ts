import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkEmail, parseRosterRow } from '../../src/shared/domain/people';
import { parseCode } from '../../src/shared/domain/certificates';
import { certificateSnapshotSchema } from '../../src/main/engine/certificates/snapshot';
import { expectOk, testEngine, type TestEngine } from '../support/engine';

let engine: TestEngine;

beforeAll(async () => {
  engine = await testEngine({ sample: true });
});
afterAll(() => engine.close());

const scripts = ['Latin', 'Greek', 'Cyrillic', 'Arabic', 'Hebrew', 'Han', 'Devanagari', 'Thai'];
const hasScript = (name: string, script: string): boolean =>
  new RegExp(`\\p{Script=${script}}`, 'u').test(name);

const names = (): readonly string[] =>
  engine.sql.prepare('SELECT name FROM lectern_person').pluck().all().map(String);

describe('the people of the sample', () => {
  test('have names in every script, composed, printable, and no name twice', () => {
    const all = names();
    expect(all).toHaveLength(180);
    expect(new Set(all).size).toBe(180);
    for (const script of scripts) {
      const some = all.filter((name) => hasScript(name, script));
      expect(some.length, script).toBeGreaterThanOrEqual(6);
    }
    expect(all.filter((name) => name !== name.normalize('NFC'))).toEqual([]);
    const accented = new Set(all.join('').match(/[^\p{ASCII}]/gu) ?? []);
    expect(
      [...accented].filter((letter) => /\p{Script=Latin}/u.test(letter)).length,
    ).toBeGreaterThan(45);
    for (const letter of ['ł', 'ř', 'ð', 'ã', 'ọ', 'ø', 'ß', 'ễ', 'ş']) {
      expect(accented.has(letter), letter).toBe(true);
    }
  });

  test('would pass the check of a roster import, addresses included', () => {
    const rows = engine.sql
      .prepare<[], { userId: string; name: string; email: string }>(
        'SELECT user_id AS userId, name, email FROM lectern_person',
      )
      .all();
    for (const row of rows) {
      expect(parseRosterRow(row)).toEqual({ ok: true, value: row });
      expect(checkEmail(row.email).ok).toBe(true);
      expect(row.email).toMatch(/^[a-z0-9.-]+@([a-z]+\.)?example\.(org|edu)$/);
    }
    expect(new Set(rows.map(({ email }) => email)).size).toBe(180);
  });

  test('hold twenty certificates that verify, and leave many eligible in every testing script', async () => {
    const details = engine.sql
      .prepare<[], { code: string; snapshot: string }>(
        `SELECT code, snapshot FROM lectern_certificate_detail WHERE status = 'issued'`,
      )
      .all();
    expect(details).toHaveLength(20);
    for (const { code, snapshot } of details) {
      expect(parseCode(code).ok).toBe(true);
      expect(certificateSnapshotSchema.safeParse(JSON.parse(snapshot)).success).toBe(true);
      const verdict = expectOk(await engine.client.certificates.verify({ code }));
      expect(verdict.status).toBe('valid');
    }
    const { courses } = expectOk(await engine.client.courses.list({}));
    let eligible = 0;
    for (const { id, title } of courses) {
      const answer = expectOk(await engine.client.certificates.eligible({ courseId: id }));
      eligible += answer.eligible.length;
      for (const { userId } of answer.already)
        expect(answer.not.map((one) => one.learner)).not.toContain(userId);
      for (const script of ['Arabic', 'Hebrew', 'Han', 'Devanagari', 'Thai']) {
        const some = answer.eligible.filter(({ learnerName }) =>
          hasScript(learnerName ?? '', script),
        );
        expect(some.length, `${title}, ${script}`).toBeGreaterThan(0);
      }
    }
    expect(eligible).toBeGreaterThanOrEqual(20);
  });

  test('have teachers who teach one course and learn in another', () => {
    const authors = engine.sql
      .prepare('SELECT p.name FROM Course c JOIN lectern_person p ON p.user_id = c.createdById')
      .pluck()
      .all();
    expect(authors).toHaveLength(4);
    const own = engine.sql
      .prepare(
        `SELECT count(*) FROM Course c JOIN Chapter h ON h.courseId = c.id
         JOIN UserProgress p ON p.chapterId = h.id AND p.userId = c.createdById`,
      )
      .pluck()
      .get();
    expect(own).toBe(0);
  });
});
