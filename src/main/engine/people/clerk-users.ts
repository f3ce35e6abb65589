import { z } from 'zod';
import { err, ok, type Result } from '../../../shared/kernel/result';
import { jsonRecordLines } from './json-record-lines';
import type { RosterRow } from './roster-row';

const text = z.string().nullish();

/** What we read of a user in Clerk's export or API answer; the rest is passed over. */
const clerkUser = z.object({
  id: text,
  external_id: text,
  userId: text,
  name: text,
  first_name: text,
  last_name: text,
  username: text,
  email: text,
  primary_email_address_id: text,
  email_addresses: z.array(z.object({ id: text, email_address: text })).nullish(),
});

type ClerkUser = z.output<typeof clerkUser>;

const wrapped = z.object({ data: z.array(z.unknown()) });

/**
 * Reads Clerk's users as JSON: a list, or the `{ "data": [...] }` of its API. A user of another
 * shape becomes a row without a user id, which the check of rows then reports with its line.
 */
export function clerkRows(body: string): Result<readonly RosterRow[], string> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    return err(`The file is not valid JSON (${error instanceof Error ? error.message : ''}).`);
  }
  const inner = wrapped.safeParse(value);
  const users: unknown = inner.success ? inner.data.data : value;
  if (!Array.isArray(users)) return err('The JSON holds no list of users.');
  const lines = jsonRecordLines(body, inner.success ? 2 : 1);
  return ok(users.map((user: unknown, index) => toRow(user, lines[index] ?? 1)));
}

function toRow(value: unknown, line: number): RosterRow {
  const parsed = clerkUser.safeParse(value);
  if (!parsed.success) return { line, userId: '', name: '', email: null };
  const user = parsed.data;
  const full = [user.first_name, user.last_name].filter(Boolean).join(' ');
  return {
    line,
    userId: user.userId ?? user.id ?? user.external_id ?? '',
    name: user.name || full || user.username || '',
    email: primaryEmail(user),
  };
}

function primaryEmail(user: ClerkUser): string | null {
  const addresses = user.email_addresses ?? [];
  const primary = addresses.find(({ id }) => id && id === user.primary_email_address_id);
  return user.email ?? (primary ?? addresses[0])?.email_address ?? null;
}
