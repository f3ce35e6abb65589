import { resolve } from 'node:path';
import type { ChecklistAnswer, runbookMethods } from '../../../../shared/contract/migrate-runbook';
import { fail } from '../../../../shared/kernel/errors';
import { ok } from '../../../../shared/kernel/result';
import type { CallContext } from '../../context';
import type { Handlers } from '../../rpc/handlers';
import { makeBackup } from '../backup/make-backup';
import { countsOf } from '../backup/table-prints';
import { addEvent, readEvents } from './audit-store';
import { lastPlanStep, readChecklist } from './checklist';
import { rehearse } from './rehearse';
import { gatherReport } from './report/gather-report';
import { writeReport } from './report/write-report';
import { withSubject, type Subject } from './subject';

/** What surrounds the steps: backup, checklist, history, report. */
export const runbookHandlers: Handlers<typeof runbookMethods> = {
  backup: ({ database, out }, context) =>
    withSubject(context, database, (subject) =>
      context.jobs.run({ title: 'Backing up', signal: context.signal }, async (job) => {
        const made = await makeBackup(context, subject, resolve(out), { ...job, lockHeld: false });
        const { file, bytes, sha256, method, proof, prints } = made;
        context.emit('changed', { tables: ['lectern_migration_event'] });
        const counts = countsOf(prints);
        return ok({ file, bytes, restored: true as const, counts, sha256, method, proof });
      }),
    ),

  history: ({ database, limit, kind }, context) =>
    withSubject(context, database, async (subject) => {
      const filter = { limit, ...(kind === undefined ? {} : { kinds: [kind] }) };
      const events = await readEvents(context, subject, filter);
      return ok({ events: events.map((event) => ({ ...event, detail: { ...event.detail } })) });
    }),

  checklist: ({ database }, context) =>
    withSubject(context, database, async (subject) => ok(await answer(context, subject))),

  tick: ({ database, item, note, done }, context) =>
    withSubject(context, database, async (subject) => {
      const { items } = await readChecklist(context, subject);
      const present = items.find((one) => one.name === item);
      if (done && present?.kind === 'checked' && !present.ok) {
        return fail(
          'refused',
          `Nobody can tick ${item}: Lectern checks it itself. Nothing was changed. ${present.note}`,
          { item },
        );
      }
      const lastStep = lastPlanStep(context.folders.migrations);
      const where = await addEvent(context, subject, {
        kind: 'tick',
        detail: { item, note, done, lastStep },
      });
      if (where === 'nowhere') refuseUnkept();
      context.emit('changed', { tables: ['lectern_migration_event'] });
      return ok(await answer(context, subject));
    }),

  rehearse: ({ database }, context) =>
    withSubject(context, database, (subject) =>
      context.jobs.run(
        { title: 'Trying the steps on a copy', signal: context.signal },
        async (job) => {
          const { applied, reverted, complaints, ...rest } = await rehearse(context, subject, job);
          context.emit('changed', { tables: ['lectern_migration_event'] });
          return ok({
            ...rest,
            applied: applied.map(({ name, durationMs, rows }) => ({ name, durationMs, rows })),
            reverted: [...reverted],
            complaints: { ...complaints },
          });
        },
      ),
    ),

  report: async ({ database, file }, context) => {
    const report = await gatherReport(context, database);
    return ok({ ...writeReport(report, resolve(file)), ok: report.verify.ok });
  },
};

function refuseUnkept(): never {
  return fail(
    'read_only',
    'This database has no history to keep that in, or can only be read. Nothing was changed. Apply the steps first, or open it for writing.',
  );
}

async function answer(context: CallContext, subject: Subject): Promise<ChecklistAnswer> {
  const { items, gated } = await readChecklist(context, subject);
  return { items: items.map((item) => ({ ...item })), gated, ready: items.every((one) => one.ok) };
}
