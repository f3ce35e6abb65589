import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attachmentDesk } from '../support/attachment-desk';
import { body, failureOf, fetchAll, hashOf, hour, pulled } from '../support/attachment-steps';
import { fileServer, sends } from '../support/file-server';

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
    expect(desk.attachments.folder).toBe(
      join(dirname(desk.workspace.file), 'files', basename(desk.workspace.file)),
    );
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
