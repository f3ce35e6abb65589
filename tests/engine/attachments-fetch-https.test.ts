import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  hasOpenssl,
  makeCertificates,
  type KeyPair,
  type TestCertificates,
} from '../support/certificates';
import { essay, essayHash, fetched, problemOf } from '../support/fetched-file';
import { fileServer, redirects, sends } from '../support/file-server';

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
