import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { certificateHandlers } from '../../src/main/engine/certificates/handlers';
import { issueCertificates } from '../../src/main/engine/certificates/issue';
import { actionsOn, refused, value } from './certificates-actions';
import { openCertificateWorkspace, type CertificateWorkspace } from './certificates-workspace';

let place: CertificateWorkspace;
beforeEach(() => {
  place = openCertificateWorkspace();
});
afterEach(() => place.close());

const { out, issue, verify, statuses, certificateCount } = actionsOn(() => place);

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
