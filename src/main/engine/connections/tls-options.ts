import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import type { Failure } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';
import { toFailure } from './connect-problem';
import { isSocketFolder, type PostgresSettings } from './postgres-settings';

/**
 * What Node needs to protect the connection as the settings say; `false` for none. Every choice is
 * written out, so that no variable of the surroundings (NODE_TLS_REJECT_UNAUTHORIZED) can weaken
 * it. Fails with `bad_input` when the file of certificates cannot be used.
 */
export function tlsOptions({
  host,
  tls,
}: Pick<PostgresSettings, 'host' | 'tls'>): Result<ConnectionOptions | false, Failure> {
  // As in libpq: a Unix socket is never encrypted, whatever the mode says.
  if (tls.mode === 'disable' || isSocketFolder(host)) return ok(false);
  if (tls.mode === 'require') return ok({ rejectUnauthorized: false });
  const trusted = tls.caFile === undefined ? ok({}) : readTrusted(tls.caFile);
  if (!trusted.ok) return trusted;
  const options: ConnectionOptions = { ...trusted.value, rejectUnauthorized: true };
  if (tls.mode === 'verify-full') return ok(options);
  // verify-ca: the issuer is checked, the name is not.
  return ok({ ...options, checkServerIdentity: () => undefined });
}

function readTrusted(file: string): Result<{ readonly ca: string }, Failure> {
  const problem = (what: string): Result<never, Failure> =>
    err(
      toFailure({
        problem: 'certificate_file',
        code: 'bad_input',
        what: `The file of trusted certificates ${file} ${what}.`,
        remedy: 'Choose the PEM file that your provider offers as the root certificate.',
      }),
    );
  try {
    const ca = readFileSync(file, 'utf8');
    return ca.includes('-----BEGIN CERTIFICATE-----')
      ? ok({ ca })
      : problem('holds no certificate');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return problem(`cannot be read (${code})`);
  }
}
