import BetterSqlite3 from 'better-sqlite3';
import { serveWorker } from './serve-worker';

type IndexRequest = { readonly file: string; readonly sql: string };

// One of the two workers with a database: making an index over a million rows is a single statement of
// about a second, which would keep every call of the window waiting. Input comes from sync alone.
serveWorker((input) => makeIndex(input as IndexRequest));

/** Makes one index and writes it into the file itself, so that the engine need not do that either. */
function makeIndex({ file, sql }: IndexRequest): null {
  const connection = new BetterSqlite3(file, { timeout: 30_000, fileMustExist: true });
  try {
    connection.pragma('synchronous = NORMAL');
    connection.pragma('cache_size = -32000');
    connection.exec(sql);
    connection.pragma('wal_checkpoint(PASSIVE)');
    return null;
  } finally {
    connection.close();
  }
}
