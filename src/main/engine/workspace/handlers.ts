import { basename } from 'node:path';
import type { workspace } from '../../../shared/contract/workspace';
import { ok } from '../../../shared/kernel/result';
import type { EngineContext } from '../context';
import type { Handlers } from '../rpc/handlers';
import { readAside } from '../jobs/read-aside';
import { readFlag } from '../settings/flags';
import { backupName, listBackups } from '../storage/backup';
import { makeBackup } from './make-backup';
import { rowCounts } from './row-counts';
import {
  countRows,
  fileComplaints,
  journalComplaints,
  ledgerComplaints,
  planVersion,
  tableNames,
} from './repository';

/** The workspace file itself. */
export const workspaceHandlers: Handlers<typeof workspace> = {
  // Opening it has checked the file; `check` looks at everything.
  info: async (_input, context) => {
    const { value } = await readAside(context, rowCounts, null, context.signal);
    return ok({ ...describe(context), counts: value, ok: true });
  },

  check: (_input, context) => {
    const { read } = context.workspace;
    const present = new Set(tableNames(read));
    const complaints = [
      ...fileComplaints(context.workspace),
      ...(present.has('UserXP') && present.has('XPTransaction') ? ledgerComplaints(read) : []),
      ...(present.has('lectern_action') ? journalComplaints(read) : []),
    ];
    const counts = countRows(read, [...present]);
    return ok({ ...describe(context), counts, ok: complaints.length === 0, complaints });
  },

  backup: async ({ file }, context) => {
    const { folders, clock, jobs } = context;
    const target = file ?? backupName(folders.backups, context.workspace.file, clock.now());
    const bytes = await jobs.run({ title: 'Backup', cancellable: false }, () =>
      makeBackup(context.workspace, target, context.workers),
    );
    return ok({ file: target, bytes });
  },

  backups: (_input, { workspace: { file }, folders }) =>
    ok({ backups: listBackups(folders.backups, file) }),
};

function describe({ workspace: { file, readOnly, read } }: EngineContext) {
  const tables = tableNames(read);
  return {
    file,
    name: basename(file).replace(/\.[^.]*$/, ''),
    sample: tables.includes('lectern_setting') && readFlag(read, 'sample'),
    readOnly,
    schemaVersion: tables.includes('lectern_migration_history') ? planVersion(read) : '',
  };
}
