// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ShownTarget } from '../../src/shared/contract/targets';
import { failure } from '../../src/shared/kernel/errors';
import { ok } from '../../src/shared/kernel/result';
import { clearQueries } from '../../src/renderer/client/query-cache';
import { blockingLocks, lockText } from '../../src/renderer/features/database/apply/plan-text';
import { ApplyDialog } from '../../src/renderer/features/database/apply/apply-dialog';
import type { ApplyTerms } from '../../src/renderer/features/database/apply/use-apply';
import { detailText, longestWaitIn } from '../../src/renderer/features/database/events/event-text';
import { backupName } from '../../src/renderer/features/database/runbook/backup-name';
import { noteOf } from '../../src/renderer/features/database/runbook/checklist-texts';
import type { ChecklistItem } from '../../src/renderer/features/database/runbook/checklist-texts';
import { duePending, duePendingOwn } from '../../src/renderer/features/database/steps/steps';
import { SubjectProvider, subjectOf } from '../../src/renderer/features/database/subject';
import {
  formOf,
  missingFields,
  settingsOf,
  storedPassword,
  usualTls,
  withUrl,
} from '../../src/renderer/features/database/targets/target-form';
import { TargetDialog } from '../../src/renderer/features/database/targets/target-dialog';
import { Unreachable } from '../../src/renderer/features/database/targets/unreachable';
import { installFakeBridge } from './support/fake-bridge';
import type { FakeBridge } from './support/fake-bridge';
import { renderPart } from './support/render';

let bridge: FakeBridge;
const noKeychain = { kept: false, reason: 'No keyring is running.' };
let secrets: { kept: boolean; reason: string | null } = { kept: true, reason: null };

const live: ShownTarget = {
  id: 'live',
  name: 'lms-live',
  role: 'production',
  settings: {
    host: 'db.example.edu',
    port: 5432,
    database: 'lms',
    user: 'admin',
    tls: { mode: 'verify-full' },
  },
  label: 'lms at db.example.edu:5432 as admin',
  hasPassword: false,
};

beforeEach(() => {
  clearQueries();
  secrets = { kept: true, reason: null };
  bridge = installFakeBridge();
  bridge.answer('targets.list', () => ok({ targets: [live], secrets }));
  bridge.answer('targets.unlock', () => ok({ target: live }));
  bridge.answer('targets.save', () => ok({ target: live, secrets }));
});

const sent = (method: string) =>
  bridge.calls.filter((call) => call.method === method).map(({ input }) => input);

describe('the form of a server', () => {
  it('protects what leaves this computer unless a person says otherwise', () => {
    expect(
      ['localhost', 'db.localhost', '127.0.0.1', '::1', '/run/postgresql'].map(usualTls),
    ).toEqual(Array.from({ length: 5 }, () => 'disable'));
    expect(['db.example.edu', '10.0.0.7', 'localhost.example.org'].map(usualTls)).toEqual(
      Array.from({ length: 3 }, () => 'verify-full'),
    );
  });

  it('says what is missing, and sends no certificates where there is no TLS', () => {
    const form = { ...formOf(null, true), host: 'localhost', port: '70000' };
    expect(missingFields(form)).toEqual(['name', 'port', 'database', 'user']);
    const whole = { ...form, port: '5432', database: 'lms', user: 'a', caFile: '/ca.pem' };
    expect(settingsOf(whole)?.tls).toEqual({ mode: 'disable' });
    expect(settingsOf({ ...whole, host: 'db.example.edu' })?.tls).toEqual({
      mode: 'verify-full',
      caFile: '/ca.pem',
    });
  });

  it('is filled in from a URL, keeping the name that was typed', () => {
    const form = withUrl(
      { ...formOf(null, true), name: 'mine' },
      { settings: live.settings, password: 'pw', notes: [] },
    );
    expect(form).toMatchObject({ name: 'mine', host: 'db.example.edu', password: 'pw' });
  });

  it('stores a password only where it is to be kept, and forgets it where it is not', () => {
    const form = formOf(live, true);
    expect(storedPassword(form)).toBeUndefined();
    expect(storedPassword({ ...form, password: 'pw' })).toBe('pw');
    expect(storedPassword({ ...form, password: 'pw', keep: false })).toBeNull();
  });

  it('shows every finding of the test with its remedy, and only for what was tested', async () => {
    bridge.answer('targets.test', () =>
      ok({
        ok: false,
        server: null,
        checks: [
          { check: 'host', state: 'ok', detail: 'It is known.', remedy: '' },
          { check: 'port', state: 'problem', detail: 'Nothing answers.', remedy: 'Start it.' },
        ],
      }),
    );
    renderPart(
      <TargetDialog
        target={live}
        onClose={() => undefined}
        onSaved={() => undefined}
        onRemoved={() => undefined}
      />,
    );
    fireEvent.click(await screen.findByRole('button', { name: 'Test' }));
    await screen.findByText('Start it.');
    expect(sent('targets.test')).toEqual([{ settings: live.settings, id: 'live' }]);
    fireEvent.change(screen.getByLabelText('Port'), { target: { value: '5433' } });
    expect(screen.queryByText('Start it.')).toBeNull();
  });

  it('remembers the password for this session where there is no keychain', async () => {
    secrets = noKeychain;
    renderPart(
      <TargetDialog
        target={live}
        onClose={() => undefined}
        onSaved={() => undefined}
        onRemoved={() => undefined}
      />,
    );
    await screen.findByText('No keyring is running.');
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'pw' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save server' }));
    await waitFor(() => expect(sent('targets.unlock')).toEqual([{ id: 'live', password: 'pw' }]));
    expect(sent('targets.save')).toMatchObject([{ id: 'live', password: null }]);
  });
});

