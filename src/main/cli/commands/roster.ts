import { resolve } from 'node:path';
import { done, flag, unwrap, withComplaints } from '../answers';
import type { Command } from '../command';

const importRoster: Command = {
  name: 'roster import',
  summary: 'Bring in names and addresses of learners: CSV or a Clerk users export.',
  usage: 'FILE [--dry-run]',
  options: { 'dry-run': { type: 'boolean' } },
  positionals: [1, 1],
  opens: 'write',
  run: async ({ positionals: [file = ''], options, client }) => {
    const dryRun = flag(options, 'dry-run');
    const result = unwrap(
      await client.people.importRoster({ source: { path: resolve(file) }, dryRun }),
    );
    const { added, changed, unchanged, problems } = result;
    const lines = [
      `${added} added, ${changed} changed, ${unchanged} unchanged${dryRun ? ' (dry run: nothing was stored)' : ''}.`,
      ...problems.map(({ line, message }) => `line ${line}: ${message} (left out)`),
    ];
    return (problems.length > 0 ? withComplaints : done)(result, lines.join('\n'));
  },
};

export const rosterCommands: readonly Command[] = [importRoster];
