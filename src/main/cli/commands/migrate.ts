import { resolve } from 'node:path';
import {
  done,
  flag,
  list,
  required,
  table,
  text,
  unwrap,
  usageError,
  withComplaints,
} from '../answers';
import type { Command, CommandOutcome, ParsedOptions } from '../command';
import { exitCodeFor, exitCodes } from '../exit-codes';
import { checksText } from './checks-text';

const status: Command = {
  name: 'migrate status',
  summary: 'Lists the steps, what is applied, and where the schema differs.',
  usage: '',
  options: {},
  positionals: [0, 0],
  opens: 'read',
  takesDatabase: true,
  run: async ({ client, database }) => {
    const answer = unwrap(await client.migrate.status({ database }));
    const steps = table(answer.steps.map((step) => [step.state, step.name, step.appliedAt]));
    const drift = answer.drift.map(
      (one) => `differs: ${one.object}: ${one.found} instead of ${one.expected}`,
    );
    return done(answer, [steps, ...drift].join('\n'));
  },
};

const plan: Command = {
  name: 'migrate plan',
  summary: 'Shows the SQL of the pending steps without running it.',
  usage: '[--to STEP] [--group plan|lectern]',
  options: { to: { type: 'string' }, group: { type: 'string' } },
  positionals: [0, 0],
  opens: 'read',
  takesDatabase: true,
  run: async ({ client, database, options }) => {
    const wanted = { database, to: text(options, 'to'), group: group(options) };
    const answer = unwrap(await client.migrate.plan(wanted));
    const steps = answer.steps.map(planText);
    return done(answer, steps.length === 0 ? 'Nothing is pending.' : steps.join('\n\n'));
  },
};

type PlannedStep = {
  readonly name: string;
  readonly sql: readonly string[];
  readonly locks: readonly { readonly table: string; readonly mode: string }[];
  readonly rows: number;
  readonly estimatedMs: number | null;
  readonly exists: boolean;
};

function planText(step: PlannedStep): string {
  if (step.exists) return `-- ${step.name}: its objects are there already; it is only recorded`;
  const time =
    step.estimatedMs === null ? '' : `, about ${Math.ceil(step.estimatedMs / 1000)} seconds`;
  const locks = step.locks.map(({ table: name, mode }) => `-- locks ${name}: ${mode}`);
  return [`-- ${step.name} (${step.rows} rows${time})`, ...locks, ...step.sql].join('\n');
}

function group(options: ParsedOptions): 'plan' | 'lectern' | undefined {
  const named = text(options, 'group');
  if (named === undefined || named === 'plan' || named === 'lectern') return named;
  return usageError('--group is plan or lectern.');
}

const up: Command = {
  name: 'migrate up',
  summary: 'Applies pending steps, each with its check.',
  usage:
    '[--to STEP] [--group plan|lectern] [--backup FILE] [--skip-checklist --reason TEXT]\n\n' +
    '--backup verifies FILE, or makes it when it is not there. A server that holds data also needs a\n' +
    'green checklist (migrate checklist), or a reason to go without that is kept in the history.',
  options: {
    to: { type: 'string' },
    group: { type: 'string' },
    backup: { type: 'string' },
    'skip-checklist': { type: 'boolean' },
    reason: { type: 'string' },
  },
  positionals: [0, 0],
  opens: 'write',
  takesDatabase: true,
  run: async ({ client, database, options, signal }) => {
    const wanted = {
      database,
      to: text(options, 'to'),
      group: group(options),
      ...applyTerms(options),
    };
    const answer = unwrap(await client.migrate.up(wanted, { signal }));
    const steps = answer.applied.map(
      (step) => `applied ${step.name} (${step.durationMs} ms, ${step.rows} rows)`,
    );
    const { failed, untouched } = answer;
    const lines = [...steps, ...untouched.samples.map((sample) => `changed: ${sample}`)];
    if (failed) {
      const message = `failed  ${failed.name}: ${failed.message}\nNothing half done was left behind; the steps above stand.`;
      // Whoever does not yield is told apart from a step that is wrong.
      const away = exitCodeFor(failed.code) === exitCodes.unavailable;
      const exit = away ? exitCodes.unavailable : exitCodes.stepFailed;
      return { exit, json: answer, text: [...lines, message].join('\n') };
    }
    const finish = untouched.ok ? done : withComplaints;
    return finish(answer, lines.length === 0 ? 'Nothing is pending.' : lines.join('\n'));
  },
};

