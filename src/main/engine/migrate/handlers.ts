import type { migrate } from '../../../shared/contract/migrate';
import { fail } from '../../../shared/kernel/errors';
import { ok } from '../../../shared/kernel/result';
import type { CallContext } from '../context';
import type { JobHandle, Jobs } from '../jobs/jobs';
import type { Handlers } from '../rpc/handlers';
import type { Workspace } from '../storage/workspace';
import { planSteps, stepStatuses } from './describe';
import { findStep } from './load-steps';
import { migrateDown, previewDown } from './migrate-down';
import { migrateUp } from './migrate-up';
import { withTarget, type OpenTarget } from './open-target';
import { preflightHandler } from './preflight/handler';
import { keepLook } from './runbook/audit-store';
import { checkGate, type ApplyTerms } from './runbook/gate';
import { runbookHandlers } from './runbook/handlers';
import { recordVerify } from './runbook/record-verify';
import { withSubject } from './runbook/subject';
import type { RunnerStamp, StepGroup } from './step';
import type { MigrationTarget } from './target';
import { toVerifyAnswer } from './verify-answer';

export const migrateHandlers: Handlers<typeof migrate> = {
  status: ({ database }, context) =>
    withTarget(context, database, { mode: 'read' }, async ({ target }) =>
      ok({
        engine: target.engine,
        version: await target.version(),
        steps: [...(await stepStatuses(target))],
        drift: [...(await target.drift())],
      }),
    ),

  plan: ({ database, to, group }, context) =>
    withTarget(context, database, { mode: 'read' }, async ({ target, server }) => {
      const steps = await planSteps(target, { to, group: groupFor(target, group) });
      const detail = { steps: steps.map((step) => step.name) };
      if (server) keepLook(context, server.settings, { kind: 'plan', detail });
      return ok({
        steps: steps.map((step) => ({ ...step, sql: [...step.sql], locks: [...step.locks] })),
      });
    }),

  preflight: preflightHandler,

  sql: ({ database, name }, context) =>
    withTarget(context, database, { mode: 'read' }, async ({ target }) => {
      const { up, down, verify } = findStep(target.set, name).sql;
      return ok({ up, down, verify });
    }),

  up: ({ database, to, group, ...terms }, context) => {
    const work = { title: 'Applying steps', signal: context.signal };
    return exclusively(context, database, work, async ({ target, backUp, changed }, job) => {
      const result = await migrateUp(target, stampOf(context), {
        to,
        group: groupFor(target, group),
        beforeChange: async () => {
          await passGate(context, database, terms, job);
          await backUp();
        },
        isCancelled: () => job.signal.aborted,
        report: (done, total, detail) => {
          job.setTotal(total);
          job.report(done, detail);
        },
      });
      changed();
      if (result.cancelled) job.checkCancelled();
      const { applied, failed, untouched, longestWaitMs } = result;
      return ok({
        applied: [...applied],
        failed,
        untouched: { ok: untouched.ok, samples: [...untouched.samples] },
        longestWaitMs,
      });
    });
  },

  down: ({ database, to, acceptLoss, archive }, context) => {
    const work = { title: 'Reverting steps', cancellable: false };
    return exclusively(context, database, work, async ({ target, backUp, changed }, job) => {
      try {
        const result = await migrateDown(target, stampOf(context), {
          to,
          acceptLoss,
          archive,
          beforeChange: backUp,
          report: (done, total, detail) => {
            job.setTotal(total);
            job.report(done, detail);
          },
        });
        return ok({ ...result, reverted: [...result.reverted] });
      } finally {
        changed();
      }
    });
  },

  loss: ({ database, to }, context) =>
    withTarget(context, database, { mode: 'read' }, async ({ target }) => {
      const { reverts, wouldLose, dependants } = await previewDown(target, to);
      return ok({ reverts: [...reverts], wouldLose, dependants: [...dependants] });
    }),

  restoreArchive: ({ database, file }, context) => {
    const work = { title: 'Restoring an archive', cancellable: false };
    return exclusively(context, database, work, async ({ target, backUp, changed }) => {
      await backUp();
      const stamp = stampOf(context);
      const restored = await target.exclusively(stamp, () => target.restoreArchive(file, stamp));
      changed();
      return ok({ restored });
    });
  },

  verify: ({ database }, context) =>
    withTarget(context, database, { mode: 'read' }, async ({ target, server }) => {
      const answer = toVerifyAnswer(await target.verify());
      if (server) await recordVerify(context, database, answer);
      return ok(answer);
    }),

  ...runbookHandlers,
};

/** Backup and checklist, once everything else that could refuse has not. */
function passGate(
  context: CallContext,
  database: string | undefined,
  terms: ApplyTerms,
  job: JobHandle,
): Promise<void> {
  return withSubject(context, database, (subject) =>
    checkGate(context, subject, terms, { ...job, lockHeld: true }),
  );
}

/** On a server nothing but the plan is taken unless the other group is asked for. */
function groupFor(target: MigrationTarget, group: StepGroup | undefined): StepGroup | undefined {
  return group ?? (target.engine === 'postgres' ? 'plan' : undefined);
}

/** Workspaces whose steps are being applied or reverted just now. */
const underWay = new WeakSet<Workspace>();

/**
 * Opens the target and runs step work on it as a job; a second run from the same program is
 * `busy` until the first has ended.
 */
async function exclusively<T>(
  context: CallContext,
  database: string | undefined,
  request: Parameters<Jobs['run']>[0],
  work: (open: OpenTarget, job: JobHandle) => Promise<T>,
): Promise<T> {
  const { workspace, jobs } = context;
  if (underWay.has(workspace)) {
    fail(
      'busy',
      'Steps are being applied or reverted already. Nothing was changed. Wait for them.',
    );
  }
  underWay.add(workspace);
  try {
    return await jobs.run(request, (job) => {
      const use = { mode: 'write', note: job.note, signal: job.signal } as const;
      return withTarget(context, database, use, (open) => work(open, job));
    });
  } finally {
    underWay.delete(workspace);
  }
}

function stampOf(context: CallContext): RunnerStamp {
  return { who: context.who(), now: context.clock.now, version: context.version };
}
