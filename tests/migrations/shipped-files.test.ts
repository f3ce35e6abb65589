import { execFileSync, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { splitStatements, withoutComments } from '../../src/main/engine/migrate/statements';
import { copyOfMigrations, editFile } from '../support/migration-target';

const root = resolve(import.meta.dirname, '../..');

describe('what is shipped', () => {
  test('lock.json fits every file', () => {
    const said = execFileSync('node', ['scripts/lock-migrations.mjs', '--check'], { cwd: root });
    expect(String(said)).toContain('fits all');
  });

  test('an edited file makes the lock stale, and is named', () => {
    const folder = copyOfMigrations();
    editFile(folder, '007_create_quiz_attempts/postgres.up.sql', (text) => `${text}-- more\n`);
    const { status, stderr } = spawnSync('node', ['scripts/lock-migrations.mjs', '--check'], {
      cwd: root,
      env: { ...process.env, LECTERN_MIGRATIONS: folder },
    });
    expect(status).toBe(1);
    expect(String(stderr)).toContain('007_create_quiz_attempts/postgres.up.sql');
  });

  test('the row types fit the migrations', () => {
    const said = execFileSync('node', ['scripts/generate-row-types.mjs', '--check'], { cwd: root });
    expect(String(said)).toContain('up to date');
  });
});

describe('splitting SQL', () => {
  test('semicolons in quotes, names, comments and dollar quotes end nothing', () => {
    const sql = `-- one; two
      SELECT ';' AS "a;b"; /* ; */ SELECT 'it''s;' ;
      DO $$ BEGIN PERFORM 1; END $$; SELECT $tag$;$$;$tag$`;
    expect(splitStatements(sql)).toHaveLength(4);
  });

  test('a file of comments and empty statements has none', () => {
    expect(splitStatements('-- nothing\n;\n/* at all */ ;')).toEqual([]);
  });

  test('a statement is shown without its comments', () => {
    expect(withoutComments(`-- why\nSELECT '--' -- here\n\nFROM "t";`)).toBe(
      `SELECT '--'\nFROM "t";`,
    );
  });
});
