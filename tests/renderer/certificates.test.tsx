// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CertificateRow } from '../../src/shared/contract/certificates';
import { ok } from '../../src/shared/kernel/result';
import {
  certificatesIn,
  certificateText,
  readStatusFilter,
  versionsOf,
} from '../../src/renderer/features/certificates/certificate-filter';
import { learnersToIssue } from '../../src/renderer/features/certificates/issue/eligibility';
import { RevokeDialog } from '../../src/renderer/features/certificates/revoke-dialog';
import { VerifyDialog } from '../../src/renderer/features/certificates/verify/verify-dialog';
import { filterRows } from '../../src/renderer/ui/filter/fold-text';
import { installFakeBridge } from './support/fake-bridge';
import type { FakeBridge } from './support/fake-bridge';
import { renderPart } from './support/render';

let bridge: FakeBridge;
beforeEach(() => {
  bridge = installFakeBridge();
});

function aCertificate(fields: Partial<CertificateRow> = {}): CertificateRow {
  return {
    id: 'd1',
    code: 'K5W3-TYHE-2QTS-AY4W-0',
    userId: 'u1',
    learnerName: 'Zoë Ito',
    courseId: 'c1',
    courseTitle: 'Academic Writing',
    status: 'issued',
    version: 1,
    issuedAt: '2026-11-02T14:42:00.000Z',
    file: null,
    sha256: null,
    reason: null,
    ...fields,
  };
}

describe('the list of certificates', () => {
  it('filters by course and state and finds a code with or without its dashes', () => {
    const rows = [
      aCertificate(),
      aCertificate({ id: 'd2', courseId: 'c2', status: 'revoked', code: '37Y3-XWN4-D7T0-X9YH-0' }),
    ];
    expect(certificatesIn(rows, '', 'all')).toHaveLength(2);
    expect(certificatesIn(rows, 'c2', 'all').map(({ id }) => id)).toEqual(['d2']);
    expect(certificatesIn(rows, 'c2', 'issued')).toEqual([]);
    const found = (text: string) => filterRows(rows, text, certificateText).map(({ id }) => id);
    expect([found('k5w3-tyhe'), found('37y3xwn4'), found('zoe')]).toEqual([
      ['d1'],
      ['d2'],
      ['d1', 'd2'],
    ]);
    expect([readStatusFilter('revoked'), readStatusFilter('?')]).toEqual(['revoked', 'all']);
  });

  it('knows all versions of one certificate, the newest first', () => {
    const first = aCertificate({ status: 'superseded' });
    const second = aCertificate({ id: 'd2', version: 2 });
    const other = aCertificate({ id: 'd3', userId: 'u2' });
    expect(versionsOf([first, other, second], first)).toEqual([second, first]);
  });

  it('issues to the ticked learners, or to all that are listed when none is ticked', () => {
    const listed = ['a', 'b', 'c'].map((userId) => ({ userId, learnerName: null }));
    expect(learnersToIssue(listed, new Set(['c', 'gone']))).toEqual([listed[2]]);
    expect(learnersToIssue(listed, new Set())).toBe(listed);
  });
});

describe('verifying', () => {
  const verdict = {
    status: 'revoked',
    message: 'This certificate was issued and has been revoked. Reason: by mistake.',
    code: 'K5W3-TYHE-2QTS-AY4W-0',
    learnerName: 'Zoë Ito',
    course: 'Academic Writing',
    issuedAt: '2026-11-02T14:42:00.000Z',
    checkedAgainst: 'sample.lectern at 2026-11-24T06:00:00.000Z',
  };

  it('points at a mistyped code before asking, and says in one word what a code is worth', async () => {
    bridge.answer('certificates.verify', () => ok(verdict));
    renderPart(<VerifyDialog onClose={() => undefined} onOpen={() => undefined} />);
    const field = screen.getByLabelText(/Code, or/);
    fireEvent.change(field, { target: { value: 'K5W3-TYHE-2QTS' } });
    expect(screen.queryByText(/check character/)).toBeNull();
    fireEvent.change(field, { target: { value: 'K5W3-TYHE-2QTS-AY4W-1' } });
    expect(screen.getByText(/check character does not fit/)).toBeTruthy();
    fireEvent.change(field, { target: { value: ' k5w3 tyhe 2qts ay4w o ' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await screen.findByRole('heading', { name: 'Revoked' });
    expect(screen.getByText('Zoë Ito')).toBeTruthy();
    expect(bridge.calls.filter(({ method }) => method === 'certificates.verify')).toEqual([
      { method: 'certificates.verify', input: { code: 'k5w3 tyhe 2qts ay4w o' } },
    ]);
  });

  it('takes the verdict away as soon as the code is changed', async () => {
    bridge.answer('certificates.verify', () => ok(verdict));
    renderPart(<VerifyDialog onClose={() => undefined} onOpen={() => undefined} />);
    const field = screen.getByLabelText(/Code, or/);
    fireEvent.change(field, { target: { value: 'K5W3-TYHE-2QTS-AY4W-0' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await screen.findByRole('heading', { name: 'Revoked' });
    fireEvent.change(field, { target: { value: 'K5W3-TYHE-2QTS-AY4W' } });
    await waitFor(() => expect(screen.queryByRole('heading', { name: 'Revoked' })).toBeNull());
  });
});

describe('revoking', () => {
  it('waits for a reason and sends it with the code', async () => {
    bridge.answer('certificates.revoke', () => ok({ code: 'K5W3-TYHE-2QTS-AY4W-0' }));
    bridge.answer('history.next', () => ok({ undo: null, redo: null }));
    renderPart(<RevokeDialog row={aCertificate()} onClose={() => undefined} />);
    const confirm = screen.getByRole('button', { name: 'Revoke certificate' });
    expect(confirm.hasAttribute('disabled')).toBe(true);
    const reason = screen.getByLabelText('Reason');
    fireEvent.keyDown(reason, { key: 'Enter' });
    expect(bridge.calls).toEqual([]);
    fireEvent.change(reason, { target: { value: 'by mistake' } });
    fireEvent.keyDown(reason, { key: 'Enter' });
    await waitFor(() => expect(bridge.calls.length).toBeGreaterThan(0));
    expect(bridge.calls[0]).toEqual({
      method: 'certificates.revoke',
      input: { code: 'K5W3-TYHE-2QTS-AY4W-0', reason: 'by mistake' },
    });
  });
});
