import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { attachmentDesk } from '../support/attachment-desk';
import { pulled } from '../support/attachment-steps';
import { hasOpenssl } from '../support/certificates';
import { fileServer, sends } from '../support/file-server';

/** A key and a certificate with an extension that nobody knows and that must be understood. */
function oddCertificate(): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-odd-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const critical = ['-addext', '1.2.3.4=critical,ASN1:UTF8String:x'];
  const made = ['-keyout', 'odd.key', '-out', 'odd.pem', '-subj', '/CN=localhost', ...critical];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...made], {
    cwd: folder,
    stdio: 'pipe',
  });
  return {
    key: readFileSync(join(folder, 'odd.key'), 'utf8'),
    cert: readFileSync(join(folder, 'odd.pem'), 'utf8'),
  };
}

/** Hands the odd ones in first, then the work of two others; answers how all of them stand. */
async function afterOneRound(odd: readonly string[]): Promise<readonly (string | undefined)[]> {
  const server = await fileServer();
  const desk = attachmentDesk();
  odd.forEach((url, at) => desk.handIn(`odd-${at}`, [url], '2026-01-01T00:00:00.000Z'));
  const good = ['/a.pdf', '/b.pdf'].map((path) => server.on(path, sends(`work ${path}`)));
  good.forEach((url, at) => desk.handIn(`learner-${at}`, [url], '2026-01-02T00:00:00.000Z'));
  await pulled(desk);
  return [...odd, ...good].map((url) => desk.row(url)?.state);
}

describe('work behind an odd address', () => {
  it('with a name too long to be looked up keeps nobody else’s files away', async () => {
    const long = ['a', 'b'].map((path) => `http://${'x.'.repeat(200)}${path}:8080/essay.pdf`);
    expect(await afterOneRound(long)).toEqual(['failed', 'failed', 'kept', 'kept']);
  });

  it.skipIf(!hasOpenssl)('with an odd certificate keeps nobody else’s files away', async () => {
    const servers = [await fileServer(oddCertificate()), await fileServer(oddCertificate())];
    const urls = servers.map((server) => server.on('/essay.pdf', sends('never')));
    expect(await afterOneRound(urls)).toEqual(['refused', 'refused', 'kept', 'kept']);
  });
});
