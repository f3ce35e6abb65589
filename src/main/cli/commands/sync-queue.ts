import { readFileSync } from 'node:fs';
import type { EngineClient } from '../../../shared/contract';
import { syncActions, type ConflictField } from '../../../shared/contract/sync';
import { failure } from '../../../shared/kernel/errors';
import { done, required, table, text, unwrap, usageError, withComplaints } from '../answers';
import { CommandFailure, type Command } from '../command';

const conflicts: Command = {
  name: 'sync conflicts',
  summary: 'List what somebody else changed as well, with base, mine and theirs.',
  usage: '',
  options: {},
  positionals: [0, 0],
  opens: 'read',
  run: async ({ client }) => {
    const answer = unwrap(await client.sync.conflicts({}));
    const mine = answer.conflicts.map((one) =>
      [
        `${one.op}  ${one.title} (${one.reason}: ${one.actions.join(', ')})`,
        one.message,
        fieldsText(one.fields),
      ]
        .filter((line) => line !== '')
        .join('\n'),
    );
    const others = answer.others.map(
      (one) => `${one.who} has a conflict on ${one.title}\n${fieldsText(one.fields)}`,
    );
    const lines = [...mine, ...others].join('\n\n');
    if (answer.conflicts.length === 0) return done(answer, lines === '' ? 'No conflicts.' : lines);
    return withComplaints(
      answer,
      `${lines}\n\nDecide with: sync resolve OP --take mine|theirs|FILE, or sync act OP ${syncActions.join('|')}`,
    );
  },
};

function fieldsText(fields: readonly ConflictField[]): string {
  if (fields.length === 0) return '';
  const lines = fields.map(({ field, base, mine, theirs }) => [field, base, mine, theirs]);
  return table([
    ['  field', 'base', 'mine', 'theirs'],
    ...lines.map(([f, ...r]) => [`  ${f}`, ...r.map(value)]),
  ]);
}

function value(of: string | number | null | undefined): string | number | null {
  return of ?? null;
}

const resolve: Command = {
  name: 'sync resolve',
  summary: 'Decide a conflict: mine, theirs, or a file with the values of its fields.',
  usage:
    'OP --take mine|theirs|FILE\n\nFILE holds a JSON object of field values, such as {"score": 88}.',
  options: { take: { type: 'string' } },
  positionals: [1, 1],
  opens: 'write',
  run: async ({ positionals: [op = ''], options, client }) => {
    const take = required(options, 'take');
    const chosen = take === 'mine' || take === 'theirs' ? take : valuesIn(take);
    const answer = unwrap(await client.sync.resolve({ op, take: chosen }));
    const next =
      answer.state === 'queued'
        ? 'It goes to the server with the next sync.'
        : 'The values chosen stand here, and go to the server where it has others.';
    return done(answer, `${answer.op}: ${answer.state}. ${next}`);
  },
};

type Values = Exclude<Parameters<EngineClient['sync']['resolve']>[0]['take'], string>;
type Json = Values[string];

function valuesIn(file: string): Values {
  const parsed = parseJson(readText(file), file);
  if (isObject(parsed)) return parsed;
  return badInput(
    file,
    `${file} is not a JSON object of field values. Nothing was changed. It looks like {"score": 88, "feedback": "…"}.`,
  );
}

function isObject(json: Json): json is Values {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return badInput(
      file,
      `${file} cannot be read (${why}). Nothing was changed. --take is mine, theirs, or a file with the values.`,
    );
  }
}

function parseJson(content: string, file: string): Json {
  try {
    // Editors on Windows put a mark before the text.
    // JSON.parse makes JSON values, whatever it is given.
    return JSON.parse(content.replace(/^\uFEFF/, '')) as Json;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return badInput(file, `${file} is not JSON (${why}). Nothing was changed.`);
  }
}

function badInput(file: string, message: string): never {
  throw new CommandFailure(failure('bad_input', message, { file }), { file });
}

const outbox: Command = {
  name: 'sync outbox',
  summary: 'List what is queued for the server and what waits for a decision.',
  usage: '[--limit N] [--after N]',
  options: { limit: { type: 'string' }, after: { type: 'string' } },
  positionals: [0, 0],
  opens: 'read',
  run: async ({ options, client }) => {
    const limit = wholeNumber('limit', text(options, 'limit'), 1, 500);
    const after = wholeNumber('after', text(options, 'after'), 0, Number.MAX_SAFE_INTEGER);
    const answer = unwrap(await client.sync.outbox({ limit, after }));
    const lines = answer.items.map((one) => [
      one.state,
      one.op,
      one.title,
      one.reason,
      one.actions.join(', '),
      one.message,
    ]);
    const more =
      answer.next === null
        ? []
        : [`${answer.items.length} of ${answer.total}; the next: --after ${answer.next}`];
    const waits = answer.items.some(({ state }) => state === 'parked' || state === 'conflicted');
    const shown = lines.length === 0 ? 'Nothing is queued.' : [table(lines), ...more].join('\n');
    return (waits ? withComplaints : done)(answer, shown);
  },
};

function wholeNumber(
  name: string,
  given: string | undefined,
  least: number,
  most: number,
): number | undefined {
  if (given === undefined) return undefined;
  const number = Number(given);
  if (given.trim() !== '' && Number.isInteger(number) && number >= least && number <= most) {
    return number;
  }
  return usageError(
    `--${name} takes a whole number ${most > 1000 ? `of at least ${least}` : `from ${least} to ${most}`}.`,
  );
}

const act: Command = {
  name: 'sync act',
  summary: 'Try a parked operation again, make its row again, or give it up.',
  usage: `OP ${syncActions.join('|')}`,
  options: {},
  positionals: [2, 2],
  opens: 'write',
  run: async ({ positionals: [op = '', word = ''], client }) => {
    const action = syncActions.find((known) => known === word);
    if (!action) return usageError(`“${word}” is not one of ${syncActions.join(', ')}.`);
    const answer = unwrap(await client.sync.act({ op, action }));
    return done(answer, `${answer.op}: ${answer.state}.`);
  },
};

/** What waits in the queue. */
export const syncQueueCommands: readonly Command[] = [conflicts, resolve, outbox, act];
