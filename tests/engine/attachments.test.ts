import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FailureError } from '../../src/shared/kernel/errors';
import {
  attachmentDesk,
  giveServer,
  waitUntil,
  type AttachmentDesk,
} from '../support/attachment-desk';
import { fileServer, sends } from '../support/file-server';
import { freePort } from '../support/tcp';

const hour = 3_600_000;

const body = (letter: string, bytes: number): Buffer => Buffer.alloc(bytes, letter);
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Fetches all that is missing, as a person asks for it. */
async function fetchAll({ attachments }: AttachmentDesk, urls?: readonly string[]): Promise<void> {
  await attachments.fetchNow({ urls, signal: new AbortController().signal });
}

/** As the sync service does after a pull; resolves when what follows from it is done. */
async function pulled(desk: AttachmentDesk, tables?: readonly string[]): Promise<void> {
  desk.attachments.afterPull(tables);
  await new Promise((done) => setTimeout(done, 20));
  await desk.settled();
}

async function failureOf(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof FailureError) return error.failure;
  throw new Error(`Expected a failure, got ${String(error)}`);
}

describe('after a pull', () => {
  it('files of ungraded work are fetched, named by their content, and those of graded work are not', async () => {
    const server = await fileServer();
    const desk = attachmentDesk();
    const essay = server.on('/essay.pdf', sends(body('e', 3_000), { 'content-type': 'x/y' }));
    const old = server.on('/old.pdf', sends('graded long ago'));
    desk.handIn('mia', [essay]);
    desk.grade(desk.handIn('ben', [old]));
    await pulled(desk);
    const sha256 = hashOf(body('e', 3_000));
    expect(desk.row(essay)).toMatchObject({
      state: 'kept',
      sha256,
      bytes: 3_000,
      contentType: 'x/y',
      fileName: 'essay.pdf',
      problem: null,
    });
    const file = join(desk.attachments.folder, sha256.slice(0, 2), sha256);
    expect(desk.attachments.folder).toBe(join(dirname(desk.workspace.file), 'files'));
    expect(readFileSync(file)).toEqual(body('e', 3_000));
    expect(server.asked).toEqual(['/essay.pdf']);
    expect(desk.arriving()).toEqual([]);
  });

  it('what is kept is not asked for again, and a content with two addresses is kept once', async () => {
    const server = await fileServer();
    const desk = attachmentDesk();
    const one = server.on('/one', sends('the same words'));
    const two = server.on('/two', sends('the same words'));
    desk.handIn('mia', [one, two]);
    desk.handIn('ben', [one]);
    await pulled(desk);
    desk.clock.advance(24 * hour);
    await pulled(desk);
    expect(server.asked.toSorted()).toEqual(['/one', '/two']);
    expect(desk.onDisk()).toHaveLength(1);
    expect(desk.attachments.totals()).toEqual({ kept: 2, bytes: 14 });
  });

  it('work that is handed in again has its new files fetched, though it was graded', async () => {
    const server = await fileServer();
    const desk = attachmentDesk();
    const [first, second] = [server.on('/1', sends('first')), server.on('/2', sends('second'))];
    const work = desk.handIn('mia', [first]);
    await pulled(desk);
    desk.grade(work);
    desk.clock.advance(hour);
    desk.workspace.connection
      .prepare(`UPDATE "AssignmentSubmission" SET "fileUrls" = ?, "submittedAt" = ? WHERE id = ?`)
      .run(JSON.stringify([second]), new Date(desk.clock.now()).toISOString(), work);
    await pulled(desk, ['AssignmentSubmission']);
    expect(desk.row(second)?.state).toBe('kept');
  });

  it('nothing at all happens in a workspace without a server, or while it is switched off', async () => {
    const server = await fileServer();
    const url = server.on('/essay', sends('essay'));
    const alone = attachmentDesk({ host: null });
    alone.handIn('mia', [url]);
    await pulled(alone);
    expect(await failureOf(fetchAll(alone))).toMatchObject({ code: 'refused' });
    const off = attachmentDesk();
    off.attachments.configure({ enabled: false });
    off.handIn('mia', [url]);
    await pulled(off);
    expect(server.asked).toEqual([]);
    off.attachments.configure({ enabled: true });
    await off.settled();
    expect(off.row(url)?.state).toBe('kept');
  });

  it('two files are on their way at once and no more, the oldest work first', async () => {
    const server = await fileServer();
    const desk = attachmentDesk();
    for (let at = 0; at < 8; at += 1) {
      const url = server.on(`/${at}`, (response) => {
        setTimeout(() => response.end(`work ${at}`), 30);
      });
      desk.handIn(`learner-${at}`, [url], `2026-01-0${9 - at}T10:00:00.000Z`);
    }
    await pulled(desk);
    expect(desk.attachments.totals().kept).toBe(8);
    expect(server.mostAtOnce()).toBe(2);
    expect(server.asked.slice(0, 2).toSorted()).toEqual(['/6', '/7']);
    expect(server.asked.at(-1)).toMatch(/^\/[01]$/);
  });

  it('an idle pull asks nobody and looks at nothing more than every half minute', async () => {
    const server = await fileServer();
    const desk = attachmentDesk({ patience: { surveyEveryMs: 30_000 } });
    const first = server.on('/1', sends('first'));
    desk.handIn('mia', [first]);
    await pulled(desk);
    const second = server.on('/2', sends('second'));
    desk.handIn('ben', [second]);
    await pulled(desk, ['AssignmentSubmission']);
    expect(desk.row(second)).toBeUndefined();
    desk.clock.advance(31_000);
    await pulled(desk, []);
    expect(desk.row(second)?.state).toBe('kept');
  });
});

