import { resolve } from 'node:path';
import { done, list, required, table, text, unwrap, usageError, withComplaints } from '../answers';
import type { Command, CommandOutcome, ParsedOptions } from '../command';
import { exitCodes } from '../exit-codes';
import { checksText } from './checks-text';

const status: Command = {
  name: 'migrate status',
  summary: 'Lists the steps, what is applied, and where the schema differs.',
  usage: '',
  options: {},
  positionals: [0, 0],
  opens: 'read',
  run: async ({ client }) => {
    const answer = unwrap(await client.migrate.status({}));
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
  usage: '[--to STEP]',
  options: { to: { type: 'string' } },
  positionals: [0, 0],
  opens: 'read',
  run: async ({ client, options }) => {
    const answer = unwrap(await client.migrate.plan({ to: text(options, 'to') }));
    const steps = answer.steps.map(
      (step) => `-- ${step.name} (${step.rows} rows)\n${step.sql.join('\n')}`,
    );
    return done(answer, steps.length === 0 ? 'Nothing is pending.' : steps.join('\n\n'));
  },
};

const up: Command = {
  name: 'migrate up',
  summary: 'Applies pending steps, each with its check.',
  usage: '[--to STEP]',
  options: { to: { type: 'string' } },
  positionals: [0, 0],
  opens: 'write',
  run: async ({ client, options, signal }) => {
    const answer = unwrap(await client.migrate.up({ to: text(options, 'to') }, { signal }));
    const steps = answer.applied.map(
      (step) => `applied ${step.name} (${step.durationMs} ms, ${step.rows} rows)`,
    );
    const { failed, untouched } = answer;
    const lines = [...steps, ...untouched.samples.map((sample) => `changed: ${sample}`)];
    if (failed) {
      const message = `failed  ${failed.name}: ${failed.message}\nIt left nothing behind; the steps above stand.`;
      return { exit: exitCodes.stepFailed, json: answer, text: [...lines, message].join('\n') };
    }
    const finish = untouched.ok ? done : withComplaints;
    return finish(answer, lines.length === 0 ? 'Nothing is pending.' : lines.join('\n'));
  },
};

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
  run: async ({ client, options }) => {
    const answer = unwrap(
      await client.migrate.down({
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
  run: async ({ client, positionals: [file = ''] }) => {
    const answer = unwrap(await client.migrate.restoreArchive({ file: resolve(file) }));
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
  run: async ({ client }): Promise<CommandOutcome> => {
    const answer = unwrap(await client.migrate.verify({}));
    const finish = answer.ok ? done : withComplaints;
    return finish(answer, checksText(answer.checks));
  },
};

/** The steps of the plan on a workspace. */
export const migrateCommands: readonly Command[] = [status, plan, up, down, restore, verify];
