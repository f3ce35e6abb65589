import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { applyAll } from '../../src/main/engine/migrate/apply-all';
import { generateSample, type SampleOptions } from '../../src/main/engine/sample/generate-sample';
import { openWorkspaceFile } from '../../src/main/engine/storage/open';
import { expectOk } from './engine';

export type Row = { readonly [column: string]: string | number | null };

/** A fresh workspace file with a sample of a certain seed, and the processor time that it took. */
export type SampleWorkspace = {
  readonly connection: BetterSqlite3.Database;
  readonly cpuMs: number;
  /** Rows of a query; the columns are those it names. */
  readonly rows: (sql: string, ...parameters: readonly unknown[]) => readonly Row[];
  readonly count: (table: string) => number;
  readonly close: () => void;
};

/** Makes a workspace on a real file and fills it; the caller closes it, which removes the file. */
export function sampleWorkspace(options: SampleOptions): SampleWorkspace {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-sample-'));
  const workspace = expectOk(
    openWorkspaceFile({
      file: join(folder, 'sample.lectern'),
      mode: 'write',
      writer: { program: 'a test', pid: process.pid },
      creating: true,
    }),
  );
  const { connection } = workspace;
  const migrations = resolve(import.meta.dirname, '../../migrations');
  applyAll(connection, migrations, { who: 'a test', now: () => options.now, version: '0.0.0' });
  // Processor time, because other programs of the machine do not count.
  const before = process.cpuUsage();
  workspace.write((db) => generateSample(db, options));
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1000;
  return {
    connection,
    cpuMs,
    rows: (sql, ...parameters) => connection.prepare<unknown[], Row>(sql).all(...parameters),
    count: (table) => Number(connection.prepare(`SELECT count(*) FROM "${table}"`).pluck().get()),
    close: () => {
      workspace.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
