import { failure, type Failure } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';
import {
  defaultTlsMode,
  isSocketFolder,
  tlsModes,
  type PostgresSettings,
  type TlsMode,
} from './postgres-settings';
import type { UrlParameters } from './url-parameters';

type Chosen = { readonly tls: PostgresSettings['tls']; readonly notes: readonly string[] };

/**
 * TLS as `sslmode`, `sslrootcert` and `ssl` of a URL mean it. `allow` and `prefer` would fall back
 * to no protection when an attacker asks for it, so they become the default of the host.
 */
export function chooseTls(host: string, values: UrlParameters['values']): Result<Chosen, Failure> {
  const asked = readMode(host, values);
  if (!asked.ok) return asked;
  const { mode, notes } = asked.value;
  if (isSocketFolder(host)) {
    const note = mode === 'disable' ? [] : ['A Unix socket needs no TLS; sslmode has no effect.'];
    return ok({ tls: { mode: 'disable' }, notes: note });
  }
  const caFile = values.sslrootcert;
  if (caFile === undefined || caFile === '' || caFile === 'system' || mode === 'disable') {
    const safest = caFile === 'system' ? 'verify-full' : mode;
    return ok({ tls: { mode: safest }, notes });
  }
  // As in libpq: whoever names an authority wants it checked.
  return ok({ tls: { mode: mode === 'require' ? 'verify-ca' : mode, caFile }, notes });
}

type Asked = { readonly mode: TlsMode; readonly notes: readonly string[] };

function readMode(host: string, { sslmode, ssl }: UrlParameters['values']): Result<Asked, Failure> {
  const word = (sslmode ?? wordFor(ssl)).toLowerCase();
  const usual = defaultTlsMode(host);
  const known = tlsModes.find((mode) => mode === word);
  if (known) return ok({ mode: known, notes: [] });
  if (word === '') return ok({ mode: usual, notes: [] });
  if (word === 'no-verify') return ok({ mode: 'require', notes: [] });
  if (word === 'prefer' || word === 'allow') {
    return ok({
      mode: usual,
      notes: [`sslmode=${word} may end without protection; ${usual} is used instead.`],
    });
  }
  return err(
    failure(
      'bad_input',
      `sslmode in the Postgres URL is none of ${tlsModes.join(', ')}. Nothing was changed.`,
      { parameter: sslmode === undefined ? 'ssl' : 'sslmode' },
    ),
  );
}

/** The older `ssl=true`, as sslmode. */
function wordFor(ssl: string | undefined): string {
  if (ssl === 'true' || ssl === '1' || ssl === 'on') return 'verify-full';
  return ssl === 'false' || ssl === '0' || ssl === 'off' ? 'disable' : (ssl ?? '');
}
