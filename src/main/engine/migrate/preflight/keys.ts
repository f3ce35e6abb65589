import type { PgClient } from '../../connections/postgres-connection';
import { blocker, type Preflight, type PreflightComplaint } from './complaint';
import type { FoundTable } from './postgres-catalogue';

const samplesKept = 5;

/**
 * Keys that the steps rely on: `id` of Course and Chapter is referred to by the new tables, and a
 * learner has a chapter once. Duplicates are counted only where no unique index rules them out.
 */
export async function keyComplaints(
  client: PgClient,
  tables: readonly FoundTable[],
): Promise<Preflight> {
  const complaints: PreflightComplaint[] = [];
  const information: string[] = [];
  const there = new Map(
    tables.filter(({ kind }) => kind === 'r' || kind === 'p').map((table) => [table.name, table]),
  );
  for (const name of ['Course', 'Chapter'].filter((one) => there.has(one))) {
    if (!(await isUnique(client, name, ['id']))) complaints.push(noKey(name));
  }
  const progress = there.get('UserProgress');
  if (!progress || (await isUnique(client, 'UserProgress', ['userId', 'chapterId']))) {
    return { complaints, information };
  }
  const duplicates = progress.readable ? await findDuplicates(client) : undefined;
  if (duplicates) complaints.push(duplicates);
  else {
    information.push(
      'UserProgress has no unique index on (userId, chapterId). No learner has a chapter twice at the moment; the back-fill counts each once in any case.',
    );
  }
  return { complaints, information };
}

async function isUnique(
  client: PgClient,
  table: string,
  columns: readonly string[],
): Promise<boolean> {
  const { rows } = await client.query<{ columns: string[] }>(
    `SELECT ARRAY(SELECT CAST(a.attname AS text) FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
                  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                  WHERE k.place <= i.indnkeyatts) AS "columns"
     FROM pg_index i
     WHERE i.indrelid = to_regclass(quote_ident($1)) AND i.indisunique AND i.indisvalid
       AND i.indpred IS NULL AND i.indexprs IS NULL`,
    [table],
  );
  const wanted = columns.toSorted().join();
  return rows.some((row) => row.columns.toSorted().join() === wanted);
}

function noKey(table: string): PreflightComplaint {
  return blocker(
    'uniqueness',
    `${table}.id`,
    `Nothing makes ${table}.id unique, so that no foreign key of the new tables can refer to it.`,
    `ALTER TABLE "${table}" ADD PRIMARY KEY ("id"); if that is refused, some id is there twice or missing.`,
  );
}

type Duplicate = { readonly userId: string; readonly chapterId: string; readonly times: number };

async function findDuplicates(client: PgClient): Promise<PreflightComplaint | undefined> {
  const names = await columnNames(client);
  if (!names) return undefined;
  const { rows } = await client.query<Duplicate & { pairs: number }>(
    `SELECT "userId", "chapterId", count(*) AS "times", count(*) OVER () AS "pairs"
     FROM "UserProgress" GROUP BY "userId", "chapterId" HAVING count(*) > 1
     ORDER BY "times" DESC, "userId", "chapterId" LIMIT ${samplesKept}`,
  );
  const [first] = rows;
  if (!first) return undefined;
  const samples = rows.map(
    ({ userId, chapterId, times }) => `learner ${userId} has chapter ${chapterId} ${times} times`,
  );
  const more = first.pairs > rows.length ? ', …' : '';
  return blocker(
    'duplicates',
    'UserProgress (userId, chapterId)',
    `${first.pairs} pairs of learner and chapter are there more than once: ${samples.join(', ')}${more}.`,
    'Keep one row of each pair (the completed one), such as: DELETE FROM "UserProgress" p USING "UserProgress" q WHERE p."userId" = q."userId" AND p."chapterId" = q."chapterId" AND (q."isCompleted", q."id") > (p."isCompleted", p."id"); then: CREATE UNIQUE INDEX "UserProgress_userId_chapterId_key" ON "UserProgress"("userId", "chapterId");',
  );
}

/** A missing column has its own complaint. */
async function columnNames(client: PgClient): Promise<boolean> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*) AS "n" FROM pg_attribute
     WHERE attrelid = to_regclass('"UserProgress"') AND NOT attisdropped
       AND attname IN ('userId', 'chapterId')`,
  );
  return rows[0]?.n === 2;
}
