import type { Command } from './command';
import { attachmentCommands } from './commands/attachments';
import { certificateCommands } from './commands/certificates';
import { demoCommands } from './commands/demo';
import { doctorCommands } from './commands/doctor';
import { editCommands } from './commands/edit';
import { gradeCommands } from './commands/grade';
import { historyCommands } from './commands/history';
import { importCommands } from './commands/imports';
import { migrateCommands } from './commands/migrate';
import { preflightCommands } from './commands/migrate-preflight';
import { runbookCommands } from './commands/migrate-runbook';
import { questionCommands } from './commands/questions';
import { rosterCommands } from './commands/roster';
import { submissionCommands } from './commands/submissions';
import { syncCommands } from './commands/sync';
import { syncQueueCommands } from './commands/sync-queue';
import { targetCommands } from './commands/targets';
import { workspaceCommands } from './commands/workspace';
import { xpCommands } from './commands/xp';

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [
  ...doctorCommands,
  ...demoCommands,
  ...workspaceCommands,
  ...migrateCommands,
  ...preflightCommands,
  ...runbookCommands,
  ...targetCommands,
  ...rosterCommands,
  ...questionCommands,
  ...importCommands,
  ...submissionCommands,
  ...gradeCommands,
  ...certificateCommands,
  ...xpCommands,
  ...syncCommands,
  ...syncQueueCommands,
  ...attachmentCommands,
  ...editCommands,
  ...historyCommands,
];

/** The command that a call's first words name, with the words that are left. */
export function findCommand(
  words: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } | undefined {
  // The longest name wins: `grade undo X` before `grade X`.
  const byLength = [...commands].sort(
    (a, b) => b.name.split(' ').length - a.name.split(' ').length,
  );
  for (const command of byLength) {
    const name = command.name.split(' ');
    if (name.every((word, at) => words[at] === word))
      return { command, rest: words.slice(name.length) };
  }
  return undefined;
}
