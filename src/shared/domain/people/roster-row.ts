import { err, ok } from '../../kernel/result';
import type { Result } from '../../kernel/result';
import { cleanPrintedText, findUnstorable, nameCodePoint } from '../text';

/** One person of a roster, checked: the LMS's user id, a printable name, an e-mail or none. */
export type RosterPerson = {
  readonly userId: string;
  readonly name: string;
  readonly email: string | null;
};

/** One thing wrong with a roster row. */
export type RosterProblem = {
  readonly field: 'userId' | 'name' | 'email';
  readonly message: string;
};

const longestUserId = 255;
const longestEmail = 254;

/** Checks an LMS user id: 1 to 255 characters without spaces or controls; outer spaces go. */
export function checkUserId(text: string): Result<string, string> {
  const id = text.trim();
  if (id === '') return err('The user id is missing');
  if (id.length > longestUserId)
    return err(`The user id is longer than ${longestUserId} characters`);
  const at = findUnstorable(id) ?? id.search(/[\s\p{Cc}\p{Cf}]/u);
  if (at === -1) return ok(id);
  const name = nameCodePoint(id.codePointAt(at) ?? 0);
  return err(`Character ${at + 1} (${name}) is not allowed in a user id`);
}

/**
 * Checks the form of an e-mail address: something, one @, a host, no spaces or controls, at most
 * 254 characters (RFC 5321). Whether it exists only a message can tell.
 */
export function checkEmail(text: string): Result<string, string> {
  const email = text.trim();
  if (email.length > longestEmail)
    return err(`The e-mail address is longer than ${longestEmail} characters`);
  const at = email.lastIndexOf('@');
  const host = email.slice(at + 1);
  const inner = email.slice(0, Math.max(at, 0));
  const hostFits = host !== '' && !/^[.-]|[.-]$|\.\./.test(host) && !host.includes('@');
  const clean = findUnstorable(email) === undefined && !/[\s\p{Cc}\p{Cf},;<>]/u.test(email);
  if (inner === '' || inner.includes('@') || !hostFits || !clean) {
    // What cannot be seen is left out of the message: a direction mark would turn it round.
    const shown = email.slice(0, 60).replace(/[\p{Cc}\p{Cf}]/gu, '\u{fffd}');
    return err(`"${shown}" is not an e-mail address`);
  }
  return ok(email);
}

/**
 * Checks one row of a roster and lists every problem in it. An empty e-mail is none; an empty
 * name is a problem, because certificates print it.
 */
export function parseRosterRow(row: {
  readonly userId: string;
  readonly name: string;
  readonly email?: string | null;
}): Result<RosterPerson, readonly RosterProblem[]> {
  const userId = checkUserId(row.userId);
  const name = cleanPrintedText(row.name);
  const given = row.email?.trim() ?? '';
  const email = given === '' ? ok(null) : checkEmail(given);
  if (userId.ok && name.ok && email.ok) {
    return ok({ userId: userId.value, name: name.value, email: email.value });
  }
  const problems: RosterProblem[] = [];
  if (!userId.ok) problems.push({ field: 'userId', message: userId.error });
  if (!name.ok) problems.push({ field: 'name', message: name.error.message });
  if (!email.ok) problems.push({ field: 'email', message: email.error });
  return err(problems);
}
