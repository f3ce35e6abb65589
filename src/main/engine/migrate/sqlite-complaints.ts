import type BetterSqlite3 from 'better-sqlite3';
import { splitStatements } from './statements';
import type { Complaint } from './step';

/** Runs a `verify` file and returns its rows, at most `limit` of them. */
export function readComplaints(
  connection: BetterSqlite3.Database,
  sql: string,
  limit: number,
): readonly Complaint[] {
  const complaints: Complaint[] = [];
  for (const complaint of eachComplaint(connection, sql)) {
    complaints.push(complaint);
    if (complaints.length >= limit) break;
  }
  return complaints;
}

/** Streams the rows of a `verify` file: there may be one for every learner. */
export function* eachComplaint(
  connection: BetterSqlite3.Database,
  sql: string,
): IterableIterator<Complaint> {
  for (const statement of splitStatements(sql)) {
    for (const row of connection.prepare(statement).iterate()) {
      // The three columns every verify file returns (migrations/README.md).
      const { check, object, detail } = row as Complaint;
      yield { check, object: String(object), detail: String(detail) };
    }
  }
}