describe('a server that wants a password', () => {
  it('asks for it, and asks the server again once it is known', async () => {
    let retries = 0;
    renderPart(
      <SubjectProvider value={subjectOf(live)}>
        <Unreachable
          failure={failure('unavailable', 'A password is needed.', { problem: 'password_needed' })}
          onRetry={() => (retries += 1)}
          onEdit={() => undefined}
          onLeave={() => undefined}
        />
      </SubjectProvider>,
    );
    fireEvent.change(await screen.findByLabelText('Password'), { target: { value: 'pw' } });
    fireEvent.click(screen.getByRole('button', { name: 'Connect' }));
    await waitFor(() => expect(retries).toBe(1));
    expect(sent('targets.unlock')).toEqual([{ id: 'live', password: 'pw' }]);
    expect(sent('targets.save')).toEqual([]);
  });
});

describe('applying to production past an open checklist', () => {
  it('needs a reason and the name of the server', async () => {
    const open: ChecklistItem = {
      name: 'team',
      kind: 'ticked',
      ok: false,
      note: '',
      by: null,
      at: null,
    };
    const step = { sql: [], locks: [], rows: 0, estimatedMs: null, exists: false };
    bridge.answer('migrate.plan', () =>
      ok({ steps: [{ ...step, name: '001_x', reversible: true, lostByDown: {} }] }),
    );
    bridge.answer('migrate.checklist', () => ok({ items: [open], gated: true, ready: false }));
    const runs: ApplyTerms[] = [];
    const apply = { run: (terms: ApplyTerms) => void runs.push(terms), isPending: false };
    renderPart(
      <SubjectProvider value={subjectOf(live)}>
        <ApplyDialog to={null} apply={apply} onClose={() => undefined} />
      </SubjectProvider>,
    );
    const confirm = () => screen.getByRole('button', { name: 'Apply 1 step' });
    fireEvent.click(await screen.findByLabelText('Apply all the same'));
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'agreed on the phone' } });
    const type = (name: string) =>
      fireEvent.change(screen.getByLabelText('Type lms-live to go on'), {
        target: { value: name },
      });
    type('lms');
    expect(confirm().hasAttribute('disabled')).toBe(true);
    type('lms-live');
    fireEvent.click(confirm());
    expect(runs).toEqual([{ skipChecklist: true, reason: 'agreed on the phone' }]);
  });
});

describe('what is said of a server', () => {
  const item = (patch: Partial<ChecklistItem>): ChecklistItem => ({
    name: 'team',
    kind: 'ticked',
    ok: false,
    note: '',
    by: null,
    at: null,
    ...patch,
  });

  it('has buttons where the command line has commands', () => {
    const tick = 'Somebody has to tick this: migrate checklist --tick team --note TEXT.';
    expect(noteOf(item({ note: tick }))).toBe('someone has to tick this, with a note');
    const backup = 'The newest backup is old. Make one: migrate backup --out FILE.';
    expect(noteOf(item({ name: 'backup', kind: 'checked', note: backup }))).toBe(
      'The newest backup is old. Make one; it counts for 24 hours.',
    );
    const made = '/b/lms.dump, 412000000 bytes, 19 rows. Restored; rows are equal.';
    expect(noteOf(item({ name: 'backup', kind: 'checked', ok: true, note: made }))).toBe(
      'lms.dump, 412 MB, 19 rows',
    );
    expect(noteOf(item({ ok: true, note: 'Mail sent', by: 'K. Osei' }))).toBe(
      'Mail sent — K. Osei',
    );
  });

  it('names only the locks that make others wait, by mode', () => {
    const locks = [
      { table: 'Course', mode: 'SHARE ROW EXCLUSIVE' },
      { table: 'Chapter', mode: 'SHARE ROW EXCLUSIVE' },
      { table: 'UserXP', mode: 'ROW EXCLUSIVE' },
    ];
    expect(lockText(blockingLocks(locks))).toBe('Course, Chapter share row exclusive');
  });

  it('offers Lectern’s own tables on a server only after the plan', () => {
    const step = (name: string, group: 'plan' | 'lectern', state: 'applied' | 'pending') => ({
      name,
      group,
      state,
      appliedAt: null,
      durationMs: null,
      sha256: '',
      retries: 0,
      summary: '',
    });
    const plan = step('014_x', 'plan', 'pending');
    const own = step('101_x', 'lectern', 'pending');
    expect(duePending([plan, own], true)).toEqual([plan]);
    expect(duePendingOwn([plan, own], true)).toEqual([]);
    expect(duePendingOwn([{ ...plan, state: 'applied' }, own], true)).toEqual([own]);
    expect(duePending([plan, own], false)).toEqual([plan, own]);
  });

  it('tells an event in a line, what a person wrote first', () => {
    const event = (detail: Parameters<typeof detailText>[0]['detail']) => ({
      at: '',
      who: '',
      kind: 'override',
      step: null,
      detail,
    });
    expect(detailText(event({ open: ['team', 'backup'], reason: 'agreed' }))).toBe(
      'agreed, open team; backup',
    );
    expect(longestWaitIn([event({ longestWaitMs: 96 }), event({})])).toBe(96);
  });

  it('gives a backup a name that every file system takes', () => {
    const at = new Date(2026, 10, 23, 9, 41);
    expect(backupName({ name: 'LMS: live/ü' }, at).suggestedName).toBe(
      'LMS-live-ü-2026-11-23-0941.dump',
    );
  });
});
