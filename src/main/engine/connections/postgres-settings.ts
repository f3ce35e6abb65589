import { isIPv4 } from 'node:net';

/** How the connection is protected; the words are libpq's. */
export const tlsModes = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
export type TlsMode = (typeof tlsModes)[number];

/** Where a server is and who connects; never holds the password. */
export type PostgresSettings = {
  /** A name, an address, or the absolute folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly tls: {
    readonly mode: TlsMode;
    /** Certificates (PEM) to trust in place of the ones that come with the program. */
    readonly caFile?: string;
  };
  readonly applicationName?: string;
};

/** The port of Postgres when none is given. */
export const defaultPort = 5432;

/** Whether the host is the folder of a Unix socket. */
export function isSocketFolder(host: string): boolean {
  return host.startsWith('/');
}

/** Whether what is sent to this host never leaves the machine. */
export function isLocalHost(host: string): boolean {
  const name = host.toLowerCase();
  return (
    isSocketFolder(host) ||
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    (isIPv4(name) && name.startsWith('127.'))
  );
}

/** What protects a connection when nobody has said anything: everything, except on this machine. */
export function defaultTlsMode(host: string): TlsMode {
  return isLocalHost(host) ? 'disable' : 'verify-full';
}

/** Names the server in a sentence, such as `db.example.org:5432` or `/run/postgresql (port 5432)`. */
export function serverPlace({ host, port }: Pick<PostgresSettings, 'host' | 'port'>): string {
  if (isSocketFolder(host)) return `${host} (port ${port})`;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Names database, user and server; safe to show and to write down. */
export function settingsLabel(settings: PostgresSettings): string {
  return `${settings.database} at ${serverPlace(settings)} as ${settings.user}`;
}
