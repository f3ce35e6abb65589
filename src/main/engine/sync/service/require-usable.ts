import { fail } from '../../../../shared/kernel/errors';
import { serverPlace } from '../../connections/postgres-settings';
import type { Workspace } from '../../storage/workspace';
import { presentTables } from '../local/present-tables';
import type { SyncSession } from '../session';
import { syncTables } from '../tables';

type Usable = Pick<SyncSession, 'connection' | 'facts'>;

/**
 * Refuses a server that sync cannot work with, and a workspace whose steps were taken back; each
 * refusal says who has to do what.
 */
export function requireUsable(session: SyncSession): void {
  const { connection, facts, state, context } = session;
  requireInstalled({ connection, facts });
  requireTables(context.workspace);
  const { who } = facts;
  const { userId } = state();
  if (who.source === 'none' || who.isAdmin || who.userId === userId) return;
  const here = userId === null ? 'all courses' : `the courses of ${userId}`;
  refuse(
    'another_user',
    `The server now says that ${who.dbRole} is the LMS user ${who.userId ?? '(nobody)'}, and this workspace holds ${here}.`,
    'Have an administrator of the server correct lectern.role_user, or make a new workspace for that user.',
  );
}

function requireTables(workspace: Workspace): void {
  const present = presentTables(workspace);
  const missing = syncTables.filter(({ name }) => !present.has(name)).map(({ name }) => name);
  if (missing.length === 0) return;
  refuse(
    'steps_missing',
    `This workspace has no ${missing.join(', ')} at its present step, and cannot mirror the server without.`,
    'Apply the pending steps of the workspace (Database, or: migrate up).',
  );
}

/** Refuses a standby, and a server without the server side of sync or without rights to it. */
export function requireInstalled({ connection, facts }: Usable): void {
  const place = serverPlace(connection.settings);
  const role = facts.who.dbRole;
  requireLms({ connection, facts });
  if (facts.standby) {
    refuse(
      'standby',
      `The server ${place} is a standby: it follows another server and accepts no changes.`,
      'Connect to the primary; your provider may call it the writer or the main instance.',
    );
  }
  if (!facts.granted) {
    refuse(
      'not_allowed',
      `The server side of sync is at ${place}, but ${role} may not use it.`,
      grantRemedy(role),
    );
  }
  if (!facts.installed) {
    refuse(
      'not_installed',
      `The server side of sync is not installed at ${place}.`,
      facts.canInstall
        ? 'Install it: sync init --install, or migrate up --group lectern --database URL.'
        : `Have the owner of the tables run: lectern migrate up --group lectern --database URL; and then: SELECT lectern.grant_sync('${role}');`,
    );
  }
  const unreadable = [...facts.tables].filter(
    ([, table]) => table.exists && !table.privileges.select,
  );
  if (unreadable.length > 0) {
    refuse(
      'not_allowed',
      `${role} may not read ${unreadable.map(([name]) => name).join(', ')} at ${place}.`,
      grantRemedy(role),
    );
  }
}

/**
 * Refuses a database without an LMS: a mistyped one must not be given the server side of sync.
 * Every LMS has courses.
 */
export function requireLms({ connection, facts }: Usable): void {
  const course = facts.tables.get('Course');
  if (facts.identity.logOid !== null || course === undefined) return;
  if (course.exists || course.unfit !== undefined) return;
  const { settings } = connection;
  refuse(
    'no_lms',
    `The database ${settings.database} at ${serverPlace(settings)} holds no LMS that ${facts.who.dbRole} could see (there is no table Course).`,
    'Check the name of the database in the URL, and the search path of the login.',
  );
}

function grantRemedy(role: string): string {
  return `Have the owner of the tables run there: SELECT lectern.grant_sync('${role.replaceAll("'", "''")}');`;
}

function refuse(problem: string, what: string, remedy: string): never {
  return fail('refused', `${what} Nothing was changed. ${remedy}`, { problem, what, remedy });
}
