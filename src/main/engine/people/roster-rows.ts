import { err, ok, type Result } from '../../../shared/kernel/result';
import { delimitedRecords, separatorOf } from './delimited-records';
import { clerkRows } from './clerk-users';
import type { RosterRow } from './roster-row';

/** Headings of rosters and of Clerk's users export, small and without spaces, per field. */
const headings = {
  userId: ['userid', 'id', 'user', 'externalid', 'clerkid', 'learnerid'],
  name: ['name', 'fullname', 'displayname', 'learner', 'learnername'],
  email: ['email', 'emailaddress', 'mail', 'primaryemailaddress'],
  firstName: ['firstname', 'givenname', 'first'],
  lastName: ['lastname', 'familyname', 'surname', 'last'],
  username: ['username'],
} as const;

type Column = keyof typeof headings;

/**
 * Reads a roster: CSV with a heading (userId, name, email, in any order, or a Clerk users export
 * with first_name and last_name), or Clerk's JSON. The error says what is missing.
 */
export function rosterRows(text: string): Result<readonly RosterRow[], string> {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (/^\s*[[{]/.test(body)) return clerkRows(body);
  const [heading, ...records] = [...delimitedRecords(body, separatorOf(body))];
  if (!heading) return err('The roster is empty.');
  const columns = findColumns(heading.fields);
  if (columns.userId === undefined) {
    return err(
      `The first line names no column for the user id (it has: ${heading.fields.join(', ')}). It should read: userId, name, email.`,
    );
  }
  if (
    columns.name === undefined &&
    columns.firstName === undefined &&
    columns.lastName === undefined
  ) {
    return err(
      `The first line names no column for the name (it has: ${heading.fields.join(', ')}). It should read: userId, name, email.`,
    );
  }
  return ok(
    records.map(({ line, fields }) => {
      const cell = (column: Column): string => fields[columns[column] ?? -1]?.trim() ?? '';
      const full = cell('name') || `${cell('firstName')} ${cell('lastName')}`.trim();
      return {
        line,
        userId: cell('userId'),
        name: full || cell('username'),
        email: cell('email') || null,
      };
    }),
  );
}

function findColumns(titles: readonly string[]): { readonly [C in Column]?: number } {
  const plain = titles.map((title) => title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const found: { [C in Column]?: number } = {};
  for (const column of columnNames) {
    // The most telling heading wins: `userId` before `id` in a file that has both.
    const at = headings[column].map((title) => plain.indexOf(title)).find((index) => index >= 0);
    if (at !== undefined) found[column] = at;
  }
  return found;
}

const columnNames: readonly Column[] = [
  'userId',
  'name',
  'email',
  'firstName',
  'lastName',
  'username',
];
