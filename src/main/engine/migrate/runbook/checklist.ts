import type { CallContext } from '../../context';
import type { PgClient } from '../../connections/postgres-connection';
import { homeSchema } from '../backup/lms-relations';
import { sqlName } from '../backup/table-prints';
import { lmsTables } from '../lms-tables';
import { loadSteps } from '../load-steps';
import { readEvents } from './audit-store';
import type { ChecklistItem } from './checklist-item';
import { decidingKinds, judgeItems } from './judge-items';
import { shippedChecksProblem } from './shipped-checks';
import type { Subject } from './subject';

export type Checklist = {
  readonly items: readonly ChecklistItem[];
  /** Steps wait until all items are green: a server that holds data. */
  readonly gated: boolean;
};

/** How far back the history is read; more events than this decide nothing that still counts. */
const eventsRead = 1_000;

/** The deployment checklist of a database, judged now. */
export async function readChecklist(context: CallContext, subject: Subject): Promise<Checklist> {
  const events = await readEvents(context, subject, { kinds: decidingKinds, limit: eventsRead });
  const set = loadSteps(context.folders.migrations, subject.kind);
  const items = judgeItems(events, {
    now: context.clock.now(),
    lastStep: lastPlanStep(context.folders.migrations),
    validationProblem: shippedChecksProblem(context.folders.migrations, set),
    isStaging: subject.kind === 'postgres' && subject.role === 'staging',
  });
  const gated = subject.kind === 'postgres' && (await subject.connection.withClient(holdsData));
  return { items, gated };
}

/** The plan's last step that this program ships. */
export function lastPlanStep(migrationsFolder: string): string {
  const { steps } = loadSteps(migrationsFolder, 'postgres');
  return steps.findLast((step) => step.group === 'plan')?.name ?? '';
}

/** Whether any of the LMS's tables has a row. */
export async function holdsData(client: PgClient): Promise<boolean> {
  const schema = await homeSchema(client);
  if (schema === undefined) return false;
  for (const { name: table } of lmsTables) {
    const name = sqlName({ schema, table });
    const { rows } = await client.query<{ there: boolean }>(
      'SELECT to_regclass($1) IS NOT NULL AS there',
      [name],
    );
    if (rows[0]?.there !== true) continue;
    const found = await client.query<{ filled: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM ${name}) AS filled`,
    );
    if (found.rows[0]?.filled === true) return true;
  }
  return false;
}
