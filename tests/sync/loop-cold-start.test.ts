import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ScriptedTime, settle } from './loop-support';
import { createSyncService } from '../../src/main/engine/sync/service/create-sync-service';

const built = resolve(import.meta.dirname, '../../out/main');

/** The names of all that a built file imports before it runs, through its own parts. */
function importsOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  const names = readFileSync(file, 'utf8').matchAll(
    /^\s*(?:import|export)\b[^'"(]*?(?:from\s*)?['"]([^'"]+)['"]/gm,
  );
  for (const [, name = ''] of names) {
    const found = name.startsWith('.') ? join(dirname(file), name) : name;
    if (seen.has(found)) continue;
    seen.add(found);
    if (name.startsWith('.')) importsOf(found, seen);
  }
  return seen;
}

describe('starting without a server', () => {
  it('reads nothing of the driver and nothing of the loop', () => {
    const read = [...importsOf(join(built, 'engine.js'))];
    expect(read).toContain('better-sqlite3');
    expect(read.filter((name) => name === 'pg' || /pg-copy|workspace-sync/.test(name))).toEqual([]);
  });

  it('sets one timer in a window, and then leaves it at that', async () => {
    const time = new ScriptedTime();
    const workspace = { readOnly: false, read: emptyRead() };
    const service = createSyncService({
      // Only these two are reached for before there is a server.
      context: () => ({ workspace, log: { bug: () => 'REF' } }) as never,
      timers: time.timers,
      isAutomatic: true,
    });
    service.start();
    service.wake();
    service.edited(['Course']);
    await time.pass(60_000);
    await settle();
    expect(time.waits).toEqual([1_000]);
    expect(time.isIdle).toBe(true);
    await service.close();
  });
});

function emptyRead(): unknown {
  const query = { select: () => query };
  return { from: { selectFrom: () => query }, first: () => undefined };
}