function applyTerms(options: ParsedOptions) {
  const skipChecklist = flag(options, 'skip-checklist');
  const reason = text(options, 'reason')?.trim();
  if (skipChecklist && !reason) usageError('--skip-checklist needs --reason TEXT.');
  if (!skipChecklist && reason !== undefined) usageError('--reason goes with --skip-checklist.');
  return { backup: absolute(text(options, 'backup')), skipChecklist, reason };
}

const down: Command = {
  name: 'migrate down',
  summary: 'Reverts the steps of the plan after STEP.',
  usage: '--to STEP [--accept-loss all|TABLE,TABLE.column,...] [--archive FILE]',
  options: {
    to: { type: 'string' },
    'accept-loss': { type: 'string', multiple: true },
    archive: { type: 'string' },
  },
  positionals: [0, 0],
  opens: 'write',
  takesDatabase: true,
  run: async ({ client, database, options }) => {
    const answer = unwrap(
      await client.migrate.down({
        database,
        to: required(options, 'to'),
        acceptLoss: acceptedLoss(options),
        archive: absolute(text(options, 'archive')),
      }),
    );
    const lost = Object.entries(answer.lost).map(
      ([object, rows]) => `${answer.archive === null ? 'lost' : 'archived'} ${object}: ${rows}`,
    );
    const reverted = answer.reverted.map((name) => `reverted ${name}`);
    const lines = [...reverted, ...lost];
    return done(answer, lines.length === 0 ? 'Nothing was to be reverted.' : lines.join('\n'));
  },
};

/** The engine may run elsewhere: a path is made absolute where it was typed. */
function absolute(file: string | undefined): string | undefined {
  return file === undefined ? undefined : resolve(file);
}

function acceptedLoss(options: ParsedOptions): 'all' | string[] | undefined {
  const named = list(options, 'accept-loss').flatMap((value) => value.split(','));
  if (named.length === 0) return undefined;
  if (named.some((name) => name.trim() === '')) usageError('--accept-loss names nothing.');
  return named.includes('all') ? 'all' : named.map((name) => name.trim());
}

const restore: Command = {
  name: 'migrate restore-archive',
  summary: 'Puts back what a rollback archived.',
  usage: 'FILE',
  options: {},
  positionals: [1, 1],
  opens: 'write',
  takesDatabase: true,
  run: async ({ client, database, positionals: [file = ''] }) => {
    const wanted = { database, file: resolve(file) };
    const answer = unwrap(await client.migrate.restoreArchive(wanted));
    const rows = Object.entries(answer.restored).map(
      ([object, count]) => `restored ${object}: ${count}`,
    );
    return done(
      answer,
      rows.length === 0 ? 'The archive held nothing that was missing.' : rows.join('\n'),
    );
  },
};

const verify: Command = {
  name: 'migrate verify',
  summary: 'Runs every named check.',
  usage: '',
  options: {},
  positionals: [0, 0],
  opens: 'read',
  takesDatabase: true,
  run: async ({ client, database }): Promise<CommandOutcome> => {
    const answer = unwrap(await client.migrate.verify({ database }));
    const finish = answer.ok ? done : withComplaints;
    return finish(answer, checksText(answer.checks));
  },
};

/** The steps of the plan on a workspace. */
export const migrateCommands: readonly Command[] = [status, plan, up, down, restore, verify];
