import { existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attachmentDesk } from '../support/attachment-desk';
import { failureOf, hashOf, hour, pulled } from '../support/attachment-steps';
import { fileServer, sends } from '../support/file-server';

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

  it('stays when another workspace of the same folder clears its own', async () => {
    const { desk, url, file } = await oneKept();
    const other = attachmentDesk({ beside: desk, seed: 2 });
    other.handIn('mia', [url]);
    await pulled(other);
    expect(other.states()).toEqual({ [url]: 'kept' });
    await other.attachments.clear();
    expect(readFileSync(file, 'utf8')).toBe('the work');
    const target = join(dirname(desk.workspace.file), 'copy.pdf');
    expect(await desk.attachments.saveCopy(url, target)).toEqual({ file: target, bytes: 8 });
  });
});
