import type { Privileges } from './privileges-repository';

/** One thing the role may not do and the steps need. Whole sentences. */
export type MissingPrivilege = {
  /** Such as `database lms` or `Course`. */
  readonly object: string;
  readonly what: string;
  readonly remedy: string;
};

/** Tables whose columns the steps change (011, 012); only an owner may. */
const changedTables = ['Course', 'Chapter'];

/** What the role lacks for applying the plan; empty when it may do everything. */
export function missingPrivileges(found: Privileges): readonly MissingPrivilege[] {
  return [
    ...ofRole(found),
    ...ofDatabase(found),
    ...found.tables.flatMap((table) => ofTable(found, table)),
  ];
}

function ofRole({ user, readOnlyByDefault }: Privileges): readonly MissingPrivilege[] {
  if (!readOnlyByDefault) return [];
  return [
    {
      object: `role ${user}`,
      what: `Every transaction of ${user} is read-only by default.`,
      remedy: `Use another role, or lift it: ALTER ROLE "${user}" RESET default_transaction_read_only; (it may also be set for the database, or for the whole server).`,
    },
  ];
}

function ofDatabase(found: Privileges): readonly MissingPrivilege[] {
  const { user, database, schema, lectern } = found;
  const missing: MissingPrivilege[] = [];
  if (lectern === null && !found.createInDatabase) {
    missing.push({
      object: `database ${database}`,
      what: `${user} may not create the schema lectern, where the history of the steps is kept.`,
      remedy: `The owner of the database can allow it: GRANT CREATE ON DATABASE "${database}" TO "${user}";`,
    });
  }
  if (lectern !== null && !(lectern.usable && lectern.creatable)) {
    missing.push({
      object: 'schema lectern',
      what: `${user} may not work in the schema lectern, which belongs to ${lectern.owner}.`,
      remedy: `Apply as ${lectern.owner}, or let it run: GRANT USAGE, CREATE ON SCHEMA lectern TO "${user}"; GRANT ALL ON ALL TABLES IN SCHEMA lectern TO "${user}";`,
    });
  }
  if (schema === null || !found.createInSchema) {
    missing.push({
      object: `schema ${schema ?? 'public'}`,
      what: `${user} may not create the tables of the plan there.`,
      remedy: `The owner of the schema can allow it: GRANT CREATE, USAGE ON SCHEMA "${schema ?? 'public'}" TO "${user}";`,
    });
  }
  return missing;
}

function ofTable(
  { user }: Privileges,
  { table, owner, owned, readable, referable, filtered }: Privileges['tables'][number],
): readonly MissingPrivilege[] {
  const missing: MissingPrivilege[] = [];
  const changes = changedTables.includes(table);
  if (changes && !owned) {
    missing.push({
      object: table,
      what: `${table} belongs to ${owner}; only an owner may add columns to it, and ${user} is none.`,
      remedy: `Connect as ${owner}, or let ${owner} run: GRANT "${owner}" TO "${user}";`,
    });
  }
  if (changes && !owned && !referable) {
    missing.push({
      object: table,
      what: `${user} may not make foreign keys to ${table}.`,
      remedy: `GRANT REFERENCES ON "${table}" TO "${user}";`,
    });
  }
  if (!readable) {
    missing.push({
      object: table,
      what: `${user} may not read ${table}.`,
      remedy: `GRANT SELECT ON "${table}" TO "${user}";`,
    });
  }
  if (filtered) {
    missing.push({
      object: table,
      what: `Row-level security hides rows of ${table} from ${user}: learners would miss awards without anybody noticing.`,
      remedy: `Connect as the owner, or let an administrator run: ALTER ROLE "${user}" BYPASSRLS;`,
    });
  }
  return missing;
}
