import type { Client } from 'pg';

/** The tables that a grade is written to. */
const gradeTables = [
  '"AssignmentSubmission"',
  '"XPTransaction"',
  'lectern.grade_history',
  'lectern.submission_version',
] as const;

/** From now on the server writes down everything that is done to the tables of a grade. */
export async function auditGrades(admin: Client): Promise<void> {
  await admin.query(
    `CREATE TABLE effects (tbl text, op text, id text);
     GRANT INSERT ON effects TO PUBLIC;
     CREATE FUNCTION note_effect() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       INSERT INTO effects VALUES (TG_TABLE_NAME, TG_OP, to_jsonb(coalesce(NEW, OLD)) ->> 'id');
       RETURN NULL; END $$`,
  );
  for (const table of gradeTables) {
    await admin.query(
      `CREATE TRIGGER effect AFTER INSERT OR UPDATE OR DELETE ON ${table}
         FOR EACH ROW EXECUTE FUNCTION note_effect()`,
    );
  }
}

/** What has been done so far, each with how often. */
export async function effectsOf(admin: Client): Promise<Record<string, number>> {
  const { rows } = await admin.query<{ readonly what: string; readonly n: number }>(
    `SELECT tbl || ' ' || op AS what, count(*)::int AS n FROM effects GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ what, n }) => [what, n]));
}

/** What one first grade does, when it is delivered exactly once; so many grades so many times. */
export function gradesOnce(grades: number): Record<string, number> {
  return {
    'AssignmentSubmission UPDATE': grades,
    'XPTransaction INSERT': grades,
    'grade_history INSERT': grades,
    'submission_version INSERT': grades,
  };
}
