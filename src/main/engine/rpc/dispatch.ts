import type { z } from 'zod';
import { findMethod } from '../../../shared/contract';
import { failure, FailureError, type Failure } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';
import type { CallContext } from '../context';
import { sqliteCode, sqliteFailure } from '../storage/sqlite-errors';
import type { EngineHandlers, Handler } from './handlers';
import type { Method } from '../../../shared/contract/define';

/**
 * Runs one call: parse the input, run the handler, parse the output. Everything that can come
 * back is a value; a bug becomes an `internal` failure whose reference is in the log.
 */
export async function dispatch(
  handlers: EngineHandlers,
  name: string,
  input: unknown,
  context: CallContext,
): Promise<Result<unknown, Failure>> {
  const method = findMethod(name);
  if (!method) return err(failure('usage', `There is no call ${name}.`));
  const parsed = method.input.safeParse(input);
  if (!parsed.success) return err(inputFailure(name, parsed.error));
  try {
    const handler = await findHandler(handlers, name);
    const result = await handler(parsed.data, context);
    return result.ok ? ok(method.output.parse(result.value)) : result;
  } catch (error) {
    return err(toFailure(error, name, context));
  }
}

async function findHandler(handlers: EngineHandlers, name: string): Promise<Handler<Method>> {
  const [topicName = '', methodName = ''] = name.split('.');
  // findMethod has found the name in the contract, and EngineHandlers has the contract's keys.
  const load = handlers[topicName as keyof EngineHandlers];
  const topic = (await load()) as unknown as Record<string, Handler<Method>>;
  const handler = topic[methodName];
  if (!handler) throw new Error(`${name} is in the contract but has no handler`);
  return handler;
}

function inputFailure(name: string, error: z.ZodError): Failure {
  const problems = error.issues.map((issue) => {
    const path = issue.path.map(String).join('.');
    return path === '' ? issue.message : `${path}: ${issue.message}`;
  });
  return failure(
    'bad_input',
    `${name} was given something it cannot use: ${problems.join('; ')}. Nothing was changed.`,
    {
      problems,
    },
  );
}

function toFailure(error: unknown, name: string, context: CallContext): Failure {
  if (error instanceof FailureError) return error.failure;
  if (context.signal.aborted && error instanceof Error && error.name === 'AbortError') {
    return failure('cancelled', 'Cancelled. What was stored before is kept.');
  }
  const known = sqliteFailure(error, context.workspace.file) ?? missingStep(error);
  if (known) return known;
  const reference = context.log.bug(name, error);
  return {
    ...failure(
      'internal',
      `Lectern has a fault in ${name}. Nothing of this call was stored; the log has the details under ${reference}.`,
    ),
    reference,
  };
}

/** A workspace whose steps were taken back lacks tables: that is a state, not a bug. */
function missingStep(error: unknown): Failure | undefined {
  if (sqliteCode(error) !== 'SQLITE_ERROR' || !(error instanceof Error)) return undefined;
  const missing = /no such (?:table|column): (\S+)/.exec(error.message)?.[1];
  if (missing === undefined) return undefined;
  return failure(
    'refused',
    `This needs ${missing}, which the workspace does not have at its present step. Nothing was changed. Apply the pending steps first (Database, or: migrate up).`,
    { missing },
  );
}
