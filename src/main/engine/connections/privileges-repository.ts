import type { PgClient } from './postgres-connection';

/** What a role may do with one table of the LMS. */
export type TablePrivileges = {
  readonly table: string;
  readonly owner: string;
  /** The role is the owner, or a member of it: it may change the table's columns. */
  readonly owned: boolean;
  readonly readable: boolean;
  /** Foreign keys may point to it. */
  readonly referable: boolean;
  /** Row-level security hides rows from this role. */
  readonly filtered: boolean;
};

export type Privileges = {
  readonly user: string;
  readonly database: string;
  /** Where unqualified names are made; null when the search path leads nowhere. */
  readonly schema: string | null;
  readonly createInSchema: boolean;
  readonly createInDatabase: boolean;
  /** Lectern's own schema, when it is there. */
  readonly lectern: {
    readonly usable: boolean;
    readonly creatable: boolean;
    readonly owner: string;
  } | null;
  /** A setting of role or database makes every transaction read-only. */
  readonly readOnlyByDefault: boolean;
  readonly seesOtherSessions: boolean;
  readonly tables: readonly TablePrivileges[];
};

/** What the role of this session may do; `names` are the tables that are looked at. */
export async function readPrivileges(
  client: PgClient,
  names: readonly string[],
): Promise<Privileges> {
  const [row] = (await client.query<Omit<Privileges, 'tables'>>(roleSql)).rows;
  if (!row) throw new Error('The server answered its privileges with no row');
  const tables = await client.query<TablePrivileges>(tablesSql, [[...names]]);
  return { ...row, tables: tables.rows };
}

const roleSql = `
  SELECT current_user AS "user", current_database() AS "database", current_schema() AS "schema",
    coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS "createInSchema",
    has_database_privilege(current_database(), 'CREATE') AS "createInDatabase",
    (SELECT json_build_object(
        'usable', has_schema_privilege(n.oid, 'USAGE'),
        'creatable', has_schema_privilege(n.oid, 'CREATE'),
        'owner', pg_get_userbyid(n.nspowner))
     FROM pg_namespace n WHERE n.nspname = 'lectern') AS "lectern",
    (SELECT reset_val = 'on' FROM pg_settings WHERE name = 'default_transaction_read_only')
      AS "readOnlyByDefault",
    pg_has_role('pg_read_all_stats', 'USAGE') AS "seesOtherSessions"`;

const tablesSql = `
  SELECT c.relname AS "table", pg_get_userbyid(c.relowner) AS "owner",
    pg_has_role(c.relowner, 'USAGE') AS "owned",
    has_table_privilege(c.oid, 'SELECT') AS "readable",
    has_table_privilege(c.oid, 'REFERENCES') AS "referable",
    row_security_active(c.oid) AS "filtered"
  FROM unnest(CAST($1 AS text[])) AS wanted(name)
  JOIN pg_class c ON c.oid = to_regclass(quote_ident(wanted.name))
  ORDER BY c.relname`;
