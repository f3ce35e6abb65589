import { describe, expect, it } from 'vitest';
import { attachmentDesk, giveServer } from '../support/attachment-desk';
import { fetchAll, pulled } from '../support/attachment-steps';
import { fileServer, sends } from '../support/file-server';
import { freePort } from '../support/tcp';

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
