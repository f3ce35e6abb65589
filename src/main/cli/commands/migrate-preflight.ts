import { done, unwrap, withComplaints } from '../answers';
import type { Command } from '../command';

const preflight: Command = {
  name: 'migrate preflight',
  summary: 'Looks whether the steps can be taken; changes nothing.',
  usage: '',
  options: {},
  positionals: [0, 0],
  opens: 'read',
  takesDatabase: true,
  run: async ({ client, database }) => {
    const answer = unwrap(await client.migrate.preflight({ database }));
    const complaints = answer.complaints.map(
      (one) => `${one.severity} ${one.object} (${one.check})\n  ${one.detail}\n  ${one.remedy}`,
    );
    const facts = answer.information.map((fact) => `note ${fact}`);
    const last = answer.ok ? ['Nothing stands in the way of the steps.'] : [];
    const finish = answer.ok ? done : withComplaints;
    return finish(answer, [...complaints, ...facts, ...last].join('\n'));
  },
};

/** What can be asked before any step is taken. */
export const preflightCommands: readonly Command[] = [preflight];
