import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectFailure, expectOk, testEngine } from '../support/engine';
import { temporaryFolder } from '../support/migration-target';

describe('a backup of an SQLite database', () => {
  test('is opened again and compared, also while it is in use', async () => {
    const test = await testEngine({ sample: true });
    const folder = temporaryFolder();
    const out = join(folder, 'copy.lectern');
    const made = expectOk(await test.client.migrate.backup({ out }));
    expect(made).toMatchObject({ method: 'sqlite', restored: true, file: out });
    expect(made.counts.UserProgress).toBe(
      test.sql.prepare('SELECT count(*) FROM "UserProgress"').pluck().get(),
    );
    expect(readdirSync(folder)).toEqual(['copy.lectern']);
    const again = join(folder, 'again.lectern');
    const file = expectOk(await test.client.migrate.backup({ database: out, out: again }));
    expect(file.counts).toEqual(made.counts);
    const { events } = expectOk(await test.client.migrate.history({ kind: 'backup' }));
    expect(events).toHaveLength(1);
  });

  test('that was cut off lets no step through', async () => {
    const test = await testEngine();
    expectOk(await test.client.migrate.down({ to: '010', acceptLoss: 'all' }));
    const folder = temporaryFolder();
    const out = join(folder, 'copy.lectern');
    expectOk(await test.client.migrate.backup({ out }));
    const whole = readFileSync(out);
    for (const bytes of [whole.subarray(0, whole.length / 2), Buffer.from('hello')]) {
      const backup = join(folder, 'spoiled');
      writeFileSync(backup, bytes);
      expectFailure(await test.client.migrate.up({ backup }), 'refused');
    }
    const status = expectOk(await test.client.migrate.status({}));
    expect(status.steps.filter((step) => step.state === 'pending')).toHaveLength(4);
    expect(expectOk(await test.client.migrate.up({ backup: out })).applied).toHaveLength(4);
  });
});
