import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../support/random';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';
import { copiedWorld, differences, repaired, unlogged } from './verify-mirror';

const serverTest = test.skipIf(!usualBinaries);
let server: SyncServer;

beforeAll(async () => {
  if (usualBinaries) server = await syncServer();
});
afterAll(() => server?.stop());

serverTest('values that are hard to write hash alike on both sides', async () => {
  const { db, here } = await copiedWorld(server);
  const texts = ['', ' ', '-', 'a\tb\nc\\d', '\\N', '5:abc', 'é😀', '\'"', '\u001f', 'null'];
  for (const [n, text] of texts.entries()) {
    await db.admin.query(
      `INSERT INTO "Course" ("id","createdById","title","description","imageUrl","prerequisites","updatedAt")
       VALUES ($1, 't', $2, $2, NULL, $3, '2026-01-01 00:00:00.1')`,
      [`odd-${n}`, text, [text, '', 'x']],
    );
  }
  const numbers = [
    '0.1',
    '-0',
    '1e300',
    '5e-324',
    '1e21',
    '123456789.125',
    'NaN',
    'Infinity',
    '-Infinity',
  ];
  for (const [n, number] of numbers.entries()) {
    await db.admin.query(
      `INSERT INTO "Course" ("id","createdById","title","price","updatedAt") VALUES ($1,'t','x',$2,now())`,
      [`price-${n}`, number],
    );
  }
  await db.admin.query(
    `UPDATE "Question" SET "options" = '{"b": [1.50, 2e3], "a": "é"}', "correctAnswer" = 'null'`,
  );
  await here.cycle();
  expect(await differences(here)).toEqual({});
});

serverTest('numbers that do not fit differ from one another and from no number', async () => {
  const { db, here } = await copiedWorld(server);
  await db.admin.query(`UPDATE "Course" SET "price" = 'NaN'`);
  await here.cycle();
  expect(await differences(here)).toEqual({});
  await unlogged(db, ['"Course"'], `UPDATE "Course" SET "price" = 'Infinity' WHERE "id" = 'a'`);
  await unlogged(db, ['"Course"'], `UPDATE "Course" SET "price" = NULL WHERE "id" = 'b'`);
  expect(await differences(here)).toEqual({ Course: ['a', 'b'] });
  await repaired(here);
  expect(await differences(here)).toEqual({});
});

serverTest('made-up rows of every kind hash alike, and one changed byte is found', async () => {
  const seed = Number(process.env.LECTERN_SEED ?? Date.now() % 1_000_000);
  console.log(`seed of the made-up rows: ${seed}`);
  const { db, here } = await copiedWorld(server);
  const next = seededRandom(seed);
  const letters = [
    'a',
    'Z',
    '0',
    ':',
    ';',
    '-',
    '\t',
    '\n',
    '\\',
    '"',
    "'",
    'é',
    'ß',
    '漢',
    '😀',
    '\u0001',
    '\u001f',
    ' ',
  ];
  const word = (): string =>
    Array.from(
      { length: Math.floor(next() * 12) },
      () => letters[Math.floor(next() * letters.length)],
    ).join('');
  const bytes = new DataView(new ArrayBuffer(8));
  const double = (): number => {
    bytes.setUint32(0, Math.floor(next() * 2 ** 32));
    bytes.setUint32(4, Math.floor(next() * 2 ** 32));
    const value = bytes.getFloat64(0);
    return next() < 0.5 ? Math.round(next() * 1e6) / 100 : Number.isNaN(value) ? 0.1 : value;
  };
  const orNull = <T>(value: T): T | null => (next() < 0.2 ? null : value);
  for (let n = 0; n < 400; n += 1) {
    await db.admin.query(
      `INSERT INTO "Course" ("id","createdById","title","description","price","isFree","estimatedHours","prerequisites","createdAt","updatedAt")
       VALUES ($1, 't', $2, $3, $4::float8, $5, $6, $7, '1970-01-01'::timestamp + $8 * interval '1 millisecond', now())`,
      [
        `made-${n}${word()}`,
        word(),
        orNull(word()),
        orNull(String(double())),
        next() < 0.5,
        orNull(Math.floor(next() * 2 ** 31)),
        Array.from({ length: Math.floor(next() * 3) }, word),
        Math.floor(next() * 4e12),
      ],
    );
  }
  await here.cycle();
  expect(await differences(here)).toEqual({});
  const { rows } = await db.admin.query<{ id: string }>(
    `SELECT "id" FROM "Course" WHERE "id" LIKE 'made-%' ORDER BY md5("id") LIMIT 20`,
  );
  const changed = rows.map(({ id }) => id).sort();
  const changes = [
    `"price" = CASE WHEN "price" IS NULL THEN 0 END`,
    `"title" = "title" || ' '`,
    `"description" = CASE WHEN "description" IS NULL THEN '' END`,
    `"createdAt" = "createdAt" + interval '1 millisecond'`,
  ];
  const each = changed.map(
    (id, n) => `UPDATE "Course" SET ${changes[n % 4] ?? ''} WHERE "id" = $id$${id}$id$`,
  );
  await unlogged(db, ['"Course"'], each.join('; '));
  expect(await differences(here)).toEqual({ Course: changed });
});
