import { basename, dirname, join } from 'node:path';

/** The place of a helper file of a workspace: beside it, out of sight of a person's file list. */
export function hiddenBeside(workspaceFile: string, name: string): string {
  return join(dirname(workspaceFile), `.${basename(workspaceFile)}-${name}`);
}
