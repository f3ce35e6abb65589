import type { Failure } from '../../../shared/kernel/errors';
import type { Result } from '../../../shared/kernel/result';
import { bridge, forgetWorkspace, reportDone, reportFailed } from '../../client';
import { textsOf } from '../../ui/i18n/texts';
import { texts } from './texts';

const t = textsOf(texts);

function filters() {
  return [{ name: t('workspace.filter'), extensions: ['lectern'] }];
}

function settle(result: Result<{ readonly file: string }, Failure>, message: string): void {
  if (!result.ok) return reportFailed(result.error);
  forgetWorkspace();
  reportDone(message);
}

/** Lets a person choose another workspace file and opens it. */
export async function openOtherWorkspace(): Promise<void> {
  const title = t('workspace.open');
  const [file] = await bridge().shell.openFiles({ title, filters: filters(), multiple: false });
  if (file) settle(await bridge().shell.openWorkspace(file), t('workspace.opened', { file }));
}

/** Makes an empty workspace where a person wants it and opens it. */
export async function createWorkspace(): Promise<void> {
  const file = await bridge().shell.saveFile({
    title: t('workspace.create'),
    suggestedName: t('workspace.createName'),
    filters: filters(),
  });
  if (file)
    settle(await bridge().shell.createWorkspace(file, false), t('workspace.opened', { file }));
}

/** Puts a backup in the place of the workspace; the present one is set aside by the shell. */
export async function restoreBackup(backup: string): Promise<void> {
  settle(await bridge().shell.restoreWorkspace(backup), t('backups.restored'));
}
