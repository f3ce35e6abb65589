import { parseRosterRow, type RosterPerson } from '../../../shared/domain/people';
import type { RosterRow } from './roster-row';

/** What a roster would do, row by row; nothing is stored yet. */
export type RosterPlan = {
  readonly added: readonly RosterPerson[];
  readonly changed: readonly RosterPerson[];
  readonly unchanged: number;
  readonly problems: readonly { readonly line: number; readonly message: string }[];
};

/**
 * Compares a roster with the people there are. A row with a problem is left out and reported; a
 * roster without an address leaves the address that is known. Of two rows for one person the
 * first counts.
 */
export function compareRoster(
  rows: readonly RosterRow[],
  known: ReadonlyMap<string, RosterPerson>,
): RosterPlan {
  const added: RosterPerson[] = [];
  const changed: RosterPerson[] = [];
  const problems: { line: number; message: string }[] = [];
  const firstLines = new Map<string, number>();
  let unchanged = 0;
  for (const { line, ...row } of rows) {
    const parsed = parseRosterRow(row);
    if (!parsed.ok) {
      const message = parsed.error.map((one) => `${one.field}: ${one.message}`).join('; ');
      problems.push({ line, message });
      continue;
    }
    const person = parsed.value;
    const earlier = firstLines.get(person.userId);
    if (earlier !== undefined) {
      problems.push({ line, message: `${person.userId} stands on line ${earlier} already` });
      continue;
    }
    firstLines.set(person.userId, line);
    const before = known.get(person.userId);
    if (!before) added.push(person);
    else if (differs(before, person))
      changed.push({ ...person, email: person.email ?? before.email });
    else unchanged += 1;
  }
  return { added, changed, unchanged, problems };
}

function differs(before: RosterPerson, after: RosterPerson): boolean {
  if (before.name !== after.name) return true;
  return after.email !== null && before.email !== after.email;
}
