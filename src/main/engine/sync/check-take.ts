import type { Take } from '../../../shared/domain/sync/choose';
import { fail } from '../../../shared/kernel/errors';
import type { EngineContext } from '../context';
import { sqliteCode } from '../storage/sqlite-errors';
import { chosenValues, type Given } from './chosen-values';
import { describeRow } from './describe-row';
import type { OutboxRow } from './local/outbox-repository';

/**
 * A decision as its columns hold it. Refuses what cannot be decided: fields that are not in
 * conflict, half of a removal, and values of one's own that a field does not take. Fails with
 * `bad_input`; nothing is decided then.
 */
export function checkTake(context: EngineContext, op: OutboxRow, given: Given): Take {
  if (typeof given === 'string') return given;
  const title = describeRow(context.workspace.read, op.table, op.key, op.fields);
  if (op.kind === 'delete')
    refuse(op, `${title} was removed here and changed there: take mine or theirs`);
  const known = (op.detail.fields ?? []).map(({ field }) => field);
  const stranger = Object.keys(given).find((name) => !known.includes(name));
  if (stranger !== undefined || Object.keys(given).length === 0) {
    const what = stranger === undefined ? 'No field was named' : `${stranger} is not in conflict`;
    refuse(op, `${what} on ${title}; in conflict are ${known.join(', ')}`);
  }
  const { take, problems } = chosenValues(given, op.table, op.detail.fields ?? [], (field) =>
    mostOf(context, op, field),
  );
  if (problems.length > 0) refuse(op, `${title}: ${problems.join('; ')}`);
  return take;
}

/** Runs the decision. A value of the right kind can still break a rule of the table: bad input. */
export function refusingValues(op: OutboxRow, decide: () => void): void {
  try {
    decide();
  } catch (error) {
    if (!sqliteCode(error).startsWith('SQLITE_CONSTRAINT') || !(error instanceof Error))
      throw error;
    refuse(op, `${op.table} does not allow this: ${error.message}`);
  }
}

function refuse(op: OutboxRow, why: string): never {
  return fail('bad_input', `${why}. Nothing was decided.`, { op: op.opId });
}

/** The most points that a score in conflict may be; undefined for any other field. */
function mostOf({ workspace }: EngineContext, op: OutboxRow, field: string): number | undefined {
  if (op.table !== 'AssignmentSubmission' || field !== 'score') return undefined;
  const found = workspace.read.first(
    workspace.read.from
      .selectFrom('AssignmentSubmission as s')
      .innerJoin('Assignment as a', 'a.id', 's.assignmentId')
      .select('a.maxPoints')
      .where('s.id', '=', op.key),
  );
  return found?.maxPoints;
}
