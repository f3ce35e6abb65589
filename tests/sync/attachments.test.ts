import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OfflineFile } from '../../src/shared/contract/attachments';
import { expectOk, testEngine, type TestEngine } from '../support/engine';
import { fileServer, sends } from '../support/file-server';
import { usualBinaries, type SyncDatabase } from '../support/sync-server';
import { postgresProxy, type PostgresProxy } from '../support/tcp-proxy';
import { cliHome } from './cli-runner';
import { eventually, password, startLoopServer, urlOf, type LoopServer } from './loop-server';

let server: LoopServer;
let lms: SyncDatabase;
let network: PostgresProxy;

beforeAll(async () => {
  if (usualBinaries) server = await startLoopServer();
});
afterAll(() => server?.stop());
beforeEach(async () => {
  if (!usualBinaries) return;
  lms = await server.lms();
  network = await postgresProxy({ port: server.port });
});
afterEach(() => network?.close());

const handIn = (urls: readonly string[]): Promise<unknown> =>
  lms.admin.query('UPDATE "AssignmentSubmission" SET "fileUrls" = $1 WHERE "id" = $2', [
    urls,
    's-u1',
  ]);

async function fileOf(engine: TestEngine, at = 0): Promise<OfflineFile | undefined> {
  const { files } = expectOk(await engine.client.attachments.list({ submissionId: 's-u1' }));
  return files[at];
}

describe.skipIf(!usualBinaries)('files of ungraded work', () => {
  it('are here after the first sync, and new ones after a later one, and stay without a network', async () => {
    const files = await fileServer();
    const first = files.on('/first.pdf', sends('the first version'));
    const second = files.on('/second.pdf', sends('the second version'));
    await handIn([first]);
    const engine = await testEngine({ autoSync: true });
    expectOk(await engine.client.sync.init({ server: urlOf(lms, 'anna', { at: network.port }) }));
    await eventually(
      () => fileOf(engine),
      (file) => file?.state === 'kept',
    );
    await handIn([first, second]);
    engine.clock.advance(60_000);
    await eventually(
      () => fileOf(engine, 1),
      (file) => file?.state === 'kept',
    );
    await network.goOffline();
    await files.close();
    const target = join(engine.folder, 'copy.pdf');
    expectOk(await engine.client.attachments.saveCopy({ url: second, file: target }));
    expect(readFileSync(target, 'utf8')).toBe('the second version');
    expect(files.asked.toSorted()).toEqual(['/first.pdf', '/second.pdf']);
  });

  it('are fetched and counted from the command line', async () => {
    const files = await fileServer();
    await handIn([files.on('/essay.pdf', sends('an essay')), `${files.origin}/missing.pdf`]);
    const home = cliHome();
    try {
      await home.run('workspace create $W');
      const without = await home.run('attachments fetch');
      expect(without).toMatchObject({ exit: 3, json: { error: { code: 'refused' } } });
      await home.run(`sync init --server ${urlOf(lms, 'anna', { at: network.port })}`, {
        password,
      });
      const fetched = await home.run('attachments fetch');
      expect(fetched).toMatchObject({ exit: 1, json: { kept: 1, failed: 1, keptBytes: 8 } });
      expect(fetched.text).toContain('there is no such file');
      const status = await home.run('attachments status');
      expect(status).toMatchObject({ exit: 0, json: { hasServer: true, kept: 1, waiting: 0 } });
    } finally {
      home.remove();
    }
  });
});
