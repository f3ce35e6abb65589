import { done, table, unwrap, withComplaints } from '../answers';
import type { Command } from '../command';
import { checksText } from './checks-text';

/** Experience points: a learner's standing, the ledger's health, missing awards. */
export const xpCommands: readonly Command[] = [
  {
    name: 'xp show',
    summary: 'Shows level, total and ledger of a learner.',
    usage: 'USERID',
    options: {},
    positionals: [1, 1],
    opens: 'read',
    run: async ({ client, positionals: [userId = ''] }) => {
      const standing = unwrap(await client.xp.show({ userId }));
      const rows = standing.ledger.map((entry) => [entry.createdAt, entry.amount, entry.reason]);
      const head = `Level ${standing.level}, ${standing.totalXP} XP (${standing.currentLevelXP} in this level)`;
      return done(standing, rows.length === 0 ? head : `${head}\n${table(rows)}`);
    },
  },
  {
    name: 'xp verify',
    summary: 'Checks that the ledger and every total agree.',
    usage: '',
    options: {},
    positionals: [0, 0],
    opens: 'read',
    run: async ({ client }) => {
      const answer = unwrap(await client.xp.verify({}));
      const finish = answer.ok ? done : withComplaints;
      return finish(answer, checksText(answer.checks));
    },
  },
  {
    name: 'xp catch-up',
    summary: 'Makes awards for completed chapters and courses that have none.',
    usage: '',
    options: {},
    positionals: [0, 0],
    opens: 'write',
    run: async ({ client }) => {
      const answer = unwrap(await client.xp.catchUp({}));
      return done(answer, `${answer.awarded} awards made.`);
    },
  },
];
