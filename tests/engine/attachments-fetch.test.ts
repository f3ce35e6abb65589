import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fetchFile, type FileRequest } from '../../src/main/engine/attachments/fetch-file';
import {
  hasOpenssl,
  makeCertificates,
  type KeyPair,
  type TestCertificates,
} from '../support/certificates';
import { fileServer, redirects, sends } from '../support/file-server';
import { freePort, listen } from '../support/tcp';

/** Fetches an address into a folder of its own, impatiently, as beside a server on this machine. */
async function fetched(url: string, given: Partial<FileRequest> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-fetch-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const partial = join(folder, 'arriving');
  const result = await fetchFile({
    url,
    partial,
    limit: 1_000_000,
    allowed: { server: 'loopback', allowPrivate: false },
    authorities: [],
    patience: { answerMs: 400, stallMs: 300 },
    userAgent: 'Lectern/test',
    signal: new AbortController().signal,
    ...given,
  });
  return { result, partial };
}

async function problemOf(url: string, given: Partial<FileRequest> = {}) {
  const { result } = await fetched(url, given);
  if (result.ok) throw new Error(`Expected a problem, got ${JSON.stringify(result.value)}`);
  return result.error;
}

const essay = Buffer.from('The work of a learner.\n'.repeat(400));
const essayHash = createHash('sha256').update(essay).digest('hex');

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

describe('an answer that is not the file', () => {
  it('is named by what it is', async () => {
    const server = await fileServer();
    const status = (code: number, headers: Record<string, string> = {}) =>
      server.on(`/${code}`, (response) => response.writeHead(code, headers).end('no'));
    expect(await problemOf(`${server.origin}/missing`)).toEqual({ code: 'http', detail: '404' });
    expect(await problemOf(status(401))).toEqual({ code: 'login', detail: '401' });
    expect(await problemOf(status(403))).toEqual({ code: 'login', detail: '403' });
    expect(await problemOf(status(206))).toEqual({ code: 'http', detail: '206' });
    expect(await problemOf(status(503, { 'retry-after': '120' }))).toEqual({
      code: 'http',
      detail: '503',
      waitMs: 120_000,
    });
  });

  it('such as the page of a login in place of a PDF is not taken for the file; a handed-in page is', async () => {
    const server = await fileServer();
    const html = { 'content-type': 'text/html; charset=utf-8' };
    const login = server.on('/login', sends('<html>Log in</html>', html));
    const pdf = server.on('/essay.pdf', redirects(login));
    const page = server.on('/site.html', sends('<html>My work</html>', html));
    expect(await problemOf(pdf)).toEqual({ code: 'web_page' });
    expect((await fetched(page)).result.ok).toBe(true);
  });

  it('such as no HTTP at all is a problem like any other', async () => {
    const mail = await listen((socket) => socket.end('220 mail.example.edu ESMTP\r\n'));
    onTestFinished(mail.close);
    expect((await problemOf(`http://127.0.0.1:${mail.port}/a`)).code).toBe('http');
    expect(await problemOf(`http://127.0.0.1:${await freePort()}/a`)).toEqual({
      code: 'unreachable',
      detail: 'ECONNREFUSED',
    });
    expect((await problemOf('http://no-such-host.invalid/a')).code).toBe('unreachable');
  });
});

