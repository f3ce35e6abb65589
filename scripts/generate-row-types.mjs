// Writes src/main/engine/storage/schema.generated.ts from the SQLite migrations: they are applied to
// an empty database in memory, and its catalogue becomes Kysely's row types.
// `--check` writes nothing and exits 1 when the file is stale.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'src/main/engine/storage/schema.generated.ts');
const migrations = join(root, 'migrations');

const typeOf = { TEXT: 'string', INTEGER: 'number', REAL: 'number' };

/** A database in memory with every step applied; batches have nothing to do on it. */
function migratedDatabase() {
  const database = new BetterSqlite3(':memory:');
  database.exec(readFileSync(join(migrations, 'bookkeeping/sqlite.sql'), 'utf8'));
  const steps = readdirSync(migrations).filter((name) => /^\d{3}_/.test(name));
  for (const step of steps.sort()) {
    for (const part of ['prepare', 'up']) {
      const file = join(migrations, step, `sqlite.${part}.sql`);
      if (existsSync(file)) database.exec(readFileSync(file, 'utf8'));
    }
  }
  return database;
}

function tableType(database, table) {
  const columns = database.pragma(`table_info("${table}")`);
  const lines = columns.map((column) => {
    const type = typeOf[column.type];
    if (!type) throw new Error(`${table}.${column.name} has the type ${column.type}`);
    // An INTEGER PRIMARY KEY is the row id: SQLite fills it in.
    const numbered = column.pk === 1 && column.type === 'INTEGER';
    const stored = column.notnull ? type : `${type} | null`;
    const generated = column.dflt_value !== null || numbered;
    return `    ${column.name}: ${generated ? `Generated<${stored}>` : stored};`;
  });
  return `  ${table}: {\n${lines.join('\n')}\n  };`;
}

function schemaSource() {
  const database = migratedDatabase();
  const tables = database
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )
    .pluck()
    .all();
  return `// Generated from migrations/ by scripts/generate-row-types.mjs. Do not edit.
import type { Generated } from 'kysely';

/**
 * Every table of a workspace with all steps applied, as SQLite stores it: booleans are 0 or 1,
 * JSON and arrays are text, timestamps are ISO-8601 text. \`Generated\` marks columns with a default.
 */
export type Schema = {
${tables.map((table) => tableType(database, table)).join('\n')}
};
`;
}

const wanted = schemaSource();
const found = existsSync(target) ? readFileSync(target, 'utf8') : '';
if (found === wanted) {
  console.log('schema.generated.ts is up to date.');
} else if (process.argv.includes('--check')) {
  console.error(
    'schema.generated.ts does not fit migrations/. Run: node scripts/generate-row-types.mjs',
  );
  process.exitCode = 1;
} else {
  writeFileSync(target, wanted);
  console.log('schema.generated.ts written.');
}
