import { expect, test } from 'vitest';
import { syncTables } from '../../src/main/engine/sync/tables';
import { fieldGroups } from '../../src/renderer/features/sync/names/field-kind';

test('the window decides at once what the engine holds back together', () => {
  const sorted = (groups: readonly (readonly string[])[]) =>
    groups.map((group) => group.toSorted().join()).toSorted();
  for (const { name, together } of syncTables) {
    // The note of a conflict is never in conflict itself.
    if (name === 'lectern_sync_conflict') continue;
    expect([name, sorted(fieldGroups[name] ?? [])]).toEqual([name, sorted(together)]);
  }
});
