import type { z } from 'zod';
import { fail } from '../../../shared/kernel/errors';

/**
 * Checks the fields of a patch by the domain's schema of the whole thing and returns them cleaned
 * (titles in NFC, single spaces). Fails with `bad_input` that names every field in question.
 */
export function checkFields<S extends z.ZodRawShape, P extends object>(
  schema: z.ZodObject<S>,
  patch: P,
  what: string,
): P {
  const parsed = schema.partial().safeParse(patch);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.map(String).join('.')}: ${issue.message}`,
    );
    fail('bad_input', `${what} cannot be changed so: ${problems.join('; ')}. Nothing was changed.`, {
      problems,
    });
  }
  // The contract typed the patch and the domain kept its keys; only their values were cleaned.
  return parsed.data as unknown as P;
}
