import { readFileSync, statSync } from 'node:fs';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { essay, essayHash, fetched, problemOf } from '../support/fetched-file';
import { fileServer, sends } from '../support/file-server';
import { listen } from '../support/tcp';

describe('a file', () => {
  it('arrives whole on the disk with its hash, its size, its name and its type', async () => {
    const server = await fileServer();
    const url = server.on(
      '/essay.pdf',
      sends(essay, {
        'content-type': 'application/pdf',
        'content-disposition': "attachment; filename*=UTF-8''R%C3%A9sum%C3%A9%20final.pdf",
      }),
    );
    const { result, partial } = await fetched(url);
    expect(result).toEqual({
      ok: true,
      value: {
        bytes: essay.length,
        sha256: essayHash,
        contentType: 'application/pdf',
        fileName: 'Résumé final.pdf',
      },
    });
    expect(readFileSync(partial)).toEqual(essay);
    if (process.platform !== 'win32') expect(statSync(partial).mode & 0o777).toBe(0o600);
  });

  it('is asked for as a stranger would: no cookie, no login, no referrer, on any hop', async () => {
    const server = await fileServer();
    const there = server.on('/there', sends(essay));
    const url = server.on('/here', (response) => {
      response.writeHead(302, { location: there, 'set-cookie': 'session=1; Path=/' }).end();
    });
    expect((await fetched(url)).result.ok).toBe(true);
    expect(server.asked).toEqual(['/here', '/there']);
    for (const headers of server.headers) {
      expect(Object.keys(headers).toSorted()).toEqual(
        ['accept', 'accept-encoding', 'connection', 'host', 'user-agent'].toSorted(),
      );
      expect(headers['accept-encoding']).toBe('identity');
    }
  });

  it('with nothing in it is a file', async () => {
    const server = await fileServer();
    const { result } = await fetched(server.on('/empty.txt', sends('')));
    expect(result).toMatchObject({ ok: true, value: { bytes: 0 } });
  });

  it.each([
    ['gzip', gzipSync(essay)],
    ['deflate', deflateSync(essay)],
    ['br', brotliCompressSync(essay)],
  ])('that comes packed as %s is unpacked', async (encoding, body) => {
    const server = await fileServer();
    const url = server.on('/essay', sends(body, { 'content-encoding': encoding }));
    const { result, partial } = await fetched(url);
    expect(result).toMatchObject({ ok: true, value: { sha256: essayHash } });
    expect(readFileSync(partial)).toEqual(essay);
  });

  it('packed in an unknown way, or in a broken way, is not kept', async () => {
    const server = await fileServer();
    const twice = server.on('/twice', sends(essay, { 'content-encoding': 'gzip, gzip' }));
    const strange = server.on('/strange', sends(essay, { 'content-encoding': 'constructor' }));
    const broken = server.on('/broken', sends(essay, { 'content-encoding': 'gzip' }));
    expect(await problemOf(twice)).toEqual({ code: 'encoding', detail: 'gzip, gzip' });
    expect(await problemOf(strange)).toEqual({ code: 'encoding', detail: 'constructor' });
    expect(await problemOf(broken)).toEqual({ code: 'encoding' });
  });
});

