import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builders } from '../support/builders';
import { expectFailure, expectOk, testEngine } from '../support/engine';

describe('the steps of a workspace, through the engine', () => {
  test('all are applied, nothing differs, and the SQL can be read', async () => {
    const { client } = await testEngine();
    const status = expectOk(await client.migrate.status({}));
    expect(status.engine).toBe('sqlite');
    expect(status.steps.every((step) => step.state === 'applied')).toBe(true);
    expect(status.steps.map((step) => step.summary)).not.toContain('');
    expect(status.drift).toEqual([]);
    const sql = expectOk(await client.migrate.sql({ name: '005' }));
    expect(sql.up).toContain('CREATE TABLE "Quiz"');
    expect(expectOk(await client.migrate.plan({})).steps).toEqual([]);
  });

  test('a sample workspace goes down to 000 and up again, clean each time, and loses nothing', async () => {
    const engine = await testEngine({ sample: true });
    const { client } = engine;
    const sums = `SELECT x."userId", x."totalXP", (SELECT coalesce(sum("amount"), 0) FROM "XPTransaction" t
      WHERE t."userId" = x."userId") AS ledger FROM "UserXP" x ORDER BY 1`;
    const before = engine.sql.prepare(sums).all() as { totalXP: number; ledger: number }[];
    expect(before.length).toBeGreaterThan(100);
    expect(before.filter((row) => row.totalXP !== row.ledger)).toEqual([]);
    expect(expectOk(await client.migrate.verify({})).checks.filter((check) => !check.ok)).toEqual(
      [],
    );

    const refused = expectFailure(await client.migrate.down({ to: '000' }), 'refused');
    expect(Object.keys(refused.details?.wouldLose ?? {})).toContain('AssignmentSubmission');
    const archive = join(engine.folder, 'rollback.jsonl');
    const down = expectOk(await client.migrate.down({ to: '000', archive }));
    expect(down.reverted).toHaveLength(14);
    expect(down.lost).toEqual(refused.details?.wouldLose);
    expect(expectOk(await client.migrate.verify({})).ok).toBe(true);
    expectFailure(await client.quizzes.list({}), 'refused');

    const up = expectOk(await client.migrate.up({}));
    expect(up).toMatchObject({ failed: null, untouched: { ok: true } });
    expect(expectOk(await client.migrate.verify({})).ok).toBe(true);
    expect(expectOk(await client.migrate.restoreArchive({ file: archive })).restored).toEqual(
      down.lost,
    );
    expect(expectOk(await client.migrate.verify({})).checks.filter((check) => !check.ok)).toEqual(
      [],
    );
    expect(engine.sql.prepare(sums).all()).toEqual(before);
    expect(readdirSync(engine.folder, { recursive: true }).join()).toMatch(/lectern-backup/);
  });

  test('a second run while one is under way is told to wait', async () => {
    const { client } = await testEngine();
    expectOk(await client.migrate.down({ to: '000' }));
    const [first, second] = await Promise.all([client.migrate.up({}), client.migrate.up({})]);
    expect(expectOk(first).applied).toHaveLength(14);
    expectFailure(second, 'busy');
    expect(expectOk(await client.migrate.up({})).applied).toEqual([]);
  });

  test('a restart leaves reverted steps reverted', async () => {
    const engine = await testEngine();
    expectOk(await engine.client.migrate.down({ to: '012' }));
    const again = await engine.restart();
    const status = expectOk(await again.client.migrate.status({}));
    expect(
      status.steps.filter((step) => step.state === 'pending').map((step) => step.name),
    ).toEqual(['013_initialize_user_xp', '014_calculate_initial_xp']);
    const plan = expectOk(await again.client.migrate.plan({}));
    expect(plan.steps.map((step) => [step.name, step.reversible])).toEqual([
      ['013_initialize_user_xp', true],
      ['014_calculate_initial_xp', true],
    ]);
    expect(expectOk(await again.client.migrate.up({ to: '013' })).applied).toHaveLength(1);
  });

  test('the plan counts what a back-fill is going to write, and changes nothing', async () => {
    const engine = await testEngine();
    const make = builders(engine);
    make.progress(make.chapter(make.course()), 'mia');
    expectOk(await engine.client.migrate.down({ to: '012' }));
    const plan = expectOk(await engine.client.migrate.plan({}));
    expect(plan.steps.map((step) => step.rows)).toEqual([1, 1]);
    expect(plan.steps.flatMap((step) => step.sql).join('\n')).toContain(
      'INSERT INTO "XPTransaction"',
    );
    expect(engine.sql.prepare('SELECT count(*) FROM "UserXP"').pluck().get()).toBe(0);
  });

  test('a workspace that is open for reading only answers questions and refuses changes', async () => {
    const engine = await testEngine();
    const reader = await testEngine({ mode: 'read', file: engine.file });
    expect(expectOk(await reader.client.migrate.verify({})).ok).toBe(true);
    expect(expectOk(await reader.client.migrate.status({})).drift).toEqual([]);
    expectFailure(await reader.client.migrate.up({}), 'read_only');
    expectFailure(await reader.client.migrate.down({ to: '000' }), 'read_only');
  });
});
