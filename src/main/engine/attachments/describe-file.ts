import type { OfflineFile } from '../../../shared/contract/attachments';
import type { EngineContext } from '../context';
import { readChoices, readServer } from './choices';
import { describeProblem } from './describe-problem';
import { nameOf } from './file-name';
import { findFile, type FileRow } from './repository';

/** How one file of a submission stands; `isOpen`: the work is still to be graded. */
export function describeFile(
  { workspace: { read }, attachments }: Pick<EngineContext, 'workspace' | 'attachments'>,
  url: string,
  isOpen: boolean,
): OfflineFile {
  const row = findFile(read, url);
  const isOn = readServer(read) !== undefined && readChoices(read).enabled;
  return {
    url,
    name: row?.fileName ?? nameOf(url, undefined),
    state: attachments.isFetching(url) ? 'fetching' : shownState(row, isOpen && isOn),
    bytes: row?.bytes ?? null,
    contentType: row?.contentType ?? null,
    fetchedAt: row?.fetchedAt ?? null,
    problem: row?.problem ? describeProblem(row.problem) : null,
    retryAt: row?.retryAt ?? null,
  };
}

function shownState(row: FileRow | undefined, isWanted: boolean): OfflineFile['state'] {
  if (row && row.state !== 'wanted') return row.state;
  return isWanted ? 'waiting' : 'not_kept';
}
