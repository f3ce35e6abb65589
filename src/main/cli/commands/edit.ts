import type { EngineClient } from '../../../shared/contract';
import { done, list, unwrap, usageError } from '../answers';
import type { Command } from '../command';

const edit: Command = {
  name: 'edit',
  summary: 'Change fields of one row, recorded and undoable like any other change.',
  usage: 'TABLE ID --set FIELD=JSON [FIELD=JSON ...]',
  options: { set: { type: 'string', multiple: true } },
  // Words after the first two are further FIELD=JSON of the one --set before them.
  positionals: [2, 102],
  opens: 'write',
  run: async ({ positionals: [name = '', id = '', ...more], options, client }) => {
    const given = [...list(options, 'set'), ...more];
    if (given.length === 0) usageError('--set FIELD=JSON is missing.');
    const set = Object.fromEntries(given.map(assignment));
    const edited = unwrap(await client.history.edit({ table: name, id, set }));
    return done(edited, `${name} ${id}: ${Object.keys(set).join(', ')} changed.`);
  },
};

type FieldValue = Parameters<EngineClient['history']['edit']>[0]['set'][string];

function assignment(word: string): [string, FieldValue] {
  const at = word.indexOf('=');
  if (at < 1) usageError(`“${word}” is not FIELD=JSON.`);
  const field = word.slice(0, at);
  const value = word.slice(at + 1);
  try {
    // JSON.parse makes JSON values, whatever it is given.
    return [field, JSON.parse(value) as FieldValue];
  } catch {
    return usageError(
      `The value of ${field} is not JSON: ${value}. Text needs quotation marks: ${field}='"${value}"'.`,
    );
  }
}

export const editCommands: readonly Command[] = [edit];
