import type { Action } from './action';

export type ActionGroup = { readonly name: string; readonly actions: readonly Action[] };

/** Actions under their headings, in the order in which the headings first occur. */
export function groupActions(actions: readonly Action[]): readonly ActionGroup[] {
  const groups = new Map<string, Action[]>();
  for (const action of actions) {
    const known = groups.get(action.group);
    if (known) known.push(action);
    else groups.set(action.group, [action]);
  }
  return [...groups].map(([name, members]) => ({ name, actions: members }));
}
