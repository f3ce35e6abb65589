import { done, table, unwrap, usageError, withComplaints } from '../answers';
import type { Command } from '../command';

const listed: Command = {
  name: 'targets list',
  summary: 'Lists the saved servers; --database takes their names.',
  usage: '',
  options: {},
  positionals: [0, 0],
  opens: 'beside',
  takesDatabase: true,
  run: async ({ client }) => {
    const answer = unwrap(await client.targets.list({}));
    const rows = answer.targets.map(({ name, role, label }) => [name, role, label]);
    return done(answer, rows.length === 0 ? 'No server is saved.' : table(rows));
  },
};

const tested: Command = {
  name: 'targets test',
  summary: 'Connects to a server and says step by step what is well and what is not.',
  usage: '--database URL|NAME',
  options: {},
  positionals: [0, 0],
  opens: 'beside',
  takesDatabase: true,
  run: async ({ client, database }) => {
    if (database === undefined) return usageError('--database is missing.');
    const answer = unwrap(await client.targets.test({ database }));
    const lines = answer.checks.map(({ check, state, detail, remedy }) => [
      state,
      check,
      remedy === '' ? detail : `${detail} ${remedy}`,
    ]);
    const isWell = answer.checks.every((check) => check.state === 'ok');
    return (isWell ? done : withComplaints)(answer, table(lines));
  },
};

/** The saved servers. */
export const targetCommands: readonly Command[] = [listed, tested];
