import type { z } from 'zod';

/** What can be wrong with a question; the import's preview and scripts switch on these. */
export const questionProblemCodes = [
  'missing',
  'bad_shape',
  'bad_text',
  'too_few',
  'too_many',
  'out_of_range',
  'unknown_field',
  'unknown_type',
  'duplicate_id',
  'unknown_id',
  'no_right_answer',
  'weights_sum',
  'incomplete',
  'blank_mismatch',
] as const;

export type QuestionProblemCode = (typeof questionProblemCodes)[number];

/** One thing wrong with a question: where (`options[1].text`), what, in words a person can act on. */
export type QuestionProblem = {
  readonly code: QuestionProblemCode;
  readonly path: string;
  readonly message: string;
};

type Issue = z.core.$ZodIssue;

/** Writes a path as `correctAnswer.weights.b` or `options[1].text`; the whole value is "". */
export function formatPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else text += text === '' ? String(key) : `.${String(key)}`;
  }
  return text;
}

function isKnownCode(code: unknown): code is QuestionProblemCode {
  return questionProblemCodes.some((known) => known === code);
}

const plainNames: { readonly [zodName: string]: string } = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
};

type Described = readonly [QuestionProblemCode, string];

function describeType(issue: Extract<Issue, { code: 'invalid_type' }>): Described {
  const expected = plainNames[issue.expected] ?? issue.expected;
  if (issue.input === undefined) return ['missing', `This is missing; it must be ${expected}`];
  if (typeof issue.input === 'number' && !Number.isFinite(issue.input)) {
    return ['out_of_range', 'This is not a finite number'];
  }
  return ['bad_shape', `This must be ${expected}`];
}

function describeSize(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): Described {
  const small = issue.code === 'too_small';
  const bound = small ? issue.minimum : issue.maximum;
  if (issue.origin === 'array') {
    return small
      ? ['too_few', `This list needs ${bound} or more entries`]
      : ['too_many', `This list may have at most ${bound} entries`];
  }
  return ['out_of_range', `This must be ${small ? 'at least' : 'at most'} ${bound}`];
}

function describe(issue: Issue): Described {
  switch (issue.code) {
    case 'invalid_type':
      return describeType(issue);
    case 'too_small':
    case 'too_big':
      return describeSize(issue);
    case 'unrecognized_keys':
      return ['unknown_field', `Unknown field: ${issue.keys.map((key) => `"${key}"`).join(', ')}`];
    case 'invalid_union':
      return ['unknown_type', 'This is not one of the known kinds'];
    case 'invalid_key':
      return ['bad_shape', issue.issues[0]?.message ?? 'This key is not allowed'];
    case 'custom': {
      const code: unknown = issue.params?.code;
      return [isKnownCode(code) ? code : 'bad_shape', issue.message];
    }
    default:
      return ['bad_shape', issue.message];
  }
}

/** Of a union's branches, the one with the fewest complaints is what the author meant. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  return branches.reduce<readonly Issue[]>(
    (best, branch) => (best.length === 0 || branch.length < best.length ? branch : best),
    [],
  );
}

function flatten(issue: Issue, base: readonly PropertyKey[]): readonly QuestionProblem[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'invalid_union') {
    const branch = closestBranch(issue.errors);
    if (branch.length > 0) return branch.flatMap((inner) => flatten(inner, path));
  }
  const [code, message] = describe(issue);
  return [{ code, path: formatPath(path), message }];
}

/** Turns what the schema found into located problems in plain English, unions resolved. */
export function toProblems(error: z.core.$ZodError): readonly QuestionProblem[] {
  return error.issues.flatMap((issue) => flatten(issue, []));
}
