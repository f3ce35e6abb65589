import type { ServerFacts, ServerTable } from './remote/server-facts';
import type { ColumnKind, SyncTable } from './sync-table';
import { syncTables } from './tables';

/** A column of the server whose type holds something else than this program knows. */
export type UnfitColumn = {
  readonly table: string;
  readonly column: string;
  /** In the server's words. */
  readonly type: string;
  /** For a person: what happened, what it means, what to do. */
  readonly message: string;
};

/** The types of each kind; everything else a text is read from and written to as text. */
const families: { readonly [kind in Exclude<ColumnKind, 'text'>]: RegExp } = {
  int: /^(smallint|integer|bigint|int[248])$/,
  real: /^(double precision|real|float[48]|numeric|decimal|smallint|integer|bigint|int[248])(\(|$)/,
  bool: /^bool(ean)?$/,
  time: /^timestamp(tz)?(\(| |$)/,
  json: /^jsonb?$/,
  list: /^(jsonb?|(text|character varying|varchar)(\(\d+\))?\[\])$/,
};
const notText = /^(bytea|jsonb?|bool(ean)?|timestamp.*|double precision|real|numeric.*)$|\[\]$/;

/**
 * The facts without tables in which a column has a type of another family: as if the server did
 * not have them, so that nothing of them is read, written or compared until they are right again.
 */
export function withoutUnfitTables(facts: ServerFacts): {
  readonly facts: ServerFacts;
  readonly unfit: readonly UnfitColumn[];
} {
  const unfit = syncTables.flatMap((table) => {
    const found = facts.tables.get(table.name);
    return found?.exists ? unfitColumns(table, found) : [];
  });
  if (unfit.length === 0) return { facts, unfit };
  const messages = new Map(unfit.map(({ table, message }) => [table, message]));
  const tables = [...facts.tables].map(([name, table]): [string, ServerTable] => {
    const message = messages.get(name);
    if (message === undefined) return [name, table];
    return [name, { ...table, exists: false, columns: {}, unfit: message }];
  });
  return { facts: { ...facts, tables: new Map(tables) }, unfit };
}

function unfitColumns(table: SyncTable, { columns }: ServerTable): readonly UnfitColumn[] {
  return table.columns.flatMap(({ name, kind }) => {
    const type = columns[name];
    if (type === undefined || isOfKind(kind, type)) return [];
    const message = `On the server, ${table.name}.${name} is of the type ${type} now, which is not what Lectern knows it as. Everything of ${table.name} stays here as it is; nothing of it is fetched or sent until the type is right again or this program is updated.`;
    return [{ table: table.name, column: name, type, message }];
  });
}

function isOfKind(kind: ColumnKind, type: string): boolean {
  return kind === 'text' ? !notText.test(type) : families[kind].test(type);
}
