// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MigrationStep } from '../../src/shared/contract/migrate';
import { failure } from '../../src/shared/kernel/errors';
import { err, ok } from '../../src/shared/kernel/result';
import { RollbackDialog } from '../../src/renderer/features/database/rollback/rollback-dialog';
import { tokenizeSql } from '../../src/renderer/features/database/steps/sql-tokens';
import { StepList } from '../../src/renderer/features/database/steps/step-list';
import {
  lossesIn,
  rollbackTargets,
  splitName,
  stepsToRevert,
} from '../../src/renderer/features/database/steps/steps';
import type { Losses } from '../../src/renderer/features/database/steps/steps';
import { reportText } from '../../src/renderer/features/database/checks/verify-report';
import { holds } from '../unit/domain/property';
import { installFakeBridge } from './support/fake-bridge';
import type { FakeBridge } from './support/fake-bridge';
import { renderPart } from './support/render';

let bridge: FakeBridge;
beforeEach(() => {
  bridge = installFakeBridge();
  bridge.answer('migrate.sql', () => ok({ up: 'SELECT 1;', down: '', verify: '' }));
  window.location.hash = '#/database';
});

function aStep(name: string, state: MigrationStep['state'] = 'applied'): MigrationStep {
  return {
    name,
    group: Number(splitName(name).number) < 100 ? 'plan' : 'lectern',
    state,
    appliedAt: state === 'pending' ? null : '2026-11-24T06:00:00.000Z',
    durationMs: state === 'pending' ? null : 12,
    sha256: 'ab'.repeat(32),
    retries: 0,
    summary: `What ${name} makes.`,
  };
}

const steps = [
  aStep('000_baseline'),
  aStep('001_create_user_xp'),
  aStep('002_create_xp_transaction', 'partial'),
  aStep('003_create_achievements', 'pending'),
  aStep('100_journal'),
];