describe('a file that cannot be fetched', () => {
  it('is tried again later, each time after twice as long, and is kept once it is there', async () => {
    const server = await fileServer();
    const desk = attachmentDesk();
    let isUp = false;
    const url = server.on('/essay', (response) => {
      if (isUp) response.end('essay');
      else response.writeHead(500).end();
    });
    desk.handIn('mia', [url]);
    await pulled(desk);
    expect(desk.row(url)).toMatchObject({
      state: 'failed',
      attempts: 1,
      problem: { code: 'http', detail: '500' },
    });
    await pulled(desk);
    expect(server.asked).toHaveLength(1);
    desk.clock.advance(61_000);
    await pulled(desk);
    expect(desk.row(url)?.attempts).toBe(2);
    desk.clock.advance(61_000);
    await pulled(desk, []);
    expect(server.asked).toHaveLength(2);
    isUp = true;
    desk.clock.advance(61_000);
    await pulled(desk, []);
    expect(desk.row(url)).toMatchObject({ state: 'kept', attempts: 0, retryAt: null });
  });

  it('leaves no trace on the disk, and does not keep the others from being fetched', async () => {
    const server = await fileServer();
    const desk = attachmentDesk();
    const cut = server.on('/cut', (response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    const fine = server.on('/fine', sends('fine'));
    const [missing, refused] = [`${server.origin}/missing`, 'file:///etc/passwd'];
    desk.handIn('mia', [refused, missing, cut, fine, 'ftp://x.org/a', 'uploads/relative.pdf']);
    await pulled(desk);
    expect(desk.states()).toEqual({
      [refused]: 'refused',
      [missing]: 'failed',
      [cut]: 'failed',
      [fine]: 'kept',
      'ftp://x.org/a': 'refused',
      'uploads/relative.pdf': 'refused',
    });
    expect(desk.row(cut)?.problem).toEqual({ code: 'cut_off' });
    expect(desk.row(refused)?.retryAt).toBeNull();
    expect(desk.arriving()).toEqual([]);
    expect(desk.onDisk()).toHaveLength(1);
  });

  it('because its host is away costs one attempt, not one for every file there', async () => {
    const desk = attachmentDesk();
    const port = await freePort();
    const urls = Array.from({ length: 20 }, (_, at) => `http://127.0.0.1:${port}/${at}`);
    desk.handIn('mia', urls);
    await pulled(desk);
    const states = Object.values(desk.states());
    expect(states.filter((state) => state === 'failed').length).toBeLessThanOrEqual(2);
    expect(states.filter((state) => state === 'wanted').length).toBeGreaterThanOrEqual(18);
  });

  it('is tried at once when a person asks, also alone', async () => {
    const server = await fileServer();
    const desk = attachmentDesk();
    desk.handIn('mia', [`${server.origin}/a`, `${server.origin}/b`]);
    await pulled(desk);
    server.on('/a', sends('a'));
    server.on('/b', sends('b'));
    await fetchAll(desk, [`${server.origin}/b`]);
    expect(desk.states()).toEqual({
      [`${server.origin}/a`]: 'failed',
      [`${server.origin}/b`]: 'kept',
    });
    await fetchAll(desk);
    expect(desk.row(`${server.origin}/a`)?.state).toBe('kept');
  });

  it('is not fetched for whoever asks: only what a submission names', async () => {
    const server = await fileServer();
    const desk = attachmentDesk();
    const graded = server.on('/graded', sends('graded'));
    desk.grade(desk.handIn('mia', [graded]));
    await fetchAll(desk, [`${server.origin}/elsewhere`, graded]);
    expect(server.asked).toEqual(['/graded']);
    expect(desk.states()).toEqual({ [graded]: 'kept' });
  });
});

describe('an address on this machine or in a private network', () => {
  it('is refused where the LMS is a public one, and tried again when that changes', async () => {
    const server = await fileServer();
    const desk = attachmentDesk({ host: '93.184.216.34' });
    const url = server.on('/essay', sends('essay'));
    const near = 'http://10.255.255.1:9/essay';
    desk.handIn('mia', [url, near]);
    await pulled(desk);
    expect(desk.row(url)).toMatchObject({
      state: 'refused',
      problem: { code: 'address', detail: 'loopback' },
    });
    expect(desk.row(near)?.state).toBe('refused');
    expect(server.asked).toEqual([]);
    desk.workspace.connection.prepare('DELETE FROM lectern_sync_state').run();
    giveServer(desk.workspace, '/run/postgresql');
    desk.attachments.configure({});
    await desk.settled();
    expect(desk.row(url)?.state).toBe('kept');
  });
});

describe('the budget', () => {
  it('keeps a file that is too large out, and lets it in when the limit is raised', async () => {
    const server = await fileServer();
    const desk = attachmentDesk();
    desk.attachments.configure({ fileBytes: 1_000 });
    const big = server.on('/big', sends(body('b', 5_000)));
    desk.handIn('mia', [big]);
    await pulled(desk);
    expect(desk.row(big)).toMatchObject({ state: 'too_large', bytes: 5_000, retryAt: null });
    desk.attachments.configure({ fileBytes: 10_000 });
    await desk.settled();
    expect(desk.row(big)).toMatchObject({ state: 'kept', bytes: 5_000 });
  });

  it('when it is full makes room with graded work, the least recently used first', async () => {
    const server = await fileServer();
    const desk = attachmentDesk();
    desk.attachments.configure({ totalBytes: 3_000 });
    const url = (letter: string) => server.on(`/${letter}`, sends(body(letter, 1_000)));
    for (const letter of ['a', 'b', 'c']) {
      const work = desk.handIn(letter, [url(letter)]);
      await fetchAll(desk);
      desk.grade(work);
      desk.clock.advance(hour);
    }
    // Looked at just now: the oldest is the last to go.
    const copy = join(dirname(desk.workspace.file), 'copy');
    await desk.attachments.saveCopy(`${server.origin}/a`, copy);
    desk.handIn('d', [url('d')]);
    await fetchAll(desk);
    expect(Object.keys(desk.states()).map((one) => one.slice(-1))).toEqual(['a', 'c', 'd']);
    expect(desk.onDisk()).toHaveLength(3);
    expect(desk.attachments.totals()).toEqual({ kept: 3, bytes: 3_000 });
  });

  it('never removes work that is still to be graded: the new file waits and says why', async () => {
    const server = await fileServer();
    const desk = attachmentDesk();
    desk.attachments.configure({ totalBytes: 2_500 });
    const url = (letter: string) => server.on(`/${letter}`, sends(body(letter, 1_000)));
    const first = desk.handIn('a', [url('a')], '2026-01-01T00:00:00.000Z');
    desk.handIn('b', [url('b'), url('c')], '2026-01-02T00:00:00.000Z');
    await pulled(desk);
    const last = `${server.origin}/c`;
    expect(desk.row(last)).toMatchObject({ state: 'failed', problem: { code: 'no_room' } });
    expect(desk.attachments.totals()).toEqual({ kept: 2, bytes: 2_000 });
    desk.grade(first);
    desk.clock.advance(2 * hour);
    await pulled(desk);
    expect(desk.row(last)?.state).toBe('kept');
    expect(desk.row(`${server.origin}/a`)).toBeUndefined();
  });

  it('holds also when the length is not known before, and when files arrive at once', async () => {
    const server = await fileServer();
    const desk = attachmentDesk();
    desk.attachments.configure({ totalBytes: 4_500, fileBytes: 3_000 });
    const urls = ['a', 'b', 'c', 'd', 'e'].map((letter) =>
      server.on(`/${letter}`, (response) => {
        response.write(body(letter, 1_000));
        setTimeout(() => response.end(body(letter, 1_000)), 10);
      }),
    );
    desk.handIn('mia', urls);
    await pulled(desk);
    expect(desk.attachments.totals()).toEqual({ kept: 2, bytes: 4_000 });
    expect(desk.onDisk()).toHaveLength(2);
    expect(desk.arriving()).toEqual([]);
  });

  it('that is lowered holds at once, without a network, as far as ungraded work allows', async () => {
    const server = await fileServer();
    const desk = attachmentDesk();
    const [a, b] = ['a', 'b'].map((name) => server.on(`/${name}`, sends(body(name, 1_000))));
    const graded = desk.handIn('mia', [a ?? '']);
    desk.handIn('ben', [b ?? '']);
    await fetchAll(desk);
    desk.grade(graded);
    await server.close();
    desk.attachments.configure({ totalBytes: 100 });
    await desk.settled();
    expect(desk.attachments.totals()).toEqual({ kept: 1, bytes: 1_000 });
    expect(desk.row(b ?? '')?.state).toBe('kept');
  });

  it('is not what fills a disk: with little left nothing more is fetched', async () => {
    const server = await fileServer();
    const desk = attachmentDesk({ freeBytes: async () => 100_000_000 });
    desk.handIn('mia', [server.on('/a', sends('a')), server.on('/b', sends('b'))]);
    await pulled(desk);
    expect(server.asked).toEqual([]);
    expect(desk.row(`${server.origin}/a`)?.problem).toEqual({ code: 'disk', detail: 'ENOSPC' });
  });
});

describe('a kept file', () => {
  const oneKept = async (content = 'the work') => {
    const server = await fileServer();
    const desk = attachmentDesk();
    const url = server.on('/essay.pdf', sends(content));
    const work = desk.handIn('mia', [url]);
    await pulled(desk);
    const sha256 = hashOf(Buffer.from(content));
    const file = join(desk.attachments.folder, sha256.slice(0, 2), sha256);
    return { server, desk, url, work, file };
  };

  it('is copied to where a person wants it, and counts as used', async () => {
    const { desk, url } = await oneKept();
    desk.clock.advance(hour);
    const target = join(dirname(desk.workspace.file), 'copy.pdf');
    writeFileSync(target, 'an older copy');
    expect(await desk.attachments.saveCopy(url, target)).toEqual({ file: target, bytes: 8 });
    expect(readFileSync(target, 'utf8')).toBe('the work');
    expect(desk.row(url)?.usedAt).toBe(new Date(desk.clock.now()).toISOString());
    if (process.platform !== 'win32') expect(statSync(target).mode & 0o111).toBe(0);
  });

  it('that was changed on the disk is not handed out, and is fetched again', async () => {
    const { server, desk, url, file } = await oneKept();
    writeFileSync(file, 'the wrok');
    const target = join(dirname(desk.workspace.file), 'copy.pdf');
    expect(await failureOf(desk.attachments.saveCopy(url, target))).toMatchObject({
      code: 'corrupt',
    });
    expect(existsSync(target)).toBe(false);
    expect(existsSync(join(dirname(target), '.copy.pdf.part'))).toBe(false);
    await desk.settled();
    expect(server.asked).toHaveLength(2);
    expect(desk.row(url)?.state).toBe('kept');
    await desk.attachments.saveCopy(url, target);
    expect(readFileSync(target, 'utf8')).toBe('the work');
  });

  it('that was changed or removed without anybody looking is found and fetched again', async () => {
    const { server, desk, url, file } = await oneKept();
    writeFileSync(file, 'the wrok');
    desk.clock.advance(2 * hour);
    await pulled(desk);
    expect(readFileSync(file, 'utf8')).toBe('the work');
    rmSync(file);
    desk.clock.advance(2 * hour);
    await pulled(desk);
    expect(readFileSync(file, 'utf8')).toBe('the work');
    expect(server.asked).toHaveLength(3);
    expect(desk.row(url)?.state).toBe('kept');
  });

  it('that was only touched is read once and stays', async () => {
    const { server, desk, url, file } = await oneKept();
    writeFileSync(file, 'the work');
    desk.clock.advance(2 * hour);
    await pulled(desk);
    expect(server.asked).toHaveLength(1);
    expect(desk.row(url)?.state).toBe('kept');
    expect(statSync(file).mtime.getUTCFullYear()).toBe(2000);
  });

  it('stays when its work is graded, and goes when nothing here names it any more', async () => {
    const { desk, url, work, file } = await oneKept();
    desk.grade(work);
    desk.clock.advance(hour);
    await pulled(desk);
    expect(existsSync(file)).toBe(true);
    desk.workspace.connection.prepare('DELETE FROM "AssignmentSubmission"').run();
    desk.clock.advance(hour);
    await pulled(desk);
    expect(existsSync(file)).toBe(false);
    expect(desk.row(url)).toBeUndefined();
  });

  it('of an older version of the work is not removed with it', async () => {
    const { desk, url, work, file } = await oneKept();
    desk.workspace.connection
      .prepare(
        `INSERT INTO lectern_submission_version (id, submission_id, seen_at, submitted_at, file_urls)
         VALUES ('v1', ?, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', ?)`,
      )
      .run(work, JSON.stringify([url]));
    desk.workspace.connection.prepare(`UPDATE "AssignmentSubmission" SET "fileUrls" = '[]'`).run();
    desk.clock.advance(hour);
    await pulled(desk);
    expect(existsSync(file)).toBe(true);
    expect(desk.row(url)?.state).toBe('kept');
  });

  it('is never copied over the workspace or the kept files', async () => {
    const { desk, url, file } = await oneKept();
    const { workspace } = desk;
    const link = join(dirname(workspace.file), 'a-link');
    symlinkSync(workspace.file, link);
    for (const target of [workspace.file, `${workspace.file}-wal`, file, link]) {
      expect(await failureOf(desk.attachments.saveCopy(url, target))).toMatchObject({
        code: 'bad_input',
      });
    }
    const nowhere = join(dirname(workspace.file), 'no', 'such', 'folder', 'a');
    expect(await failureOf(desk.attachments.saveCopy(url, nowhere))).toMatchObject({
      code: 'bad_input',
    });
    expect(readFileSync(file, 'utf8')).toBe('the work');
  });

  it('goes with all others when a person clears them', async () => {
    const { desk, file } = await oneKept();
    await desk.attachments.clear();
    expect(existsSync(file)).toBe(false);
    expect(desk.states()).toEqual({});
    expect(desk.attachments.totals()).toEqual({ kept: 0, bytes: 0 });
  });
});

describe('fetching', () => {
  it('that takes long is shown as a job, and a person who cancels it is left in peace', async () => {
    const server = await fileServer();
    const desk = attachmentDesk({ patience: { quietMs: 30 } });
    const done = server.on('/done', sends('done'));
    const stuck = server.on('/stuck', (response) => response.writeHead(200).write('some'));
    desk.handIn('mia', [done, stuck]);
    desk.attachments.afterPull();
    await waitUntil(() => desk.jobs.length > 0 && desk.row(done)?.state === 'kept');
    expect(desk.jobs[0]).toMatchObject({ state: 'running', total: 2, cancellable: true });
    expect(desk.attachments.isFetching(stuck)).toBe(true);
    desk.cancelJobs();
    await desk.settled();
    expect(desk.jobs.at(-1)?.state).toBe('cancelled');
    expect(desk.states()).toEqual({ [done]: 'kept', [stuck]: 'wanted' });
    expect(desk.arriving()).toEqual([]);
    await pulled(desk);
    expect(server.asked).toHaveLength(2);
    desk.clock.advance(2 * hour);
    server.on('/stuck', sends('some and the rest'));
    await pulled(desk);
    expect(desk.row(stuck)?.state).toBe('kept');
  });

  it('that is quick is no job', async () => {
    const server = await fileServer();
    const desk = attachmentDesk();
    desk.handIn('mia', [server.on('/a', sends('a'))]);
    await pulled(desk);
    expect(desk.jobs).toEqual([]);
  });

  it('ends with the program, and what was half there is swept away at the next start', async () => {
    const server = await fileServer();
    const desk = attachmentDesk();
    const url = server.on('/stuck', (response) => response.writeHead(200).write('some'));
    desk.handIn('mia', [url]);
    desk.attachments.afterPull();
    await waitUntil(() => desk.arriving().length === 1);
    // As a crash would leave it.
    const left = join(desk.attachments.folder, 'partial', desk.arriving()[0] ?? '');
    await desk.attachments.close();
    expect(desk.arriving()).toEqual([]);
    expect(desk.row(url)).toMatchObject({ state: 'wanted', attempts: 0 });
    writeFileSync(left, 'half');
    const others = join(dirname(left), 'ffffffffffff-x.part');
    writeFileSync(others, 'of another workspace');
    desk.attachments.afterPull();
    await desk.settled();
    expect(existsSync(left)).toBe(true);
    const again = desk.restarted();
    await again.fetchNow({ urls: [], signal: new AbortController().signal });
    expect(existsSync(left)).toBe(false);
    expect(existsSync(others)).toBe(true);
    await again.close();
  });

  it('goes through many submissions without holding up other calls', async () => {
    const desk = attachmentDesk();
    const insert = desk.workspace.connection.prepare(
      `INSERT INTO "AssignmentSubmission" (id, "userId", "assignmentId", "fileUrls", content)
       VALUES (?, ?, 'assignment-1', ?, ?)`,
    );
    const content = 'words '.repeat(200);
    desk.workspace.connection.transaction(() => {
      for (let at = 0; at < 20_000; at += 1) {
        insert.run(`s${at}`, `u${at}`, JSON.stringify([`file:///${at}`]), content);
      }
    })();
    let longest = 0;
    let before = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - before);
      before = performance.now();
    }, 1);
    await fetchAll(desk);
    clearInterval(timer);
    expect(new Set(Object.values(desk.states()))).toEqual(new Set(['refused']));
    expect(Object.keys(desk.states())).toHaveLength(20_000);
    // A few dozen milliseconds on an idle machine; a starved loop would show seconds.
    expect(longest).toBeLessThan(1_000);
  });
});
