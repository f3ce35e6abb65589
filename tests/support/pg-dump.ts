import { execFileSync } from 'node:child_process';
import type { TestDatabase } from './postgres';

/**
 * The schema of a database as pg_dump writes it; undefined where there is no pg_dump that speaks
 * to this server. The lines that are random in every dump are left out.
 */
export function dumpedSchema(
  database: TestDatabase,
  options: readonly string[] = [],
): string | undefined {
  try {
    const text = execFileSync(
      'pg_dump',
      ['-s', '-h', database.host, '-U', 'postgres', ...options, database.name],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    );
    return text.replace(/^\\(un)?restrict .*$/gm, '');
  } catch {
    // An older pg_dump refuses a newer server; no pg_dump at all is the same to a test.
    return undefined;
  }
}