describe('SQL cut into tokens', () => {
  it('is the same text when joined again, whatever it is', () => {
    const piece = fc.constantFrom("'", '"', '--', '/*', '*/', '\n', ' ', 'select', 'x1', '9.5');
    const sql = fc.oneof(
      fc.array(piece).map((pieces) => pieces.join('')),
      fc.string(),
    );
    holds(
      fc.property(sql, (text) => {
        expect(
          tokenizeSql(text)
            .map((token) => token.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('knows words, names, texts and comments from one another', () => {
    const kinds = tokenizeSql(`SELECT "it's" -- 'no\nFROM 'a''b' WHERE id1 = 42 /* "x`);
    expect(
      kinds.filter(({ kind }) => kind !== 'plain').map(({ kind, text }) => `${kind} ${text}`),
    ).toEqual([
      'keyword SELECT',
      `name "it's"`,
      `comment -- 'no`,
      'keyword FROM',
      `string 'a''b'`,
      'keyword WHERE',
      'number 42',
      'comment /* "x',
    ]);
  });
});

describe('the way back', () => {
  it('takes the steps of the plan that have begun, the newest first, and never Lectern’s own', () => {
    const names = (list: readonly MigrationStep[]) => list.map(({ name }) => name);
    expect(names(stepsToRevert(steps, '000_baseline'))).toEqual([
      '002_create_xp_transaction',
      '001_create_user_xp',
    ]);
    expect(names(rollbackTargets(steps))).toEqual(['000_baseline', '001_create_user_xp']);
  });

  it('reads the losses out of a refusal and nothing out of another failure', () => {
    expect(lossesIn({ wouldLose: { Quiz: 9, odd: 'x' } })).toEqual({ Quiz: 9 });
    expect([undefined, {}, { wouldLose: {} }, { wouldLose: [] }].map(lossesIn)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('shows the counts first, and gives up only what was ticked line by line', async () => {
    bridge.answer('migrate.loss', () =>
      ok({
        reverts: ['002_create_xp_transaction'],
        wouldLose: { Quiz: 9, 'Course.xpReward': 2 },
        dependants: [],
      }),
    );
    bridge.answer('migrate.down', () =>
      ok({ reverted: ['002_create_xp_transaction'], lost: {}, archive: null }),
    );
    renderPart(
      <RollbackDialog steps={steps} first="001_create_user_xp" onClose={() => undefined} />,
    );
    await screen.findByText('Course.xpReward');
    const confirm = () => screen.getByRole('button', { name: 'Roll back 1 step' });
    expect(confirm().hasAttribute('disabled')).toBe(true);
    fireEvent.click(screen.getByLabelText('Lose it'));
    fireEvent.click(screen.getByLabelText('Lose Quiz'));
    expect(confirm().hasAttribute('disabled')).toBe(true);
    fireEvent.click(screen.getByLabelText('Lose Course.xpReward'));
    fireEvent.click(confirm());
    const downs = () => bridge.calls.filter(({ method }) => method === 'migrate.down');
    await waitFor(() => expect(downs()).toHaveLength(1));
    expect(downs()[0]?.input).toEqual({
      to: '001_create_user_xp',
      acceptLoss: ['Quiz', 'Course.xpReward'],
    });
  });

  it('asks again when more would be lost by then than was agreed to', async () => {
    const counts: Losses[] = [{ Quiz: 9 }, { Quiz: 9, Certificate: 4 }];
    bridge.answer('migrate.loss', () =>
      ok({ reverts: ['002_create_xp_transaction'], wouldLose: counts[0], dependants: [] }),
    );
    bridge.answer('migrate.down', () => {
      counts.shift();
      return err(failure('refused', 'This would lose rows.', { wouldLose: counts[0] ?? {} }));
    });
    renderPart(
      <RollbackDialog steps={steps} first="001_create_user_xp" onClose={() => undefined} />,
    );
    await screen.findByText('Quiz');
    fireEvent.click(screen.getByLabelText('Lose it'));
    fireEvent.click(screen.getByLabelText('Lose Quiz'));
    fireEvent.click(screen.getByRole('button', { name: 'Roll back 1 step' }));
    await screen.findByText('Certificate');
    await screen.findByText(/counts have changed meanwhile/);
    expect(screen.getByRole('button', { name: 'Roll back 1 step' }).hasAttribute('disabled')).toBe(
      true,
    );
  });

  it('is closed while objects of others stand in it', async () => {
    bridge.answer('migrate.loss', () =>
      ok({ reverts: ['002_create_xp_transaction'], wouldLose: {}, dependants: ['view report'] }),
    );
    renderPart(
      <RollbackDialog steps={steps} first="001_create_user_xp" onClose={() => undefined} />,
    );
    await screen.findByText(/view report/);
    expect(screen.getByRole('button', { name: 'Roll back 1 step' }).hasAttribute('disabled')).toBe(
      true,
    );
  });
});

describe('the list of steps', () => {
  it('is one tab stop; arrows move over the groups and Enter opens the SQL', async () => {
    renderPart(<StepList steps={steps} onAsk={() => undefined} />);
    const rows = screen.getAllByRole('button');
    expect(rows.map((row) => row.tabIndex)).toEqual([0, -1, -1, -1, -1]);
    rows[0]?.focus();
    fireEvent.keyDown(rows[0] ?? document.body, { key: 'End' });
    expect(document.activeElement).toBe(rows[4]);
    fireEvent.keyDown(rows[4] ?? document.body, { key: 'ArrowUp' });
    expect(document.activeElement).toBe(rows[3]);
    fireEvent.click(rows[3] ?? document.body);
    await screen.findByText('SELECT');
    expect(rows[3]?.getAttribute('aria-expanded')).toBe('true');
  });
});

describe('the report of a verification', () => {
  it('gives one line a check with its count, and the samples below', () => {
    const check = { complaints: 0, samples: [] };
    expect(
      reportText([
        { ...check, name: 'no_orphan_user', ok: true, information: '3 of the LMS alone' },
        { name: 'ledger_equals_total', ok: false, complaints: 7, samples: ['u1: 10 is not 20'] },
      ]),
    ).toBe(
      'ok   no_orphan_user: 3 of the LMS alone\nFAIL ledger_equals_total (7)\n       u1: 10 is not 20',
    );
  });
});
