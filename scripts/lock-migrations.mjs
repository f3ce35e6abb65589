// Keeps migrations/lock.json: the SHA-256 of every shipped SQL file. A step that is applied anywhere
// must never change, and a diff of this file shows at a glance when one does.
// `--check` writes nothing and exits 1 when the lock is stale.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root =
  process.env.LECTERN_MIGRATIONS ?? fileURLToPath(new URL('../migrations', import.meta.url));
const lock = join(root, 'lock.json');

const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const files = folders
  .flatMap(({ name }) => readdirSync(join(root, name)).map((file) => `${name}/${file}`))
  .filter((file) => file.endsWith('.sql'))
  .sort();
const digests = Object.fromEntries(
  files.map((file) => [
    file,
    createHash('sha256')
      .update(readFileSync(join(root, file)))
      .digest('hex'),
  ]),
);
const wanted = `${JSON.stringify({ algorithm: 'sha256', files: digests }, null, 2)}\n`;
const found = existsSync(lock) ? readFileSync(lock, 'utf8') : '';

if (found === wanted) {
  console.log(`lock.json fits all ${files.length} files.`);
} else if (process.argv.includes('--check')) {
  const locked = found === '' ? {} : JSON.parse(found).files;
  const names = [...new Set([...files, ...Object.keys(locked)])];
  const differing = names.filter((file) => locked[file] !== digests[file]);
  console.error(`migrations/lock.json does not fit: ${differing.join(', ')}.`);
  console.error(
    'If the change is meant and no released step is touched: node scripts/lock-migrations.mjs',
  );
  process.exitCode = 1;
} else {
  writeFileSync(lock, wanted);
  console.log(`lock.json written for ${files.length} files.`);
}
