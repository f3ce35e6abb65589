import { chownSync, existsSync, statSync } from 'node:fs';

/**
 * Gives a file beside a workspace to the workspace's owner. Only root can do that and only root
 * needs it: what root leaves behind must not lock the owner out of their own workspace.
 */
export function giveToOwnerOf(workspaceFile: string, file: string): void {
  if (process.getuid?.() !== 0 || !existsSync(workspaceFile)) return;
  const { uid, gid } = statSync(workspaceFile);
  chownSync(file, uid, gid);
}
