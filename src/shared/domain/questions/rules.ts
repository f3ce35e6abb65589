import type { z } from 'zod';
import type { QuestionProblemCode } from './problems';

export type RuleContext = z.RefinementCtx;
export type RulePath = readonly (string | number)[];

/** Reports a broken rule between fields at its place, with the code that programs switch on. */
export function complain(
  context: RuleContext,
  code: QuestionProblemCode,
  path: RulePath,
  message: string,
): void {
  context.addIssue({ code: 'custom', path: [...path], message, params: { code } });
}

/** Every id may occur once; the second occurrence is reported where it stands. */
export function requireUniqueIds(
  context: RuleContext,
  parts: readonly { readonly id: string }[],
  path: RulePath,
): ReadonlySet<string> {
  const seen = new Set<string>();
  parts.forEach(({ id }, index) => {
    if (seen.has(id)) {
      complain(context, 'duplicate_id', [...path, index, 'id'], `The id "${id}" is used twice`);
    }
    seen.add(id);
  });
  return seen;
}

/** Reports an id that names nothing in the question. */
export function requireKnownId(
  context: RuleContext,
  known: ReadonlySet<string>,
  id: string,
  path: RulePath,
  what: string,
): void {
  if (!known.has(id)) complain(context, 'unknown_id', path, `There is no ${what} "${id}"`);
}

/** The best accepted answer must be worth everything, or nobody could reach full points. */
export function requireFullWeight(
  context: RuleContext,
  accepted: readonly { readonly weight: number }[],
  path: RulePath,
): void {
  if (accepted.some(({ weight }) => weight === 1)) return;
  complain(context, 'no_right_answer', path, 'At least one accepted answer must have weight 1');
}
