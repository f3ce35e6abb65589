import type { migrate } from '../../../shared/contract/migrate';
import { fail } from '../../../shared/kernel/errors';
import { ok } from '../../../shared/kernel/result';
import type { CallContext } from '../context';
import type { JobHandle, Jobs } from '../jobs/jobs';
import type { Handlers } from '../rpc/handlers';
import { backupName, backupTo } from '../storage/backup';
import type { Workspace } from '../storage/workspace';
import { planSteps, stepStatuses } from './describe';
import { findStep, loadSteps } from './load-steps';
import { migrateDown } from './migrate-down';
import { migrateUp } from './migrate-up';
import { createSqliteTarget } from './sqlite-target';
import type { RunnerStamp } from './step';
import type { MigrationTarget } from './target';
import { toVerifyAnswer } from './verify-answer';

export const migrateHandlers: Handlers<typeof migrate> = {
  status: async (_input, context) => {
    const target = targetOf(context);
    return ok({
      engine: target.engine,
      version: await target.version(),
      steps: [...(await stepStatuses(target))],
      drift: [...(await target.drift())],
    });
  },

  plan: async ({ to }, context) => {
    const steps = await planSteps(targetOf(context), to);
    return ok({
      steps: steps.map((step) => ({ ...step, sql: [...step.sql], locks: [...step.locks] })),
    });
  },

  sql: ({ name }, context) => {
    const { up, down, verify } = findStep(targetOf(context).set, name).sql;
    return ok({ up, down, verify });
  },

  up: async ({ to }, context) => {
    const target = writableTarget(context);
    const work = { title: 'Applying steps', signal: context.signal };
    return exclusively(context, work, async (job) => {
      const result = await migrateUp(target, stampOf(context), {
        to,
        beforeChange: () => backUp(context),
        isCancelled: () => job.signal.aborted,
        report: (done, total, detail) => {
          job.setTotal(total);
          job.report(done, detail);
        },
      });
      schemaChanged(context);
      if (result.cancelled) job.checkCancelled();
      const { applied, failed, untouched } = result;
      return ok({
        applied: [...applied],
        failed,
        untouched: { ok: untouched.ok, samples: [...untouched.samples] },
      });
    });
  },

  down: async ({ to, acceptLoss, archive }, context) => {
    const target = writableTarget(context);
    const work = { title: 'Reverting steps', cancellable: false };
    return exclusively(context, work, async (job) => {
      try {
        const result = await migrateDown(target, stampOf(context), {
          to,
          acceptLoss,
          archive,
          beforeChange: () => backUp(context),
          report: (done, total, detail) => {
            job.setTotal(total);
            job.report(done, detail);
          },
        });
        return ok({ ...result, reverted: [...result.reverted] });
      } finally {
        schemaChanged(context);
      }
    });
  },

  restoreArchive: async ({ file }, context) => {
    const target = writableTarget(context);
    const work = { title: 'Restoring an archive', cancellable: false };
    return exclusively(context, work, async () => {
      await backUp(context);
      const restored = await target.restoreArchive(file, stampOf(context));
      schemaChanged(context);
      return ok({ restored });
    });
  },

  verify: async (_input, context) => ok(toVerifyAnswer(await targetOf(context).verify())),
};

/** Workspaces whose steps are being applied or reverted just now. */
const underWay = new WeakSet<Workspace>();

/** Runs step work as a job; a second run on the same workspace is `busy` until it has ended. */
async function exclusively<T>(
  { workspace, jobs }: CallContext,
  job: Parameters<Jobs['run']>[0],
  work: (job: JobHandle) => Promise<T>,
): Promise<T> {
  if (underWay.has(workspace)) {
    fail(
      'busy',
      'Steps are being applied or reverted already. Nothing was changed. Wait for them.',
    );
  }
  underWay.add(workspace);
  try {
    return await jobs.run(job, work);
  } finally {
    underWay.delete(workspace);
  }
}

function targetOf(context: CallContext): MigrationTarget {
  const set = loadSteps(context.folders.migrations, 'sqlite');
  return createSqliteTarget(context.workspace.connection, set);
}

function writableTarget(context: CallContext): MigrationTarget {
  const { readOnly, file } = context.workspace;
  if (readOnly) {
    fail('read_only', `The workspace ${file} is open for reading only. Nothing was changed.`, {
      file,
    });
  }
  return targetOf(context);
}

function stampOf(context: CallContext): RunnerStamp {
  return { who: context.who(), now: context.clock.now, version: context.version };
}

/** A copy of the whole workspace, made and checked before any step runs. */
async function backUp({ workspace, folders, clock }: CallContext): Promise<void> {
  await backupTo(workspace, backupName(folders.backups, workspace.file, clock.now()));
}

/** Every query may have another answer now, and tables may look different. */
function schemaChanged(context: CallContext): void {
  context.journal.schemaChanged();
  const tables = context.workspace.connection
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .pluck()
    .all();
  context.emit('changed', { tables: tables.map(String) });
}
