import { done, table, text, unwrap, usageError } from '../answers';
import type { Command } from '../command';

const undo: Command = {
  name: 'undo',
  summary: 'Take the newest action back, or the one named.',
  usage: '[ACTION]',
  options: {},
  positionals: [0, 1],
  opens: 'write',
  run: async ({ positionals: [action], client }) => {
    const { undone } = unwrap(await client.history.undo(action === undefined ? {} : { action }));
    return done({ undone }, `Undone: ${undone.label}.`);
  },
};

const redo: Command = {
  name: 'redo',
  summary: 'Do again what was undone last.',
  usage: '',
  options: {},
  positionals: [0, 0],
  opens: 'write',
  run: async ({ client }) => {
    const { redone } = unwrap(await client.history.redo({}));
    return done({ redone }, `Done again: ${redone.label}.`);
  },
};

const history: Command = {
  name: 'history',
  summary: 'List what was done, newest first.',
  usage: '[--limit N]',
  options: { limit: { type: 'string' } },
  positionals: [0, 0],
  opens: 'read',
  run: async ({ options, client }) => {
    const given = text(options, 'limit');
    const limit = given === undefined ? 100 : Number(given);
    if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
      usageError('--limit takes a whole number from 1 to 1000.');
    }
    const { actions } = unwrap(await client.history.list({ limit }));
    const lines = actions.map((one) => [
      one.at,
      one.kind === 'do' ? (one.undone ? 'undone' : '') : one.kind,
      one.label,
      one.who,
      one.action,
    ]);
    return done({ actions }, actions.length === 0 ? 'Nothing has been done yet.' : table(lines));
  },
};

export const historyCommands: readonly Command[] = [undo, redo, history];
