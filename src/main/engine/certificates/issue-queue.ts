import type { Workspace } from '../storage/workspace';

const queues = new WeakMap<Workspace, Promise<unknown>>();

/**
 * Runs issues of one workspace one after another: two at once would render the same pending
 * certificates twice. The second finds what the first has done.
 */
export function inIssueQueue<T>(workspace: Workspace, work: () => Promise<T>): Promise<T> {
  const before = queues.get(workspace) ?? Promise.resolve();
  const mine = before.then(work, work);
  queues.set(
    workspace,
    mine.catch(() => undefined),
  );
  return mine;
}
