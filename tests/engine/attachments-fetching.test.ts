import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attachmentDesk, waitUntil } from '../support/attachment-desk';
import { fetchAll, hour, pulled } from '../support/attachment-steps';
import { fileServer, sends } from '../support/file-server';

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
    desk.attachments.afterPull();
    await desk.settled();
    expect(existsSync(left)).toBe(true);
    const again = desk.restarted();
    await again.fetchNow({ urls: [], signal: new AbortController().signal });
    expect(existsSync(left)).toBe(false);
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
