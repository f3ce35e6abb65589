import { blocker, type Preflight, type PreflightComplaint } from './complaint';
import type { FoundTable } from './postgres-catalogue';

/** Tables of the LMS that are missing, hidden in another schema, or no tables. */
export function tableComplaints(tables: readonly FoundTable[]): Preflight {
  const missing = tables.filter((table) => table.schema === null);
  const elsewhere = missing.filter((table) => table.elsewhere.length > 0);
  if (missing.length === tables.length && elsewhere.length === 0) {
    return {
      complaints: [],
      information: [
        'The database has none of the tables of the LMS; the first step (000_baseline) makes them.',
      ],
    };
  }
  return {
    complaints: [
      ...missing.map(missingTable),
      ...tables.filter((table) => table.schema !== null).flatMap(noTable),
    ],
    information: [],
  };
}

function missingTable({ name, elsewhere }: FoundTable): PreflightComplaint {
  const [schema] = elsewhere;
  if (schema === undefined) {
    return blocker(
      'tables',
      name,
      `The table ${name} is missing, although other tables of the LMS are there.`,
      'Check that this is the right database and that the migrations of the web application have run.',
    );
  }
  return blocker(
    'tables',
    `${schema}.${name}`,
    `The table ${name} is in the schema ${schema}, where the search path of this role does not lead.`,
    `Let the role find it: ALTER ROLE CURRENT_USER SET search_path TO "${schema}", public; then connect again.`,
  );
}

function noTable({ name, kind }: FoundTable): readonly PreflightComplaint[] {
  if (kind === 'r' || kind === 'p') return [];
  const what =
    kind === 'v' || kind === 'm' ? 'a view' : kind === 'f' ? 'a foreign table' : 'no table';
  return [
    blocker(
      'tables',
      name,
      `${name} is ${what}; the steps add columns and foreign keys, which need a table.`,
      'Connect to the database that holds the table itself.',
    ),
  ];
}
