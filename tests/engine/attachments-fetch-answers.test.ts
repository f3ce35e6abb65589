import { existsSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { essay, fetched, problemOf } from '../support/fetched-file';
import { fileServer, redirects, sends } from '../support/file-server';
import { freePort, listen } from '../support/tcp';

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
