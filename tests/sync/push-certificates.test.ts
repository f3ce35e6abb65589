import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectOk } from '../support/engine';
import { first, gradingDesk, type GradingDesk } from '../support/grading-desk';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';

describe.skipIf(!usualBinaries)(
  'two certificates issued offline for one learner and course',
  () => {
    let server: SyncServer;
    beforeAll(async () => {
      server = await syncServer();
    });
    afterAll(() => server.stop());

    async function issue(desk: GradingDesk): Promise<string> {
      const answer = expectOk(
        await desk.engine.client.certificates.issue({ courseId: 'c1', out: desk.engine.folder }),
      );
      return answer.issued[0]?.code ?? '';
    }

    async function verdict(desk: GradingDesk, code: string): Promise<string> {
      return expectOk(await desk.engine.client.certificates.verify({ code })).status;
    }

    async function both(): Promise<readonly [GradingDesk, GradingDesk, string, string]> {
      const a = await gradingDesk(server, { name: 'one' });
      await a.database.admin.query(
        `UPDATE "Course" SET "isPublished" = true;
       INSERT INTO "Chapter" ("id","title","position","isPublished","courseId","updatedAt")
         VALUES ('k1','Beginnings',1,true,'c1',now());
       INSERT INTO "UserProgress" ("id","userId","chapterId","isCompleted","updatedAt")
         VALUES ('p1','u1','k1',true,now())`,
      );
      await a.pull();
      const b = await gradingDesk(server, { name: 'two', database: a.database });
      return [a, b, await issue(a), await issue(b)];
    }

    test("the server's first stands; the other goes there as superseded, and verifies as that", async () => {
      const [a, b, codeOfA, codeOfB] = await both();
      expect(await a.push()).toMatchObject({ parked: 0, conflicted: 0, left: 0 });
      await b.push();
      await b.push();
      for (const desk of [a, b, a]) await desk.pull();
      expect(b.pending()).toEqual([]);
      const { rows } = await a.database.admin.query(
        `SELECT d.code, d.status, d.certificate_id = c."id" AS under
         FROM lectern.certificate_detail d, "Certificate" c ORDER BY d.status`,
      );
      expect(rows).toEqual([
        { code: codeOfA.replaceAll('-', ''), status: 'issued', under: true },
        { code: codeOfB.replaceAll('-', ''), status: 'superseded', under: true },
      ]);
      for (const desk of [a, b]) {
        expect(await verdict(desk, codeOfA)).toBe('valid');
        expect(await verdict(desk, codeOfB)).toBe('superseded');
        expect(
          desk.engine.sql.prepare('SELECT "verificationCode" FROM "Certificate"').pluck().all(),
        ).toEqual([codeOfA.replaceAll('-', '')]);
        expect(desk.engine.sql.prepare('SELECT count(*) FROM lectern_base').pluck().get()).toBe(0);
      }
      expect(
        b.engine.sql
          .prepare(`SELECT detail FROM lectern_sync_event WHERE kind = 'discarded'`)
          .pluck()
          .get(),
      ).toContain(codeOfB.replaceAll('-', ''));
    });

    test('the one that stands can be reissued, and verifies as superseded then', async () => {
      const [a, b, codeOfA, codeOfB] = await both();
      await a.push();
      for (const desk of [b, b, a]) {
        await desk.push();
        await desk.pull();
      }
      const again = expectOk(await a.engine.client.certificates.reissue({ code: codeOfA }));
      await a.push();
      await b.pull();
      for (const desk of [a, b]) {
        expect(await verdict(desk, again.code)).toBe('valid');
        expect(await verdict(desk, codeOfA)).toBe('superseded');
        expect(await verdict(desk, codeOfB)).toBe('superseded');
      }
    });

    test('one that was reissued before it met the other leaves nothing to decide', async () => {
      const [a, b, codeOfA, codeOfB] = await both();
      const again = expectOk(await b.engine.client.certificates.reissue({ code: codeOfB }));
      await a.push();
      for (const desk of [b, b, a]) {
        await desk.push();
        await desk.pull();
      }
      expect(b.pending()).toEqual([]);
      expect(await verdict(b, codeOfA)).toBe('valid');
      for (const code of [codeOfB, again.code]) expect(await verdict(b, code)).toBe('superseded');
    });

    test('the workspace says so at once, before the other certificate has arrived', async () => {
      const [a, b, , codeOfB] = await both();
      await a.push();
      await b.push();
      expect(await verdict(b, codeOfB)).toBe('superseded');
      expect(await first(a.database, 'SELECT count(*)::int AS n FROM "Certificate"')).toEqual({
        n: 1,
      });
    });
  },
);
