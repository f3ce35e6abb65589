import type { ConnectionOptions } from 'node:tls';
import {
  Client,
  Pool,
  types,
  type ClientConfig,
  type CustomTypesConfig,
  type PoolClient,
} from 'pg';
import type { PostgresSettings } from './postgres-settings';

/** Thrown into the log-in when the server wants a password and none is known. */
export class PasswordNeeded extends Error {
  override readonly name = 'PasswordNeeded';
}

type Internals = { readonly connection: { readonly stream: { readonly destroy: () => void } } };

/**
 * The driver's client, deaf to its surroundings: the driver fills every field that is empty from
 * PG* variables. What is sent at the start is exactly what the settings say, which is also all
 * that PgBouncer lets through.
 */
class PlainClient extends Client {
  readonly #first: { readonly user: string; readonly database: string; readonly name: string };

  constructor(config: ClientConfig = {}) {
    super(config);
    const { user = '', database = '', application_name: name = '' } = config;
    this.#first = { user, database, name };
  }

  /**
   * Connects, and hangs up when that fails: the driver leaves the socket open when the failure is
   * ours (no password), and the server would keep its side for a minute.
   */
  override connect(): Promise<this>;
  override connect(callback: (error: Error) => void): void;
  override connect(callback?: (error: Error) => void): Promise<this> | void {
    // The pool passes a callback; nobody else connects with this class.
    if (!callback) throw new Error('PlainClient connects through its pool');
    super.connect((error: Error) => {
      // The driver's own field; its types leave it out.
      const { connection } = this as unknown as Internals;
      if (error) connection.stream.destroy();
      callback(error);
    });
  }

  /** Called by the driver; overrides what it collects from variables (PGOPTIONS, PGREPLICATION). */
  getStartupConf(): Record<string, string> {
    const { user, database, name } = this.#first;
    return { user, database, application_name: name };
  }
}

/** Ends a session without waiting for the server; what was asked there ends as lost. */
export function hangUp(session: PoolClient): void {
  // The driver's own field; its types leave it out.
  const { connection } = session as unknown as Internals;
  connection.stream.destroy();
}

export type DriverOptions = {
  readonly settings: PostgresSettings;
  readonly password: string | undefined;
  readonly ssl: ConnectionOptions | false;
  readonly connectTimeoutMs: number;
  /** The most sessions at once. */
  readonly sessions: number;
};

/** A pool that has no session yet and survives the loss of any. */
export function createPool(options: DriverOptions): Pool {
  const { settings, ssl } = options;
  const pool = new Pool({
    Client: PlainClient,
    host: settings.host,
    port: settings.port,
    database: settings.database,
    user: settings.user,
    // A function, because for an empty value the driver looks into PGPASSWORD and ~/.pgpass.
    password: () => options.password ?? Promise.reject(new PasswordNeeded()),
    application_name: settings.applicationName ?? 'Lectern',
    client_encoding: 'utf8',
    sslnegotiation: 'postgres',
    ssl,
    types: typesAsText,
    connectionTimeoutMillis: options.connectTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    max: options.sessions,
    idleTimeoutMillis: 10_000,
    allowExitOnIdle: true,
  });
  // An error event without a listener ends the process; a lost session is reported by the query
  // that meets it, and the pool replaces an idle one by itself.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Instants as the tables of a workspace store them; whole numbers as numbers while they fit. */
const typesAsText: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') => {
    if (oid === types.builtins.TIMESTAMP || oid === types.builtins.TIMESTAMPTZ) return toInstant;
    if (oid === types.builtins.INT8) return toNumber;
    return types.getTypeParser(oid, format ?? 'text');
    // The declared type has one overload for each known number; the fallback serves them all.
  }) as CustomTypesConfig['getTypeParser'],
};

/**
 * A timestamp of Postgres (a session in UTC) as ISO-8601 text with `Z`, at least milliseconds and
 * no digit lost. The driver's own dates would read a time without zone as local time.
 */
export function toInstant(text: string): string {
  const parts =
    /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?([+-]\d\d)?(?::(\d\d))?(?::\d\d)?$/.exec(text);
  if (!parts) return text;
  const [, day = '', time = '', fraction = '', hours = '+00', minutes = '00'] = parts;
  const local = `${day}T${time}.${fraction.padEnd(3, '0')}`;
  if (Number(hours) === 0 && minutes === '00') return `${local}Z`;
  return new Date(
    `${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}${hours}:${minutes}`,
  ).toISOString();
}

function toNumber(text: string): number | string {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}