describe('a redirect', () => {
  it('is followed up to five times, relative ones as well', async () => {
    const server = await fileServer();
    const chain = (length: number): string => {
      server.on(`/${length}/0`, sends(essay));
      for (let at = length; at > 0; at -= 1) server.on(`/${length}/${at}`, redirects(`${at - 1}`));
      return `${server.origin}/${length}/${length}`;
    };
    expect((await fetched(chain(5))).result.ok).toBe(true);
    expect(await problemOf(chain(6))).toEqual({ code: 'redirects', detail: '5' });
    expect(await problemOf(server.on('/loop', redirects('/loop')))).toMatchObject({
      code: 'redirects',
    });
  });

  it('to another scheme, to a password or to another service is refused, and nothing is read there', async () => {
    const server = await fileServer();
    const to = (name: string, location: string) => problemOf(server.on(name, redirects(location)));
    expect(await to('/file', 'file:///etc/passwd')).toEqual({
      code: 'redirect_refused',
      detail: 'file',
    });
    expect(await to('/ftp', 'ftp://127.0.0.1/x')).toMatchObject({ detail: 'ftp' });
    expect(await to('/data', 'data:text/plain,x')).toMatchObject({ detail: 'data' });
    expect(await to('/login', `http://anna:secret@127.0.0.1:${server.port}/x`)).toMatchObject({
      code: 'redirect_refused',
      detail: 'credentials',
    });
    expect(await to('/mail', 'http://127.0.0.1:25/')).toMatchObject({ detail: '25' });
    expect(server.asked).toHaveLength(5);
  });

  it('to the address that gives cloud machines their credentials is refused', async () => {
    const server = await fileServer();
    const url = server.on('/x', redirects('http://169.254.169.254/latest/meta-data/'));
    expect(await problemOf(url)).toEqual({ code: 'address', detail: 'forbidden' });
  });

  it('with a place that is no address is refused', async () => {
    const server = await fileServer();
    const url = server.on('/x', redirects('http://[not-an-address/'));
    expect((await problemOf(url)).code).toBe('redirect_refused');
  });
});

describe.skipIf(!hasOpenssl)('https', () => {
  const secure = async (pick: (made: TestCertificates) => KeyPair) => {
    const made = makeCertificates();
    onTestFinished(made.remove);
    const { key, certificate } = pick(made);
    const server = await fileServer({
      key: readFileSync(key, 'utf8'),
      cert: readFileSync(certificate, 'utf8'),
    });
    const url = server.on('/essay.pdf', sends(essay));
    const authorities = [readFileSync(made.authority, 'utf8')];
    return { server, url: url.replace('127.0.0.1', 'localhost'), authorities };
  };

  it('with a certificate signed by itself is refused, and says so', async () => {
    const { server, url } = await secure((made) => made.selfSigned);
    expect(await problemOf(url)).toEqual({
      code: 'certificate',
      detail: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    expect(server.asked).toEqual([]);
  });

  it('with one that has expired, or is for another name, is refused', async () => {
    const expired = await secure((made) => made.expired);
    expect(await problemOf(expired.url, expired)).toEqual({
      code: 'certificate',
      detail: 'CERT_HAS_EXPIRED',
    });
    const { url, authorities } = await secure((made) => made.valid);
    expect(await problemOf(url.replace('localhost', '127.0.0.1'), { authorities })).toEqual({
      code: 'certificate',
      detail: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  it('with one of the authority that is trusted for the LMS is accepted, and of no other', async () => {
    const { url, authorities } = await secure((made) => made.valid);
    expect((await fetched(url, { authorities })).result).toMatchObject({
      ok: true,
      value: { sha256: essayHash },
    });
    expect(await problemOf(url)).toMatchObject({ code: 'certificate' });
  });

  it('is never left for http by a redirect; the other way is usual', async () => {
    const { server, url, authorities } = await secure((made) => made.valid);
    const plain = await fileServer();
    const up = plain.on('/up', redirects(url));
    const target = plain.on('/plain', sends(essay));
    server.on('/down', redirects(target));
    expect((await fetched(up, { authorities })).result.ok).toBe(true);
    expect(await problemOf(url.replace('/essay.pdf', '/down'), { authorities })).toEqual({
      code: 'redirect_refused',
      detail: 'http',
    });
    expect(plain.asked).toEqual(['/up']);
  });
});

describe('an address on this machine', () => {
  it('is refused when the LMS is elsewhere, by number and by name, and nobody is spoken to', async () => {
    const server = await fileServer();
    server.on('/x', sends(essay));
    for (const reach of ['public', 'private'] as const) {
      const allowed = { server: reach, allowPrivate: true };
      const byNumber = await problemOf(`${server.origin}/x`, { allowed });
      expect(byNumber).toEqual({ code: 'address', detail: 'loopback' });
      const byName = await problemOf(`http://localhost:${server.port}/x`, { allowed });
      expect(byName).toEqual({ code: 'address', detail: 'loopback' });
    }
    expect(server.asked).toEqual([]);
  });

  it('leaves nothing on the disk when it is refused', async () => {
    const { partial } = await fetched('http://[::1]:8080/x', {
      allowed: { server: 'public', allowPrivate: false },
    });
    expect(existsSync(partial)).toBe(false);
  });
});
