import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { helpText } from '../../src/main/cli/help';
import { findCommand } from '../../src/main/cli/registry';
import { usualBinaries, type SyncDatabase } from '../support/sync-server';
import { cliHome, type CliHome } from './cli-runner';
import { startLoopServer, urlOf, type LoopServer } from './loop-server';

let home: CliHome;

beforeEach(() => {
  home = cliHome();
});
afterEach(() => home.remove());

describe('lectern sync, called wrongly', () => {
  it.each([
    ['sync init', '--server is missing'],
    ['sync init --server postgres://x@y/z --nonsense', 'nonsense'],
    ['sync run now', 'Usage: lectern sync run'],
    ['sync resolve', 'Usage: lectern sync resolve'],
    ['sync resolve op1', '--take is missing'],
    ['sync act op1 explode', 'not one of retry, recreate, discard'],
    ['sync act op1', 'Usage: lectern sync act'],
    ['sync outbox --limit many', 'from 1 to 500'],
    ['sync outbox --limit 501', 'from 1 to 500'],
    ['sync outbox --after -1', 'argument is ambiguous'],
  ])('says of “%s” what is wrong, and ends with 2', async (words, said) => {
    await home.run('workspace create $W');
    const answer = await home.run(words);
    expect(answer).toMatchObject({ exit: 2, json: { error: { code: 'usage' } } });
    expect(answer.text).toContain(said);
  });

  it('says for a workspace without a server how it gets one', async () => {
    await home.run('workspace create $W');
    for (const words of [
      'sync run',
      'sync pull',
      'sync push',
      'sync verify',
      'sync repair',
      'sync pause',
    ]) {
      const answer = await home.run(words);
      expect(answer).toMatchObject({ exit: 3, json: { error: { code: 'refused' } } });
      expect(answer.text).toContain('sync init --server URL');
    }
    expect(await home.run('sync status')).toMatchObject({ exit: 0, json: { state: 'none' } });
    expect(await home.run('sync conflicts')).toMatchObject({ exit: 0, json: { conflicts: [] } });
    expect(await home.run('sync outbox')).toMatchObject({ exit: 0, json: { items: [], total: 0 } });
  });

  it('knows neither operations nor files that are not there (5)', async () => {
    await home.run('workspace create $W');
    const list = join(home.folder, 'list.json');
    writeFileSync(list, '[1, 2]');
    const text = join(home.folder, 'text.json');
    writeFileSync(text, 'score = 7');
    for (const [words, said] of [
      ['sync resolve op1 --take mine', 'no operation op1'],
      ['sync act op1 discard', 'no operation op1'],
      ['sync resolve op1 --take nowhere.json', 'cannot be read'],
      [`sync resolve op1 --take ${list}`, 'not a JSON object'],
      [`sync resolve op1 --take ${text}`, 'is not JSON'],
      ['sync init --server nowhere', 'neither a saved server'],
      ['sync init --server postgres://a:b:c@d:e/f', ''],
      ['sync status --workspace nowhere.lectern', 'There is no workspace'],
    ] as const) {
      const answer = await home.run(words);
      expect(answer.exit, words).toBe(5);
      expect(answer.text).toContain(said);
    }
  });

  it('refuses the sample (3), and says what to do instead', async () => {
    await home.run('workspace create $W --sample');
    const answer = await home.run('sync init --server postgres://anna@127.0.0.1:1/lms');
    expect(answer.exit).toBe(3);
    expect(answer.text).toContain('workspace create FILE');
  });

  it('explains itself', () => {
    for (const name of [
      'init',
      'run',
      'status',
      'conflicts',
      'resolve',
      'act',
      'outbox',
      'verify',
    ]) {
      const found = findCommand(['sync', name]);
      expect(helpText(found?.command)).toContain(`lectern sync ${name}`);
    }
  });
});

describe.skipIf(!usualBinaries)('lectern sync, without the rights', () => {
  let server: LoopServer;
  let lms: SyncDatabase;

  beforeAll(async () => {
    server = await startLoopServer();
    lms = await server.lms();
  });
  afterAll(() => server?.stop());

  it('refuses to be somebody else (3), and leaves the workspace without a server', async () => {
    await home.run('workspace create $W');
    const answer = await home.run(`sync init --server ${urlOf(lms, 'anna')} --user other`);
    expect(answer).toMatchObject({ exit: 3, json: { error: { code: 'refused' } } });
    expect(answer.text).toContain('anna is the LMS user teacher');
    expect((await home.run('sync status')).json).toMatchObject({ state: 'none' });
  });

  it('needs a password and says where it takes it from (4)', async () => {
    await home.run('workspace create $W');
    const answer = await home.run(`sync init --server ${urlOf(lms, 'locked')}`);
    expect(answer).toMatchObject({ exit: 4, json: { error: { code: 'unavailable' } } });
    expect(answer.text).toContain('LECTERN_PASSWORD');
  });

  it('installs only as the owner of the tables (3)', async () => {
    await home.run('workspace create $W');
    const answer = await home.run(`sync init --server ${urlOf(lms, 'anna')} --install`);
    expect(answer.exit).toBe(3);
    expect(answer.text).toContain('migrate up --group lectern');
  });
});
