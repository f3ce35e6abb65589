import { sameValue, type Fields, type FieldValue } from './values';

/** One field that two people changed to different values. */
export type FieldConflict = {
  readonly field: string;
  /** What both started from. */
  readonly base: FieldValue;
  readonly mine: FieldValue;
  readonly theirs: FieldValue;
};

/** What is to be written on the server, and what a person has to decide. */
export type Merge = { readonly write: Fields; readonly conflicts: readonly FieldConflict[] };

export type MergeInput = {
  readonly base: Fields;
  readonly mine: Fields;
  /** The server's row now. */
  readonly theirs: Fields;
  /** Fields that mean something only together. */
  readonly together: readonly (readonly string[])[];
  /** Fields that hold JSON. */
  readonly structured: readonly string[];
};

/**
 * Three-way merge of the fields of one operation: a field the server still has as it was is
 * written, one that is there already (or that nobody changed) is left, anything else is a conflict. A conflict holds back
 * the fields that belong together with it and touches no other.
 */
export function mergeFields(input: MergeInput): Merge {
  const { mine, together } = input;
  const write: { [field: string]: FieldValue } = {};
  const conflicts: FieldConflict[] = [];
  for (const group of groupsOf(Object.keys(mine), together)) {
    const states = group.map((field) => compare(field, input));
    if (states.some((state) => state.kind === 'conflict')) {
      for (const { kind, ...values } of states) if (kind !== 'same') conflicts.push(values);
      continue;
    }
    for (const state of states) if (state.kind === 'write') write[state.field] = state.mine;
  }
  return { write, conflicts };
}

type Compared = FieldConflict & { readonly kind: 'same' | 'write' | 'conflict' };

function compare(field: string, { base, mine, theirs, structured }: MergeInput): Compared {
  const values = {
    field,
    base: base[field] ?? null,
    mine: mine[field] ?? null,
    theirs: theirs[field] ?? null,
  };
  const isJson = structured.includes(field);
  // Who chose what the server had then has changed nothing, whatever it has by now.
  const isNoChange = sameValue(values.mine, values.base, isJson);
  if (isNoChange || sameValue(values.theirs, values.mine, isJson))
    return { ...values, kind: 'same' };
  const unchanged = sameValue(values.theirs, values.base, isJson);
  return { ...values, kind: unchanged ? 'write' : 'conflict' };
}

/** The fields in their groups; a field without company is a group of its own. */
function groupsOf(
  fields: readonly string[],
  together: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const grouped = together.map((group) => fields.filter((field) => group.includes(field)));
  const alone = fields.filter((field) => !together.some((group) => group.includes(field)));
  return [...grouped.filter((group) => group.length > 0), ...alone.map((field) => [field])];
}
