import { connect, type Socket } from 'node:net';
import { isSocketFolder, type PostgresSettings } from './postgres-settings';

/** What answers at the place of a server, found without logging in. */
export type ProbeAnswer =
  /** Postgres, with or without TLS. */
  | { readonly kind: 'postgres'; readonly tls: boolean }
  /** Something that is not Postgres; the first words it said, if any. */
  | { readonly kind: 'other'; readonly said: string }
  /** The connection stands, and nobody says anything. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'error'; readonly error: Error };

/** The protocol's question whether the server speaks TLS: length 8, code 80877103. */
const tlsQuestion = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Asks the one question that only Postgres answers with a single letter. */
export function probeServer(
  { host, port }: Pick<PostgresSettings, 'host' | 'port'>,
  timeoutMs: number,
): Promise<ProbeAnswer> {
  return new Promise((resolve) => {
    const socket: Socket = isSocketFolder(host)
      ? connect({ path: `${host}/.s.PGSQL.${port}` })
      : connect({ host, port });
    const finish = (answer: ProbeAnswer): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => finish({ kind: 'silent' }));
    socket.once('error', (error) => finish({ kind: 'error', error }));
    socket.once('connect', () => socket.write(tlsQuestion));
    socket.once('data', (data) => finish(readAnswer(data)));
    socket.once('close', () => finish({ kind: 'other', said: '' }));
  });
}

function readAnswer(data: Buffer): ProbeAnswer {
  const letter = data.toString('latin1', 0, 1);
  // SSH also begins with an S, and goes on.
  if (data.length === 1 && (letter === 'S' || letter === 'N')) {
    return { kind: 'postgres', tls: letter === 'S' };
  }
  const said = data.toString('latin1').split(/[\r\n]/)[0] ?? '';
  return { kind: 'other', said: said.replace(/[^\x20-\x7e]/g, '').slice(0, 60) };
}
