import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rawQuery } from '../../src/main/engine/sync/local/raw-query';
import { writePulled } from '../../src/main/engine/sync/local/write-pulled';
import { createWorkspace } from '../../src/main/engine/storage/workspace';
import { testEngine } from '../support/engine';

const rows = 1_000;
const long = 'x'.repeat(8_000);

/** A workspace with some two thousand pages to write anew. */
async function withCategories() {
  const engine = await testEngine();
  const workspace = createWorkspace(
    engine.sql,
    engine.file,
    { release: () => undefined } as never, // the engine holds the lock itself
    undefined,
  );
  const insert = 'INSERT INTO "Category" ("id", "name") VALUES (?, ?)';
  workspace.write((db) => {
    for (let n = 0; n < rows; n += 1) db.run(rawQuery(insert, [`c${n}`, `Name ${n}`]));
  });
  engine.sql.pragma('wal_checkpoint(TRUNCATE)');
  const usual = engine.sql.pragma('wal_autocheckpoint', { simple: true });
  const rename = (name: string): void =>
    writePulled(workspace, rows, (db) => {
      db.run(rawQuery(`UPDATE "Category" SET "name" = ? || "id"`, [name + long]));
    });
  return { engine, workspace, usual, rename };
}

test('a large write leaves the log to the next transaction and never lets it grow without end', async () => {
  const { engine, workspace, usual, rename } = await withCategories();
  const isInFile = (name: string): boolean => readFileSync(engine.file).includes(name);
  try {
    rename('first');
    expect(isInFile('first')).toBe(false);
    workspace.write((db) => db.run(rawQuery(`DELETE FROM "Category" WHERE "id" = 'c1'`)));
    expect(isInFile('first')).toBe(true);
    rename('second');
    const once = statSync(`${engine.file}-wal`).size;
    for (const name of ['third', 'fourth', 'fifth']) rename(name);
    expect(statSync(`${engine.file}-wal`).size).toBeLessThan(once * 1.5);
    expect(engine.sql.pragma('wal_autocheckpoint', { simple: true })).toBe(usual);
  } finally {
    await engine.close();
  }
});

test('a large write that fails is rolled back, and later ones move the log as ever', async () => {
  const { engine, workspace, usual } = await withCategories();
  try {
    const failing = (): void =>
      writePulled(workspace, rows, (db) => {
        db.run(rawQuery('DELETE FROM "Category"'));
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    expect(engine.sql.prepare('SELECT count(*) FROM "Category"').pluck().get()).toBe(rows);
    expect(engine.sql.pragma('wal_autocheckpoint', { simple: true })).toBe(usual);
  } finally {
    await engine.close();
  }
});
