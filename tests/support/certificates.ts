import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Certificates of a test authority, made by openssl; all are for the name localhost. */
export type TestCertificates = {
  readonly folder: string;
  /** The certificate of the authority. */
  readonly authority: string;
  readonly valid: KeyPair;
  readonly expired: KeyPair;
  readonly future: KeyPair;
  readonly selfSigned: KeyPair;
  readonly remove: () => void;
};

export type KeyPair = { readonly certificate: string; readonly key: string };

const authorityConfig = `
[ca]
default_ca = test
[test]
database = ./index.txt
serial = ./serial
new_certs_dir = .
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
`;

/** Whether this machine can make certificates. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** Makes an authority and server certificates in a temporary folder. */
export function makeCertificates(): TestCertificates {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-certificates-'));
  const file = (name: string): string => join(folder, name);
  const openssl = (...words: readonly string[]): void => {
    execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const forLocalhost = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  writeFileSync(file('ca.cnf'), authorityConfig);
  writeFileSync(file('index.txt'), '');
  writeFileSync(file('serial'), '01\n');
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=Tests',
    '-days',
    '30',
  );
  const pair = (name: string): KeyPair => ({
    certificate: file(`${name}.pem`),
    key: file(`${name}.key`),
  });
  const signed = (name: string, from: string, until: string): KeyPair => {
    openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, ...forLocalhost);
    openssl(
      ...['ca', '-batch', '-notext', '-config', 'ca.cnf', '-cert', 'ca.pem', '-keyfile', 'ca.key'],
      ...['-in', `${name}.csr`, '-out', `${name}.pem`, '-startdate', from, '-enddate', until],
    );
    return pair(name);
  };
  const selfSigned = pair('self');
  openssl('req', '-x509', ...newKey, '-keyout', 'self.key', '-out', 'self.pem', ...forLocalhost);
  return {
    folder,
    authority: file('ca.pem'),
    valid: signed('valid', '20200101000000Z', '20991231000000Z'),
    expired: signed('expired', '20200101000000Z', '20210101000000Z'),
    future: signed('future', '20980101000000Z', '20990101000000Z'),
    selfSigned,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
