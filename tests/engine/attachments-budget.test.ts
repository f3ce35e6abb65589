import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attachmentDesk } from '../support/attachment-desk';
import { body, fetchAll, hour, pulled } from '../support/attachment-steps';
import { fileServer, sends } from '../support/file-server';

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
