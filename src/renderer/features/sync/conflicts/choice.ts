import type { ConflictField } from '../../../../shared/contract/sync';
import type { FieldGroup } from '../names/field-kind';

type Value = ConflictField['base'];

/** Whose value of a field is taken; `own` is a third one, written by the person who decides. */
export type Choice =
  { readonly take: 'mine' | 'theirs' } | { readonly take: 'own'; readonly value: Value };

/** What was chosen so far, by the name of the field group. */
export type Choices = { readonly [group: string]: Choice };

/** What `sync.resolve` is told. */
export type Take = 'mine' | 'theirs' | { readonly [field: string]: Value };

/** Whether every field of the conflict has been decided about. */
export function isDecided(groups: readonly FieldGroup[], choices: Choices): boolean {
  return groups.every(({ name }) => choices[name] !== undefined);
}

/** The decision as it is sent: whole where everything is one side's, otherwise value by value. */
export function takeOf(groups: readonly FieldGroup[], choices: Choices): Take {
  const taken = new Set(groups.map(({ name }) => choices[name]?.take));
  if (taken.size === 1 && taken.has('mine')) return 'mine';
  if (taken.size === 1 && taken.has('theirs')) return 'theirs';
  return Object.fromEntries(
    groups.flatMap(({ name, fields }) => {
      const choice = choices[name] ?? { take: 'theirs' };
      return fields.map((field, at) => [field.field, valueOf(field, choice, at === 0)] as const);
    }),
  );
}

function valueOf(field: ConflictField, choice: Choice, isFirst: boolean): Value {
  if (choice.take !== 'own') return field[choice.take];
  // An own score is given when this person graded; what goes with it is theirs too.
  return isFirst ? choice.value : field.mine;
}
