import { expect } from 'vitest';
import { migrateUp } from '../../src/main/engine/migrate/migrate-up';
import { expectedTotals, makeLegacyRows } from '../support/legacy-database';
import { legacyDatabase, stamp, standings, targetFor } from '../support/migration-target';
import { describeServers } from '../support/server-suite';
import { complainingChecks, serverRows, serverStandings, targetOn } from '../support/server-target';

const size = { users: 2000, courses: 50, chaptersPerCourse: 10, seed: 2024, begun: 0.1 };
const plan = { group: 'plan' } as const;
const rewards = `
  UPDATE "Chapter" SET "xpReward" = 70 WHERE "position" = 0;
  UPDATE "Chapter" SET "xpReward" = 0 WHERE "position" = 9;
  UPDATE "Course" SET "xpReward" = 333 WHERE "id" = 'course-2';`;
const isLms = (table: string): boolean =>
  /^public\.(Category|Attachment|MuxData|UserProgress|Purchase|StripeCustomer)$/.test(table);

describeServers(size, ({ copy, postgresTest }) => {
  postgresTest(
    'two thousand learners, fifty courses, a hundred thousand rows: everybody gets what is theirs',
    async () => {
      const rows = makeLegacyRows(size);
      expect(rows.chapters).toHaveLength(500);
      expect(rows.progress.length).toBeGreaterThan(95_000);
      const database = await copy();
      const { client } = database;
      const before = await serverRows(client, isLms);
      const { target } = await targetOn(database);
      expect((await migrateUp(target, stamp, { to: '012', ...plan })).failed).toBeNull();
      await client.query(rewards);
      const result = await migrateUp(target, stamp, plan);
      expect(result).toMatchObject({ failed: null, untouched: { ok: true, samples: [] } });

      const expected = expectedTotals(rows, {
        chapter: (id) => (id.endsWith('-0') ? 70 : id.endsWith('-9') ? 0 : 50),
        course: (id) => (id === 'course-2' ? 333 : 200),
      });
      const found = await serverStandings(client);
      expect(found).toEqual(
        [...expected]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([userId, totalXP]) => ({
            userId,
            totalXP,
            level: Math.floor(totalXP / 100) + 1,
            currentLevelXP: totalXP % 100,
          })),
      );
      expect(found).toContainEqual(expect.objectContaining({ totalXP: 0, level: 1 }));

      const counted = await client.query<{ most: number; twice: number; hollow: number }>(`
        SELECT
          (SELECT max(n)::int FROM (SELECT count(*) AS n FROM "XPTransaction"
            WHERE "sourceType" = 'course' GROUP BY "userId") c) AS most,
          (SELECT count(*)::int FROM (SELECT 1 FROM "XPTransaction"
            GROUP BY "userId", "sourceType", "sourceId" HAVING count(*) > 1) d) AS twice,
          (SELECT count(*)::int FROM "XPTransaction" t WHERE "sourceType" = 'course' AND NOT EXISTS (
            SELECT 1 FROM "Chapter" c WHERE c."courseId" = t."sourceId" AND c."isPublished")) AS hollow`);
      expect(counted.rows[0]?.most).toBeGreaterThanOrEqual(6);
      expect(counted.rows[0]).toMatchObject({ twice: 0, hollow: 0 });
      expect(await serverRows(client, isLms)).toEqual(before);
      expect(await complainingChecks(target)).toEqual([]);

      const { connection } = legacyDatabase(size);
      await migrateUp(targetFor(connection), stamp, { to: '012' });
      connection.exec(rewards);
      await migrateUp(targetFor(connection), stamp);
      expect(found).toEqual(standings(connection));
    },
    120_000,
  );
});
