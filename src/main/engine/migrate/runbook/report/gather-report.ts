import { toInstant } from '../../../../../shared/kernel/clock';
import type { CallContext } from '../../../context';
import { redact } from '../../../log/redact';
import { stepStatuses, type StepStatus } from '../../describe';
import type { Drift } from '../../drift';
import { withTarget } from '../../open-target';
import type { NamedCheck } from '../../verify-result';
import type { AuditEvent } from '../audit-event';
import { readEvents } from '../audit-store';
import { readChecklist, type Checklist } from '../checklist';
import { withSubject } from '../subject';

/** All that a report says about a database. */
export type MigrationReport = {
  readonly format: 'lectern-migration-report';
  readonly version: 1;
  readonly at: string;
  readonly by: string;
  readonly lectern: string;
  /** Names database, server and role; never the password. */
  readonly database: string;
  readonly engine: string;
  readonly server: string;
  readonly verify: { readonly ok: boolean; readonly checks: readonly NamedCheck[] };
  readonly steps: readonly StepStatus[];
  readonly drift: readonly Drift[];
  readonly checklist: Checklist;
  /** Newest first. */
  readonly events: readonly AuditEvent[];
};

/** More than anybody reads; a file of it stays below a few megabytes. */
const eventsKept = 10_000;

/** Runs every named check and reads steps, checklist and history. Fails as connecting fails. */
export async function gatherReport(
  context: CallContext,
  database: string | undefined,
): Promise<MigrationReport> {
  const work = { title: 'Writing a report', signal: context.signal };
  return context.jobs.run(work, async (job) => {
    job.report(0, 'running the checks');
    const found = await withTarget(context, database, { mode: 'read' }, async (open) => {
      const { target, label } = open;
      const checks = await target.verify();
      return {
        database: redact(label),
        engine: target.engine,
        server: await target.version(),
        verify: { ok: checks.every((check) => check.ok), checks },
        steps: await stepStatuses(target),
        drift: await target.drift(),
      };
    });
    job.report(0, 'reading the history');
    const told = await withSubject(context, database, async (subject) => ({
      checklist: await readChecklist(context, subject),
      events: await readEvents(context, subject, { limit: eventsKept }),
    }));
    return {
      format: 'lectern-migration-report',
      version: 1,
      at: toInstant(context.clock.now()),
      by: context.who(),
      lectern: context.version,
      ...found,
      ...told,
    };
  });
}
