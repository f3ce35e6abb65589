import { resolve } from 'node:path';
import {
  checklistItems,
  type ChecklistAnswer,
  type ChecklistItemName,
  type MigrationEventAnswer,
} from '../../../shared/contract/migrate-runbook';
import { done, flag, required, table, text, unwrap, usageError, withComplaints } from '../answers';
import type { Command } from '../command';

const backup: Command = {
  name: 'migrate backup',
  summary: 'Backs a database up, and restores the backup to prove it.',
  usage: '--out FILE',
  options: { out: { type: 'string' } },
  positionals: [0, 0],
  opens: 'read',
  takesDatabase: true,
  run: async ({ client, database, options, signal }) => {
    const out = resolve(required(options, 'out'));
    const answer = unwrap(await client.migrate.backup({ database, out }, { signal }));
    const rows = Object.values(answer.counts).reduce((sum, count) => sum + count, 0);
    const size = `${answer.bytes} bytes, ${rows} rows of ${Object.keys(answer.counts).length} tables`;
    return done(answer, `${answer.file} (${size})\n${answer.proof}`);
  },
};

const history: Command = {
  name: 'migrate history',
  summary: 'What was done to a database, newest first.',
  usage:
    '[--limit N] [--kind apply|revert|retry|fail|verify|backup|archive|restore|tick|override|...]',
  options: { limit: { type: 'string' }, kind: { type: 'string' } },
  positionals: [0, 0],
  opens: 'read',
  takesDatabase: true,
  run: async ({ client, database, options }) => {
    const wanted = { database, kind: text(options, 'kind'), limit: limit(text(options, 'limit')) };
    const { events } = unwrap(await client.migrate.history(wanted));
    const lines = table(events.map(eventRow));
    return done({ events }, events.length === 0 ? 'Nothing has been done yet.' : lines);
  },
};

function limit(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  const fits = Number.isInteger(number) && number >= 1 && number <= 100_000;
  return fits ? number : usageError('--limit is a whole number from 1 to 100000.');
}

function eventRow({ at, who, kind, step, detail }: MigrationEventAnswer): readonly string[] {
  const facts = JSON.stringify(detail);
  const short = facts.length > 160 ? `${facts.slice(0, 159)}…` : facts;
  return [at, who, kind, step ?? '', facts === '{}' ? '' : short];
}

const checklist: Command = {
  name: 'migrate checklist',
  summary: 'What has to be done before steps are applied; ticks an item.',
  usage: `[--tick ITEM --note TEXT [--take-back]]\n\nITEM: ${checklistItems.join(', ')}`,
  options: {
    tick: { type: 'string' },
    note: { type: 'string' },
    'take-back': { type: 'boolean' },
  },
  positionals: [0, 0],
  opens: 'read',
  writesWith: 'tick',
  takesDatabase: true,
  run: async ({ client, database, options }) => {
    const named = text(options, 'tick');
    if (named === undefined) {
      if (text(options, 'note') !== undefined) usageError('--note goes with --tick ITEM.');
      return shown(unwrap(await client.migrate.checklist({ database })));
    }
    const note = required(options, 'note').trim();
    if (note === '') usageError('--note is empty: say what was done.');
    const tick = { database, item: item(named), note, done: !flag(options, 'take-back') };
    return shown(unwrap(await client.migrate.tick(tick)));
  },
};

function item(named: string): ChecklistItemName {
  const found = checklistItems.find((one) => one === named);
  return (
    found ?? usageError(`There is no item ${named}. The items are: ${checklistItems.join(', ')}.`)
  );
}

function shown(answer: ChecklistAnswer) {
  const rows = answer.items.map((one) => [
    one.ok ? 'ok' : 'open',
    one.name,
    one.by === null ? one.note : `${one.note} (${one.by}, ${one.at ?? ''})`,
  ]);
  const open = answer.items.filter((one) => !one.ok).length;
  const gate = answer.gated ? 'Steps wait for them, because the server holds data.' : '';
  const end = open === 0 ? 'All items are green.' : `${open} items are open. ${gate}`.trim();
  return done(answer, `${table(rows)}\n${end}`);
}

const rehearse: Command = {
  name: 'migrate rehearse',
  summary: 'Tries the pending steps and the way back on a copy on the same server.',
  usage: '',
  options: {},
  positionals: [0, 0],
  opens: 'read',
  takesDatabase: true,
  run: async ({ client, database, signal }) => {
    const answer = unwrap(await client.migrate.rehearse({ database }, { signal }));
    const finish = answer.ok ? done : withComplaints;
    const steps = answer.applied.map(
      (step) => `applied ${step.name} (${step.durationMs} ms, ${step.rows} rows)`,
    );
    return finish(answer, [...steps, answer.summary].join('\n'));
  },
};

const report: Command = {
  name: 'migrate report',
  summary: 'Writes checks, steps, checklist and history to a page (.html) or as data (.json).',
  usage: 'FILE',
  options: {},
  positionals: [1, 1],
  opens: 'read',
  takesDatabase: true,
  run: async ({ client, database, positionals: [file = ''], signal }) => {
    const wanted = { database, file: resolve(file) };
    const answer = unwrap(await client.migrate.report(wanted, { signal }));
    const finish = answer.ok ? done : withComplaints;
    const verdict = answer.ok ? 'every check passes' : 'checks complain';
    return finish(answer, `${answer.file} (${answer.bytes} bytes): ${verdict}`);
  },
};

/** What surrounds the steps: backup, checklist, history, report. */
export const runbookCommands: readonly Command[] = [backup, rehearse, checklist, history, report];
