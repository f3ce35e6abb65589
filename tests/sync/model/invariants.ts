import type { ModelClient } from './model-client';
import type { ModelServer } from './model-server';
import { courseOf, inOrder, tableOf, type Rows } from './model-table';
import { shownRows } from './shown-rows';

/** I2: no field of any operation has been written twice. */
export function checkServer(server: ModelServer): void {
  for (const [effect, times] of server.disk.effects) {
    if (times > 1) throw new Error(`I2: ${effect} happened ${times} times`);
  }
}

/** What holds of a workspace at every moment: I1, I4, I7. */
export function checkClient(client: ModelClient, server: ModelServer): void {
  checkNothingLost(client, server);
  const shown = shownRows(client.mirror, client.outbox, client.cursor);
  same(client.rows, shown, `I4: ${client.name} does not see the server's rows and what is pending`);
  for (const [key, row] of client.mirror) {
    const course = courseOf(client.mirror, key, row);
    if (course !== null && !client.courses.has(course)) {
      throw new Error(`I7: ${client.name} has ${key} of ${course}`);
    }
  }
}

/** I1: what a person did is on the server, on its way, or given up by a person. */
function checkNothingLost(client: ModelClient, server: ModelServer): void {
  for (const operation of client.outbox) {
    for (const [field, { delivered, givenUp }] of operation.parts) {
      const name = `${client.name}'s ${operation.kind} ${operation.id} of ${operation.key}.${field}`;
      if (delivered) {
        const isKnown = server.disk.results.has(delivered.pushId);
        // Nobody can know of a restore before the next meeting.
        const hasMet = client.incarnation === server.incarnation;
        if (hasMet && !isKnown) throw new Error(`I1: ${name} counts as done and is not`);
      } else if (!givenUp && !operation.isPending) {
        throw new Error(`I1: ${name} is ${operation.state} and was never done`);
      }
    }
  }
}

/** I3 and I6: right after a pull, the mirror is the server's rows of these courses. */
export function checkMirror(client: ModelClient, server: ModelServer): void {
  // Courses whose copy is not complete are not spoken of.
  const isReady = [...client.courses.values()].every((state) => state === 'ready');
  if (!isReady) return;
  const { rows } = server.disk;
  const mine = new Map(
    [...rows].filter(([key, row]) => {
      const course = courseOf(rows, key, row);
      return course === null ? tableOf(key).parent === undefined : client.courses.has(course);
    }),
  );
  same(client.mirror, mine, `I3: ${client.name} does not have the server's rows`);
}

function same(has: Rows, should: Rows, what: string): void {
  let isSame = has.size === should.size;
  for (const [key, row] of should) {
    const other = has.get(key);
    if (other === row) continue;
    isSame &&= other !== undefined && JSON.stringify(sorted(other)) === JSON.stringify(sorted(row));
  }
  if (isSame) return;
  const text = (rows: Rows): string =>
    inOrder(rows)
      .map((one) => JSON.stringify(one))
      .join('\n');
  throw new Error(`${what}\nhas:\n${text(has)}\nshould have:\n${text(should)}`);
}

function sorted(row: object): [string, unknown][] {
  return Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));
}
