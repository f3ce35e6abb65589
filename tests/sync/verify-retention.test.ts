import { expect, test } from 'vitest';
import { enqueue, type OutboxState } from '../../src/main/engine/sync/local/outbox-repository';
import { recordEvent } from '../../src/main/engine/sync/local/event-repository';
import { forgetOldDeliveries } from '../../src/main/engine/sync/retention';
import { directSync } from '../support/direct-session';
import { testEngine } from '../support/engine';

const day = 24 * 60 * 60 * 1000;

test('what ended more than 30 days ago is forgotten in slices, and nothing else is', async () => {
  const engine = await testEngine();
  const { workspace, context } = directSync(engine, 'one');
  const now = engine.clock.now();
  const add = (name: string, state: OutboxState, age: number): void => {
    const at = new Date(now - age * day).toISOString();
    workspace.write((db) => {
      const fields = { title: 'x' };
      enqueue(db, {
        opId: name,
        groupId: 'g',
        table: 'Course',
        key: 'a',
        kind: 'update',
        fields,
        base: null,
        at,
      });
      db.run(db.from.updateTable('lectern_outbox').set({ state }).where('op_id', '=', name));
    });
  };
  for (let n = 0; n < 1200; n += 1) add(`old-${n}`, n % 2 ? 'settled' : 'discarded', 31);
  add('young', 'settled', 29);
  for (const state of ['queued', 'parked', 'conflicted', 'acknowledged'] as const)
    add(state, state, 400);
  workspace.write((db) => {
    for (let n = 1; n <= 10_700; n += 1) recordEvent(db, 'connected', { n }, 'now');
  });
  let slices = 0;
  const session = {
    context,
    signal: new AbortController().signal,
    breathe: () => {
      slices += 1;
      return Promise.resolve();
    },
  };
  expect(await forgetOldDeliveries(session)).toBe(1900);
  expect(slices).toBeGreaterThanOrEqual(3);
  const left = engine.sql.prepare('SELECT op_id FROM lectern_outbox ORDER BY seq').pluck();
  expect(left.all()).toEqual(['young', 'queued', 'parked', 'conflicted', 'acknowledged']);
  const events = engine.sql.prepare('SELECT count(*), min(id) FROM lectern_sync_event').raw();
  expect(events.get()).toEqual([10_000, 701]);
  expect(await forgetOldDeliveries(session)).toBe(0);
});
