import type { AnswerOf, Client } from '../../../client';
import { textsOf } from '../../../ui/i18n/texts';
import { formatBytes, formatNumber } from '../../../ui/number-text/format-number';
import { texts } from './texts';

export type Checklist = AnswerOf<Client['migrate']['checklist']>;
export type ChecklistItem = Checklist['items'][number];

/** What the engine's notes end with for people at a command line. */
const commandLine = /(?:Make one|Somebody has to tick this): migrate [^\n]*\.$/u;
const commandName = /: migrate [a-z -]+\.$/u;
const backupNote = /^(?<file>.*), (?<bytes>\d+) bytes, (?<rows>\d+) rows\. /u;

/** The note of an item as the window says it: a button stands where the command line has a command. */
export function noteOf(item: ChecklistItem): string {
  const t = textsOf(texts);
  const note = item.note.trim();
  if (!item.ok && commandLine.test(note)) {
    const before = note.replace(commandLine, '').trim();
    return [before, t(item.name === 'backup' ? 'needsBackup' : 'needsTick')]
      .filter(Boolean)
      .join(' ');
  }
  if (item.ok && item.name === 'backup') return shortBackup(note);
  return item.ok && item.kind === 'ticked' && item.by !== null
    ? t('note', { note, by: item.by })
    : note.replace(commandName, '.');
}

/** File, size and rows; how it was proved stands in the history. */
function shortBackup(note: string): string {
  const { file, bytes, rows } = backupNote.exec(note)?.groups ?? {};
  if (file === undefined) return note;
  return textsOf(texts)('backupNote', {
    file: file.split(/[\\/]/u).at(-1) ?? file,
    size: formatBytes(Number(bytes)),
    rows: formatNumber(Number(rows)),
  });
}

/** Items that Lectern does not check itself, so that a person's word decides. */
export function isForPeople({ kind }: ChecklistItem): boolean {
  return kind === 'ticked';
}
