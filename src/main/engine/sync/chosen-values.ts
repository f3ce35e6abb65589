import { roundScore } from '../../../shared/domain/scoring/round-score';
import type { FieldConflict } from '../../../shared/domain/sync/merge';
import type { FieldValue } from '../../../shared/domain/sync/values';
import type { JsonValue } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';
import { checkValue } from '../history/check-value';
import type { ColumnKind } from './sync-table';
import { findSyncTable } from './tables';

const families = {
  text: 'text?',
  int: 'whole?',
  real: 'number?',
  bool: 'flag?',
  time: 'instant?',
  json: 'json?',
  list: 'list?',
} as const satisfies { readonly [kind in ColumnKind]: string };

/** How a conflict is decided, as it was typed. */
export type Given = 'mine' | 'theirs' | { readonly [field: string]: JsonValue };

/**
 * What a person chose, as its columns hold it (instants in UTC), and what is wrong with each value
 * that its column does not take, so that neither this file nor the server has to refuse it.
 * `mostOf` gives the greatest score of a field that is one.
 */
export function chosenValues(
  given: Exclude<Given, string>,
  table: string,
  conflicts: readonly FieldConflict[],
  mostOf: (field: string) => number | undefined,
): {
  readonly take: { readonly [field: string]: FieldValue };
  readonly problems: readonly string[];
} {
  const kinds = new Map(findSyncTable(table)?.columns.map(({ name, kind }) => [name, kind]));
  const problems: string[] = [];
  const take: { [field: string]: FieldValue } = {};
  for (const [field, value] of Object.entries(given)) {
    const { base, mine, theirs } = conflicts.find((one) => one.field === field) ?? {};
    // What stands on either side already, or stood, is not judged.
    const known = [base, mine, theirs].find((one) => one !== undefined && one === value);
    const kind = kinds.get(field) ?? 'text';
    const checked = known === undefined ? chosenValue(value, kind, mostOf(field)) : ok(known);
    if (checked.ok) take[field] = checked.value;
    else problems.push(`${field} ${checked.error}, not ${JSON.stringify(value)}`);
  }
  return { take, problems };
}

/** Booleans may come as 0 or 1, lists and other JSON as their text, as a conflict shows them. */
function chosenValue(
  value: JsonValue,
  kind: ColumnKind,
  most: number | undefined,
): Result<FieldValue, string> {
  const isText = kind === 'json' || kind === 'list';
  const meant = isText ? parsed(value) : plain(value, kind);
  if (meant === undefined) return err('takes JSON, such as ["a"] or {"a": 1}');
  const checked = checkValue(meant, families[kind]);
  if (!checked.ok) return checked;
  if (most !== undefined && typeof meant === 'number' && !isScore(meant, most))
    return err(`takes a score from 0 to ${most}, with at most two decimals`);
  return ok(asHeld(checked.value, kind));
}

function isScore(score: number, most: number): boolean {
  return score >= 0 && score <= most && roundScore(score) === score;
}

function plain(value: JsonValue, kind: ColumnKind): JsonValue {
  return kind === 'bool' && (value === 0 || value === 1) ? value === 1 : value;
}

function parsed(value: JsonValue): JsonValue | undefined {
  if (typeof value !== 'string') return value;
  try {
    // JSON.parse makes JSON values, whatever it is given.
    return JSON.parse(value) as JsonValue;
  } catch {
    return undefined;
  }
}

function asHeld(value: JsonValue, kind: ColumnKind): FieldValue {
  if (value === null) return null;
  if (typeof value === 'boolean' && kind === 'bool') return Number(value);
  const isPlain = kind !== 'json' && (typeof value === 'string' || typeof value === 'number');
  return isPlain ? value : JSON.stringify(value);
}
