import type { ArchivedTable } from './archive-manifest';
import { quoted } from '../sqlite-catalogue';
import { sqlName } from './table-prints';

/**
 * The script inside a backup of ours that brings it back without Lectern, with psql alone. What it
 * cannot bring back (views, triggers, functions, rights) it says.
 */
export function restoreScript(tables: readonly ArchivedTable[]): string {
  const copies = tables.map(
    (table) =>
      `\\copy ${sqlName(table)} (${table.columns.map(quoted).join(', ')}) FROM '${table.file}'`,
  );
  return `${[
    '-- Brings the tables back into an empty database. In the folder that this was unpacked to:',
    '--   psql --single-transaction -v ON_ERROR_STOP=1 -d EMPTY_DATABASE -f restore.sql',
    '-- Views, triggers, functions and rights are not part of this backup.',
    "SET client_encoding = 'UTF8';",
    "SET DateStyle = 'ISO, YMD';",
    "SET TimeZone = 'UTC';",
    '\\i tables.sql',
    ...copies,
    '\\i constraints.sql',
  ].join('\n')}\n`;
}
