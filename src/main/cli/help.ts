import type { Command } from './command';
import { commands } from './registry';

const commonOptions = [
  ['--workspace FILE', 'the workspace (default: the one the window uses)'],
  ['--database X', 'for migrate: a Postgres URL, a saved server, or an SQLite file'],
  ['--json', 'one JSON document on standard output'],
  ['--quiet', 'nothing on standard error but errors'],
  ['--help', 'this text'],
] as const;

/** The text of `lectern --help`, or of one command when it is known. */
export function helpText(command: Command | undefined): string {
  if (command) {
    return [
      `lectern ${command.name} ${command.usage}`.trim(),
      '',
      command.summary,
      '',
      optionLines(),
    ].join('\n');
  }
  const width = Math.max(...commands.map((one) => one.name.length));
  return [
    'lectern <command> [options]',
    '',
    ...commands.map((one) => `  ${one.name.padEnd(width)}  ${one.summary}`),
    '',
    optionLines(),
    '',
    'lectern <command> --help says what a command takes.',
  ].join('\n');
}

/** What else begins like a mistyped command. */
export function nearestCommands(words: readonly string[]): string {
  const first = words[0] ?? '';
  const near = commands.filter((command) => command.name.split(' ')[0] === first);
  if (near.length === 0) return 'lectern --help lists the commands.';
  return `Did you mean: ${near.map((command) => command.name).join(', ')}?`;
}

function optionLines(): string {
  return commonOptions.map(([name, text]) => `  ${name.padEnd(18)}${text}`).join('\n');
}
