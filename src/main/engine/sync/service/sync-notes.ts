import { toInstant } from '../../../../shared/kernel/clock';
import type { Failure } from '../../../../shared/kernel/errors';
import type { EngineContext } from '../../context';
import {
  lastEvent,
  recordEvent,
  type SyncEventDetail,
  type SyncEventKind,
} from '../local/event-repository';
import { saveSyncState, type SyncState } from '../local/state-repository';
import { problemOf } from './explain-trouble';

type Needs = Pick<EngineContext, 'workspace' | 'clock' | 'log'>;

/** Writes an event down, with a change of the state where they belong together. */
export function note(
  { workspace, clock }: Pick<Needs, 'workspace' | 'clock'>,
  kind: SyncEventKind,
  detail: SyncEventDetail = {},
  patch?: Partial<SyncState>,
): void {
  workspace.write((db) => {
    if (patch) saveSyncState(db, patch);
    recordEvent(db, kind, detail, toInstant(clock.now()));
  });
}

/** Notes that the server is there, when it was not before. */
export function noteContact(needs: Needs): void {
  const last = lastEvent(needs.workspace.read, ['offline', 'connected']);
  if (last?.kind === 'offline') note(needs, 'connected');
}

/** Notes what stopped a cycle: once for each kind of trouble, however often it is tried. */
export function noteTrouble(needs: Needs, trouble: Failure): void {
  const problem = problemOf(trouble);
  const last = lastEvent(needs.workspace.read, ['offline', 'connected', 'initialised']);
  if (last?.kind === 'offline' && last.detail.code === problem.code) return;
  needs.log.warn('sync.failed', { code: problem.code, message: problem.message });
  note(needs, 'offline', problem);
}
