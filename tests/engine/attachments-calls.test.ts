import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builders } from '../support/builders';
import { expectFailure, expectOk, testEngine, type TestEngine } from '../support/engine';
import { fileServer, sends } from '../support/file-server';

function giveServer({ sql }: TestEngine): void {
  const server = { host: 'localhost', port: 5432, database: 'lms', user: 'ada' };
  sql
    .prepare(`INSERT INTO lectern_sync_state (id, client_id, server) VALUES (1, 'client', ?)`)
    .run(JSON.stringify({ ...server, tls: { mode: 'disable' } }));
}

async function workWith(urls: readonly string[]) {
  const test = await testEngine();
  const make = builders(test);
  const submissionId = make.submission(make.assignment(), 'mia', {
    fileUrls: JSON.stringify(urls),
  });
  return { test, submissionId };
}

describe('the files of a submission', () => {
  it('are listed with what became of each, in words', async () => {
    const server = await fileServer();
    const kept = server.on('/essay.pdf', sends('the work', { 'content-type': 'application/pdf' }));
    const missing = `${server.origin}/missing.pdf`;
    const { test, submissionId } = await workWith([kept, missing, 'ftp://x.org/a', kept]);
    giveServer(test);
    const before = expectOk(await test.client.attachments.list({ submissionId }));
    expect(before.canFetch).toBe(true);
    expect(before.files.map(({ name, state }) => [name, state])).toEqual([
      ['essay.pdf', 'waiting'],
      ['missing.pdf', 'waiting'],
      ['a', 'waiting'],
    ]);
    const told: string[] = [];
    test.subscribe((event) => {
      if (event.name === 'changed') told.push(...event.payload.tables);
    });
    expectOk(await test.client.attachments.fetch({}));
    expect(told).toContain('lectern_offline_file');
    const { files } = expectOk(await test.client.attachments.list({ submissionId }));
    expect(files).toEqual([
      {
        url: kept,
        name: 'essay.pdf',
        state: 'kept',
        bytes: 8,
        contentType: 'application/pdf',
        fetchedAt: '2026-03-02T09:00:00.000Z',
        problem: null,
        retryAt: null,
      },
      expect.objectContaining({
        state: 'failed',
        problem: {
          code: 'http',
          message: 'Its server answered with 404: there is no such file.',
        },
      }),
      expect.objectContaining({
        state: 'refused',
        problem: { code: 'scheme', message: 'Only http and https are fetched, not ftp.' },
        retryAt: null,
      }),
    ]);
    const status = expectOk(await test.client.attachments.status({}));
    expect(status).toMatchObject({
      hasServer: true,
      enabled: true,
      totalBytes: 2_000_000_000,
      fileBytes: 200_000_000,
      allowPrivate: false,
      running: false,
      kept: 1,
      keptBytes: 8,
      failed: 1,
      refused: 1,
      waiting: 0,
      tooLarge: 0,
    });
    expect(status.problems.map(({ url }) => url)).toEqual([missing, 'ftp://x.org/a']);
    const target = join(test.folder, 'copy.pdf');
    expect(expectOk(await test.client.attachments.saveCopy({ url: kept, file: target }))).toEqual({
      file: target,
      bytes: 8,
    });
    expect(readFileSync(target, 'utf8')).toBe('the work');
  });

  it('are not kept without a server, and asking for them says so and changes nothing', async () => {
    const { test, submissionId } = await workWith(['http://127.0.0.1:9/essay.pdf']);
    const { files, canFetch } = expectOk(await test.client.attachments.list({ submissionId }));
    expect(canFetch).toBe(false);
    expect(files[0]).toMatchObject({ state: 'not_kept', problem: null });
    expect(expectFailure(await test.client.attachments.fetch({}), 'refused').message).toContain(
      'Nothing was changed',
    );
    expectFailure(await test.client.attachments.list({ submissionId: 'nobody' }), 'not_found');
    const copy = { url: files[0]?.url ?? '', file: join(test.folder, 'copy') };
    expectFailure(await test.client.attachments.saveCopy(copy), 'not_found');
  });

  it('have settings that survive a restart, and no part in undo', async () => {
    const test = await testEngine();
    giveServer(test);
    const patch = { enabled: false, totalBytes: 5_000_000, fileBytes: 1_000_000 };
    expect(expectOk(await test.client.attachments.configure(patch))).toMatchObject(patch);
    expect(expectOk(await test.client.history.next({})).undo).toBeNull();
    for (const bad of [{ totalBytes: -1 }, { fileBytes: 0 }, { enabled: 'yes' }, { other: 1 }]) {
      expectFailure(await test.call('attachments.configure', bad), 'bad_input');
    }
    const again = await test.restart();
    expect(expectOk(await again.client.attachments.status({}))).toMatchObject(patch);
  });

  it('stay as they are in a workspace that is open for reading', async () => {
    const server = await fileServer();
    const url = server.on('/essay.pdf', sends('the work'));
    const { test, submissionId } = await workWith([url]);
    giveServer(test);
    expectOk(await test.client.attachments.fetch({}));
    const reader = await testEngine({ file: test.file, mode: 'read' });
    const { files, canFetch } = expectOk(await reader.client.attachments.list({ submissionId }));
    expect(canFetch).toBe(false);
    expect(files[0]?.state).toBe('kept');
    expectFailure(await reader.client.attachments.fetch({}), 'read_only');
    expectFailure(await reader.client.attachments.clear({}), 'read_only');
    expectFailure(await reader.client.attachments.configure({ enabled: false }), 'read_only');
    const target = join(test.folder, 'copy.pdf');
    expectOk(await reader.client.attachments.saveCopy({ url, file: target }));
    expect(readFileSync(target, 'utf8')).toBe('the work');
  });

  it('are given up when the caller cancels, and when the engine closes', async () => {
    const server = await fileServer();
    const url = server.on('/stuck', (response) => response.writeHead(200).write('some'));
    const { test } = await workWith([url]);
    giveServer(test);
    const stop = new AbortController();
    const fetching = test.client.attachments.fetch({}, { signal: stop.signal });
    setTimeout(() => stop.abort(), 150);
    expectFailure(await fetching, 'cancelled');
    const again = test.client.attachments.fetch({});
    setTimeout(() => void test.close(), 150);
    expect((await again).ok).toBe(false);
  });
});
