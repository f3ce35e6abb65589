import type { FieldConflict } from './merge';
import { sameValue, type Fields, type FieldValue } from './values';

/** How a person decides a conflict: whole, or by values for fields. */
export type Take = 'mine' | 'theirs' | Fields;

/** A decided conflict: fields that stay as the person wrote them, and values for the others. */
export type Choice = { readonly mine: readonly string[]; readonly other: Fields };

export type ChooseInput = {
  readonly conflicts: readonly FieldConflict[];
  /** Fields that mean something only together. */
  readonly together: readonly (readonly string[])[];
  /** Fields that hold an instant. */
  readonly times: readonly string[];
  /** When it is decided, ISO-8601. */
  readonly at: string;
};

/**
 * What each field of a conflict is to be. A field that the person did not name follows those it
 * belongs together with: mine where all of them are mine, else theirs, and an instant where one of
 * them has a new value is the instant of the decision.
 */
export function choose(take: Take, input: ChooseInput): Choice {
  const { conflicts } = input;
  if (take === 'mine') return { mine: conflicts.map(({ field }) => field), other: {} };
  const mine: string[] = [];
  const other: { [field: string]: FieldValue } = {};
  for (const conflict of conflicts) {
    const value = take === 'theirs' ? conflict.theirs : valueFor(conflict, take, input);
    if (sameValue(value, conflict.mine)) mine.push(conflict.field);
    else other[conflict.field] = value;
  }
  return { mine, other };
}

function valueFor(conflict: FieldConflict, take: Fields, input: ChooseInput): FieldValue {
  const { field, mine, theirs } = conflict;
  const given = take[field];
  if (given !== undefined) return given;
  const company = input.together.find((group) => group.includes(field)) ?? [];
  const decided = input.conflicts.filter((one) => company.includes(one.field) && one.field in take);
  if (decided.length === 0) return theirs;
  if (decided.every((one) => sameValue(take[one.field] ?? null, one.mine))) return mine;
  const isNew = decided.some((one) => !sameValue(take[one.field] ?? null, one.theirs));
  return isNew && input.times.includes(field) ? input.at : theirs;
}
