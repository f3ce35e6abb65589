import { z } from 'zod';
import {
  checklistItems,
  type ChecklistItemName,
} from '../../../../shared/contract/migrate-runbook';
import type { AuditEvent } from './audit-event';
import type { ChecklistItem } from './checklist-item';

/** What is known beside the history. */
export type ChecklistFacts = {
  readonly now: number;
  /** The last step of the plan that this program ships: what was said of an older plan is void. */
  readonly lastStep: string;
  /** Why the checks after the deployment are not ready; undefined when they are. */
  readonly validationProblem: string | undefined;
  /** The database is itself the copy on which steps are tried. */
  readonly isStaging: boolean;
};

const hour = 3_600_000;
/** A backup counts for a day, what a person said for a week; milliseconds. */
const backupCountsFor = 24 * hour;
const tickCountsFor = 7 * 24 * hour;

/** Kinds of events that decide about the checklist. */
export const decidingKinds = ['backup', 'tick', 'rehearse'];

/** Judges the checklist by the history, newest event first. */
export function judgeItems(
  events: readonly AuditEvent[],
  facts: ChecklistFacts,
): readonly ChecklistItem[] {
  return checklistItems.map((name) => judgeItem(name, events, facts));
}

function judgeItem(
  name: ChecklistItemName,
  events: readonly AuditEvent[],
  facts: ChecklistFacts,
): ChecklistItem {
  if (name === 'backup') return judgeBackup(events, facts);
  if (name === 'validation') return judgeValidation(facts);
  if (name === 'staging' && facts.isStaging) {
    return checked(name, 'This database is itself the copy on which steps are tried.');
  }
  return rehearsed(name, events, facts) ?? judgeTick(name, events, facts);
}

const backupDetail = z.object({
  file: z.string(),
  bytes: z.number(),
  proof: z.string(),
  counts: z.record(z.string(), z.number()),
});

/** The newest backup that counts; undefined when there is none. */
export function newestBackup(events: readonly AuditEvent[], now: number): AuditEvent | undefined {
  return events.find((event) => event.kind === 'backup' && isFresh(event, now, backupCountsFor));
}

function judgeBackup(events: readonly AuditEvent[], { now }: ChecklistFacts): ChecklistItem {
  const newest = newestBackup(events, now);
  const detail = backupDetail.safeParse(newest?.detail).data;
  if (newest && detail) {
    const rows = Object.values(detail.counts).reduce((sum, count) => sum + count, 0);
    const note = `${detail.file}, ${detail.bytes} bytes, ${rows} rows. ${detail.proof}`;
    return { name: 'backup', kind: 'checked', ok: true, note, by: newest.who, at: newest.at };
  }
  const older = events.find((event) => event.kind === 'backup');
  const known = older ? `The newest backup is of ${older.at}; one counts for 24 hours. ` : '';
  return open('backup', 'checked', `${known}Make one: migrate backup --out FILE.`);
}

function judgeValidation({ validationProblem }: ChecklistFacts): ChecklistItem {
  return validationProblem === undefined
    ? checked('validation', 'The named checks are there and are the shipped ones: migrate verify.')
    : open('validation', 'checked', validationProblem);
}

const rehearsalDetail = z.object({ ok: z.boolean(), lastStep: z.string(), summary: z.string() });

/** Trying all steps and the way back on a restored copy settles two items. */
function rehearsed(
  name: ChecklistItemName,
  events: readonly AuditEvent[],
  { now, lastStep }: ChecklistFacts,
): ChecklistItem | undefined {
  if (name !== 'staging' && name !== 'rollback') return undefined;
  const newest = events.find((event) => event.kind === 'rehearse');
  const detail = rehearsalDetail.safeParse(newest?.detail).data;
  if (!newest || !detail?.ok || detail.lastStep !== lastStep) return undefined;
  if (!isFresh(newest, now, tickCountsFor)) return undefined;
  return { name, kind: 'checked', ok: true, note: detail.summary, by: newest.who, at: newest.at };
}

const tickDetail = z.object({
  item: z.string(),
  note: z.string(),
  done: z.boolean(),
  lastStep: z.string(),
});

function judgeTick(
  name: ChecklistItemName,
  events: readonly AuditEvent[],
  { now, lastStep }: ChecklistFacts,
): ChecklistItem {
  for (const event of events) {
    const tick = event.kind === 'tick' ? tickDetail.safeParse(event.detail).data : undefined;
    if (tick?.item !== name) continue;
    const { who: by, at } = event;
    const said = `${tick.note} (${by}, ${at})`;
    if (!tick.done) return { name, kind: 'ticked', ok: false, note: `Taken back: ${said}`, by, at };
    if (tick.lastStep !== lastStep) {
      return open(name, 'ticked', `Ticked for an older plan, tick it again: ${said}`);
    }
    if (!isFresh(event, now, tickCountsFor)) {
      return open(name, 'ticked', `Ticked more than 7 days ago, tick it again: ${said}`);
    }
    return { name, kind: 'ticked', ok: true, note: tick.note, by, at };
  }
  return open(
    name,
    'ticked',
    `Somebody has to tick this: migrate checklist --tick ${name} --note TEXT.`,
  );
}

function isFresh(event: AuditEvent, now: number, countsFor: number): boolean {
  return now - Date.parse(event.at) <= countsFor;
}

function checked(name: ChecklistItemName, note: string): ChecklistItem {
  return { name, kind: 'checked', ok: true, note, by: null, at: null };
}

function open(name: ChecklistItemName, kind: ChecklistItem['kind'], note: string): ChecklistItem {
  return { name, kind, ok: false, note, by: null, at: null };
}
