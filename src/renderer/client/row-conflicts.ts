import { useMemo } from 'react';
import type { ConflictField } from '../../shared/contract/sync';
import { client } from './client';
import { useQuery } from './use-query';

/** That two people changed the same value of a row, and who has to decide it. */
export type RowConflict = {
  /** The operation that waits for this person; null when somebody else has to decide. */
  readonly op: string | null;
  /** Whose change it is that has not been taken; null for this person's own. */
  readonly who: string | null;
  readonly fields: readonly ConflictField[];
};

/** The conflicts of the rows of a table, by the row's id; a person's own come before those of others. */
export function useRowConflicts(table: string): ReadonlyMap<string, RowConflict> {
  const { data } = useQuery(client.sync.conflicts, {});
  return useMemo(() => {
    const found = new Map<string, RowConflict>();
    for (const { table: name, row, who, fields } of data?.others ?? []) {
      if (name === table) found.set(row, { op: null, who, fields });
    }
    for (const { table: name, id, op, fields, actions } of data?.conflicts ?? []) {
      if (name === table && actions.includes('resolve')) found.set(id, { op, who: null, fields });
    }
    return found;
  }, [data, table]);
}
