import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builders } from '../support/builders';
import { expectFailure, expectOk, testEngine, type TestEngine } from '../support/engine';

const complaints = async (test: TestEngine): Promise<readonly string[]> =>
  expectOk(await test.client.workspace.check({})).complaints;

describe('the workspace', () => {
  it('says what it is and what is in it', async () => {
    const test = await testEngine();
    builders(test).course();
    const info = expectOk(await test.client.workspace.info({}));
    expect(info).toMatchObject({
      file: test.file,
      name: 'test',
      sample: false,
      readOnly: false,
      schemaVersion: '014',
      ok: true,
    });
    expect(info.counts).toMatchObject({ Course: 1, Quiz: 0, lectern_person: 0 });
  });

  it('is checked whole: links, ledger and journal', async () => {
    const test = await testEngine();
    const make = builders(test);
    expect(await complaints(test)).toEqual([]);
    test.sql.pragma('foreign_keys = OFF');
    make.question('gone');
    test.sql.exec(`
      INSERT INTO UserXP (id, userId, totalXP, level, currentLevelXP) VALUES ('x', 'mia', 50, 1, 50);
      INSERT INTO lectern_action (id, seq, kind, name, label, who, at) VALUES ('a', 1, 'do', 'n', 'l', 'w', 't');
      INSERT INTO lectern_action (id, seq, kind, name, label, who, at, undone_by) VALUES ('b', 2, 'do', 'n', 'l', 'w', 't', 'a');
      INSERT INTO lectern_operation (id, action_id, seq, table_name, row_key, kind, before, after)
        VALUES ('o', 'b', 1, 'Course', 'c', 'insert', '{}', NULL);
    `);
    const found = (await complaints(test)).join('\n');
    expect(found).toContain('Question row 1 points at a Quiz that is gone');
    expect(found).toContain('UserXP of mia says 50 XP, the ledger sums to 0');
    expect(found).toContain('Action a of the journal has no operations');
    expect(found).toContain('Operation o of the journal is no readable insert');
    expect(found).toContain('Action b of the journal is undone by something that is no undo');
  });

  it('is copied while it is in use, and the copy opens as a workspace of its own', async () => {
    const test = await testEngine();
    builders(test).course({ title: 'Heat' });
    const first = expectOk(await test.client.workspace.backup({}));
    test.clock.advance(1000);
    const second = expectOk(await test.client.workspace.backup({}));
    expect(expectOk(await test.client.workspace.backups({})).backups).toEqual([
      { file: second.file, at: '2026-03-02T09:00:01.000Z', bytes: second.bytes },
      { file: first.file, at: '2026-03-02T09:00:00.000Z', bytes: first.bytes },
    ]);
    const copy = await testEngine({ file: first.file });
    expect(expectOk(await copy.client.courses.list({})).courses[0]?.title).toBe('Heat');
  });

  it('is not copied over itself, over a foreign file, or into a place that is none', async () => {
    const test = await testEngine();
    const foreign = join(test.folder, 'letter.txt');
    writeFileSync(foreign, 'Dear Ada');
    expectFailure(await test.client.workspace.backup({ file: test.file }), 'refused');
    expectFailure(await test.client.workspace.backup({ file: foreign }), 'refused');
    const failure = expectFailure(
      await test.client.workspace.backup({ file: join(foreign, 'deep', 'copy.lectern') }),
      'read_only',
    );
    expect(failure.message).toContain('Choose another place');
    expect(readdirSync(test.folder).filter((name) => name.endsWith('.part'))).toEqual([]);

    const file = join(test.folder, 'copy.lectern-backup');
    expectOk(await test.client.workspace.backup({ file }));
    expectOk(await test.client.workspace.backup({ file }));
    expect(existsSync(file)).toBe(true);
  });

  it('that is open for reading answers and refuses to be changed', async () => {
    const writer = await testEngine();
    builders(writer).course({ title: 'Heat' });
    const reader = await testEngine({ file: writer.file, mode: 'read' });
    expect(expectOk(await reader.client.workspace.info({})).readOnly).toBe(true);
    expect(expectOk(await reader.client.courses.list({})).courses).toHaveLength(1);
    expectFailure(await reader.client.courses.create({ title: 'X' }), 'read_only');
    expectFailure(await reader.client.settings.set({ patch: { theme: 'dark' } }), 'read_only');
  });
});

describe('running work', () => {
  it('is listed, and cancelling what has ended says so', async () => {
    const test = await testEngine();
    expect(expectOk(await test.client.jobs.list({})).jobs).toEqual([]);
    expectFailure(await test.client.jobs.cancel({ id: 'none' }), 'not_found');
  });
});
