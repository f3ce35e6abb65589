import { existsSync } from 'node:fs';
import { fail, type JsonValue } from '../../../../shared/kernel/errors';
import type { CallContext } from '../../context';
import { makeBackup, type BackupJob } from '../backup/make-backup';
import { verifyBackup } from '../backup/verify-backup';
import { addEvent, bringUpEvents } from './audit-store';
import { readChecklist } from './checklist';
import type { ChecklistItem } from './checklist-item';
import type { Subject } from './subject';

/** How the person who applies steps deals with backup and checklist. */
export type ApplyTerms = {
  /** Verified when it is there, made when it is not; absolute. */
  readonly backup?: string | undefined;
  readonly skipChecklist?: boolean | undefined;
  /** Why the checklist is skipped; kept in the history. */
  readonly reason?: string | undefined;
};

/**
 * Opens or closes the way for steps: to be called when everything else that could refuse has not,
 * before the first change. A named backup is verified or made; a server that holds data needs a
 * green checklist, or a reason to go without, which is recorded. Fails with `refused` and
 * `details.items` when an item is open, `bad_input` when a reason is missing.
 */
export async function checkGate(
  context: CallContext,
  subject: Subject,
  terms: ApplyTerms,
  job: BackupJob,
): Promise<void> {
  const { items, gated } = await readChecklist(context, subject);
  // A backup that is named here is about to be proved: everything else is judged first.
  const open = items.filter((item) => !item.ok && !(item.name === 'backup' && terms.backup));
  const reason = terms.reason?.trim() ?? '';
  if (terms.skipChecklist === true && reason === '') {
    fail(
      'bad_input',
      'Skipping the checklist needs a reason, which is kept in the history. Nothing was changed. Say it with --reason TEXT.',
    );
  }
  if (gated && open.length > 0 && terms.skipChecklist !== true) refuse(items, open);
  if (terms.backup !== undefined) await provideBackup(context, subject, terms.backup, job);
  if (subject.kind === 'postgres') await bringUpEvents(context, subject);
  if (!gated || terms.skipChecklist !== true) return;
  const detail = { reason, open: open.map((item) => item.name) };
  await addEvent(context, subject, { kind: 'override', detail });
}

async function provideBackup(
  context: CallContext,
  subject: Subject,
  file: string,
  job: BackupJob,
): Promise<void> {
  if (existsSync(file)) await verifyBackup(context, subject, file, job);
  else await makeBackup(context, subject, file, job);
}

function refuse(items: readonly ChecklistItem[], open: readonly ChecklistItem[]): never {
  const lines = open.map((item) => `${item.name}: ${item.note}`);
  const asJson = items.map((item): { readonly [key: string]: JsonValue } => ({ ...item }));
  return fail(
    'refused',
    `The checklist has ${open.length} open of ${items.length}, and this server holds data. Nothing was changed.\n${lines.join('\n')}\nTo go without, give a reason that is kept in the history: --skip-checklist --reason TEXT.`,
    { open: open.map((item) => item.name), items: asJson },
  );
}
