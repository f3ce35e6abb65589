import { createHash } from 'node:crypto';
import { pipeline as pipe, Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { PgClient } from '../../connections/postgres-connection';

/** What passed through: rows are lines, because `COPY` text escapes the line ends inside values. */
export type Measured = { readonly rows: number; readonly bytes: number; readonly sha256: string };

/** A stream of what `source` gives, measured on the way; it fails as `source` does. */
export function measuring(source: Readable): {
  readonly stream: Readable;
  readonly measured: () => Measured;
} {
  const hash = createHash('sha256');
  let [rows, bytes] = [0, 0];
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      rows += linesIn(chunk);
      done(null, chunk);
    },
  });
  // An error arrives where the stream is read.
  const stream = pipe(source, meter, () => undefined);
  return { stream, measured: () => ({ rows, bytes, sha256: hash.copy().digest('hex') }) };
}

function linesIn(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
  return lines;
}

/** The rows of a query as `COPY` text, as they come from the server. */
export function copyOut(client: PgClient, query: string): Readable {
  return client.raw.query(copyTo(`COPY (${query}) TO STDOUT`));
}

/** Loads `COPY` text into a table (quoted name and columns); returns when the server has it all. */
export async function copyIn(client: PgClient, target: string, source: Readable): Promise<void> {
  await pipeline(source, client.raw.query(copyFrom(`COPY ${target} FROM STDIN`)));
}

/**
 * How values become text, for `COPY` and checksums: the same whatever the server's or the role's
 * defaults are. For the running transaction.
 */
export const portableText = `
  SET LOCAL DateStyle = 'ISO, YMD';
  SET LOCAL IntervalStyle = 'postgres';
  SET LOCAL TimeZone = 'UTC';
  SET LOCAL extra_float_digits = 3;
  SET LOCAL bytea_output = 'hex';
  SET LOCAL client_encoding = 'UTF8';
  SET LOCAL statement_timeout = 0;
  SET LOCAL idle_in_transaction_session_timeout = 0;`;
