import { fail } from '../../../../shared/kernel/errors';
import type { ServerLogin } from '../remote/server-facts';

/** Who a log-in works as, and how that is known. */
export type WhoIsThere = {
  readonly role: string;
  /** Null: an administrator, all courses; or, with source `none`, nobody has said. */
  readonly userId: string | null;
  readonly isAdmin: boolean;
  readonly source: 'mapping' | 'given' | 'none';
};

/**
 * Whose courses a workspace gets. What the server says about its log-in counts before what was
 * asked for; only where it says nothing, or that it is an administrator, may somebody choose.
 * Fails with `refused` when a mapped log-in asks for another user or for all courses.
 */
export function whoAmI(login: ServerLogin, asked: string | undefined): WhoIsThere {
  const { dbRole: role, userId, isAdmin, source } = login;
  const given = asked?.trim() === '' ? undefined : asked?.trim();
  if (source === 'mapping' && !isAdmin) {
    if (given === undefined || given === userId) return { role, userId, isAdmin, source };
    return fail(
      'refused',
      `The server says that ${role} is the LMS user ${userId ?? '(nobody)'}, and not ${given}. Nothing was changed. Leave the user out, or have an administrator of the server correct lectern.role_user.`,
      { role, userId },
    );
  }
  if (given !== undefined) return { role, userId: given, isAdmin: false, source: 'given' };
  return { role, userId: null, isAdmin: source === 'mapping', source };
}

/** Refuses a log-in whose mapping names no user: nothing would be mirrored. */
export function requireSomebody({ role, userId, isAdmin, source }: WhoIsThere): void {
  if (source !== 'mapping' || isAdmin || userId !== null) return;
  fail(
    'refused',
    `The server says that ${role} is no user of the LMS and no administrator. Nothing was changed. Have an administrator of the server correct lectern.role_user.`,
    { role },
  );
}
