import { fail } from '../../../shared/kernel/errors';
import { withPostgres } from '../connections/open-postgres';
import { serverPlace } from '../connections/postgres-settings';
import type { ResolvedPostgres } from '../connections/resolve-database';
import type { CallContext } from '../context';
import type { JobHandle } from '../jobs/jobs';
import { migrateUp } from '../migrate/migrate-up';
import { withTarget } from '../migrate/open-target';
import { installTriggers } from './install-triggers';
import { meetServer } from './remote/meet-server';
import { requireLms } from './service/require-usable';

/**
 * Puts the server side of sync on a server: Lectern's own steps and the triggers. It adds to the
 * schema `lectern` and changes no row of the LMS, so it needs no checklist. Fails with `refused`
 * and what a DBA has to run when the login may not. `named` is the server as the call names it.
 */
export async function installServerSide(
  context: CallContext,
  server: ResolvedPostgres,
  named: string,
  job: JobHandle,
): Promise<void> {
  await requireRights(context, server);
  await takeSteps(context, named, job);
  await withPostgres(context, server, (connection) => installTriggers(connection, job.signal));
}

async function requireRights(context: CallContext, server: ResolvedPostgres): Promise<void> {
  const facts = await withPostgres(context, server, async (connection) => {
    const found = await meetServer(connection);
    requireLms({ connection, facts: found });
    return found;
  });
  if (facts.canInstall) return;
  const role = facts.who.dbRole;
  fail(
    'refused',
    `${role} may not install the server side of sync at ${serverPlace(server.settings)}: that needs the owner of the LMS's tables, with CREATE on the database. Nothing was changed. Have that owner run: lectern migrate up --group lectern --database URL; then: SELECT lectern.grant_sync('${role.replaceAll("'", "''")}'); and call sync init again without --install.`,
    { role, problem: 'not_allowed' },
  );
}

async function takeSteps(context: CallContext, named: string, job: JobHandle): Promise<void> {
  const stamp = { who: context.who(), now: context.clock.now, version: context.version };
  const use = { mode: 'write', note: job.note, signal: job.signal } as const;
  await withTarget(context, named, use, async ({ target }) => {
    const { failed, cancelled } = await migrateUp(target, stamp, {
      group: 'lectern',
      isCancelled: () => job.signal.aborted,
      report: (done, total, detail) => {
        job.setTotal(total);
        job.report(done, detail);
      },
    });
    if (cancelled) job.checkCancelled();
    if (!failed) return;
    fail(
      failed.code,
      `The server side of sync could not be installed: the step ${failed.name} failed (${failed.message}). Steps before it stand and do no harm; nothing of this one is left. Remove what stands in its way, then try again.`,
      { step: failed.name, statement: failed.statement },
    );
  });
}
