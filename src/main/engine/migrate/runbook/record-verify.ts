import type { CallContext } from '../../context';
import { addEvent } from './audit-store';
import { withSubject } from './subject';

/** Writes the outcome of a verify into the history of a server; what complained is named. */
export async function recordVerify(
  context: CallContext,
  database: string | undefined,
  answer: {
    readonly ok: boolean;
    readonly checks: readonly {
      readonly name: string;
      readonly ok: boolean;
      readonly complaints: number;
    }[];
  },
): Promise<void> {
  const failing = answer.checks.filter((check) => !check.ok);
  const complaints = Object.fromEntries(failing.map((check) => [check.name, check.complaints]));
  await withSubject(context, database, (subject) =>
    // Looking at a database never makes a table in it.
    addEvent(
      context,
      subject,
      { kind: 'verify', detail: { ok: answer.ok, complaints } },
      { mayCreate: false },
    ),
  );
}
