import { done, table, unwrap } from '../answers';
import type { Command } from '../command';

const listThem: Command = {
  name: 'imports list',
  summary: 'List the imports of question banks, newest first.',
  usage: '',
  options: {},
  positionals: [0, 0],
  opens: 'read',
  run: async ({ client }) => {
    const { imports } = unwrap(await client.imports.list({}));
    const rows = imports.map(({ importId, at, imported, undone, files }) => [
      importId,
      at,
      imported,
      undone ? 'undone' : '',
      files.join(', '),
    ]);
    return done({ imports }, rows.length === 0 ? 'No imports.' : table(rows));
  },
};

const takeBack: Command = {
  name: 'imports undo',
  summary: 'Take an import back: exactly its questions go.',
  usage: 'ID',
  options: {},
  positionals: [1, 1],
  opens: 'write',
  run: async ({ positionals: [importId = ''], client }) => {
    const result = unwrap(await client.imports.undo({ importId }));
    return done(
      result,
      `Import ${result.undone} was undone; ${result.removed} questions were removed.`,
    );
  },
};

export const importCommands: readonly Command[] = [listThem, takeBack];