describe('a file that is too large', () => {
  it('is not read when its length says so', async () => {
    const server = await fileServer();
    const url = server.on('/huge', (response) => {
      response.writeHead(200, { 'content-length': '5000000000' });
      response.write('x');
    });
    expect(await problemOf(url)).toEqual({ code: 'too_large', detail: '5000000000' });
  });

  it('is left at the limit when its length is not known, and never held in memory', async () => {
    const server = await fileServer();
    const piece = Buffer.alloc(64 * 1024);
    let sent = 0;
    const url = server.on('/endless', (response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(piece)) sent += piece.length;
        sent += piece.length;
      };
      response.on('drain', more);
      more();
    });
    global.gc?.();
    const before = process.memoryUsage().rss;
    const { result, partial } = await fetched(url, { limit: 20_000_000 });
    expect(result).toMatchObject({ ok: false, error: { code: 'too_large' } });
    expect(statSync(partial).size).toBeLessThanOrEqual(20_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    expect(sent).toBeLessThan(60_000_000);
  });

  it('may not hide in a small packed body', async () => {
    const server = await fileServer();
    const bomb = gzipSync(Buffer.alloc(50_000_000), { level: 9 });
    expect(bomb.length).toBeLessThan(100_000);
    const url = server.on('/bomb', sends(bomb, { 'content-encoding': 'gzip' }));
    const { result, partial } = await fetched(url);
    expect(result).toMatchObject({ ok: false, error: { code: 'too_large' } });
    expect(statSync(partial).size).toBeLessThanOrEqual(1_000_000);
  });
});

describe('a transfer', () => {
  it('that is cut in the middle is no file, whether a length was given, or chunks, or packed', async () => {
    const server = await fileServer();
    const cut = (headers: Record<string, string>, body: Buffer) =>
      server.on(`/cut-${Object.keys(headers).join('-')}`, (response) => {
        response.writeHead(200, headers);
        response.write(body.subarray(0, body.length / 2), () => response.destroy());
      });
    const packed = gzipSync(essay);
    for (const url of [
      cut({ 'content-length': String(essay.length) }, essay),
      cut({}, essay),
      cut({ 'content-encoding': 'gzip' }, packed),
    ]) {
      expect(await problemOf(url)).toEqual({ code: 'cut_off' });
    }
  });

  it('that ends politely before its length, or before its packed end, is cut off as well', async () => {
    const short = await listen((socket) => {
      socket.once('data', () => {
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\nconnection: close\r\n\r\nshort');
      });
    });
    const packed = gzipSync(essay);
    const half = await listen((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n');
        socket.end(packed.subarray(0, packed.length - 20));
      });
    });
    onTestFinished(() => Promise.all([short.close(), half.close()]).then(() => undefined));
    expect(await problemOf(`http://127.0.0.1:${short.port}/a`)).toEqual({ code: 'cut_off' });
    expect(await problemOf(`http://127.0.0.1:${half.port}/a`)).toEqual({ code: 'cut_off' });
  });

  it('with more than its length gives the length, or nothing', async () => {
    const long = await listen((socket) => {
      socket.once('data', () => {
        socket.end(
          'HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nlong and more',
        );
      });
    });
    onTestFinished(long.close);
    const { result } = await fetched(`http://127.0.0.1:${long.port}/a`);
    if (result.ok) expect(result.value.bytes).toBe(4);
    else expect(result.error.code).toBe('http');
  });

  it('that stands still, or only pretends to move, is given up', async () => {
    const server = await fileServer();
    const still = server.on('/still', (response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('some');
    });
    const dribble = server.on('/dribble', (response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    expect(await problemOf(still)).toEqual({ code: 'timeout' });
    expect(await problemOf(dribble)).toEqual({ code: 'timeout' });
  });

  it('to a server that never answers is given up, and one that is slow but moves is not', async () => {
    const server = await fileServer();
    const silent = server.on('/silent', () => undefined);
    const slow = server.on('/slow', (response) => {
      response.writeHead(200);
      let left = 8;
      const timer = setInterval(() => {
        response.write(Buffer.alloc(2_000));
        left -= 1;
        if (left > 0) return;
        clearInterval(timer);
        response.end();
      }, 100);
    });
    expect(await problemOf(silent)).toEqual({ code: 'timeout' });
    expect((await fetched(slow)).result).toMatchObject({ ok: true, value: { bytes: 16_000 } });
  });

  it('ends at once when it is stopped', async () => {
    const server = await fileServer();
    const url = server.on('/still', (response) => response.writeHead(200).write('some'));
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    expect(await problemOf(url, { signal: stop.signal })).toEqual({ code: 'cut_off' });
  });
});
