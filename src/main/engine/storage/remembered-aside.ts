import { readAside, type Aside } from '../jobs/read-aside';
import { keep, recall, stateOf, type DatabaseState } from './remembered';
import type { Reading } from './reading';
import { timesTouched } from './touched';
import type { Workspace } from './workspace';

type UnderWay = { readonly state: DatabaseState; readonly made: Promise<unknown> };

const underWay = new WeakMap<Workspace['connection'], Map<string, UnderWay>>();

/**
 * The answer of a reading, remembered as the others are and worked out where it keeps no call
 * waiting. Who asks meanwhile gets the one that is being made, unless a person has changed
 * something of it since that began: what somebody has just done is in the next answer.
 */
export async function rememberedAside<I, T>(
  context: Aside,
  reading: Reading<I, T>,
  input: I,
): Promise<T> {
  const { workspace } = context;
  const { connection } = workspace;
  const key = `${reading.name} ${JSON.stringify(input)}`;
  const touched = timesTouched(workspace, reading.tables);
  const making = underWay.get(connection) ?? new Map<string, UnderWay>();
  underWay.set(connection, making);
  for (;;) {
    const known = recall<T>(connection, key, touched);
    if (known) return known.value;
    const running = making.get(key);
    // As with what is remembered: the same key is always the same reading.
    if (running && running.state.touched >= touched) return running.made as Promise<T>;
    if (!running) break;
    await running.made.catch(() => undefined);
  }
  const state = stateOf(workspace, reading.tables);
  const made = readAside(context, reading, input)
    .then(({ value, took }) => {
      keep(connection, key, { value, state, took });
      return value;
    })
    .finally(() => making.delete(key));
  making.set(key, { state, made });
  return made;
}
