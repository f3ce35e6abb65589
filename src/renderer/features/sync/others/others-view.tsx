import { client, useQuery } from '../../../client';
import type { AnswerOf, Client } from '../../../client';
import type { Column } from '../../../ui/data-table/column';
import { DataTable } from '../../../ui/data-table/data-table';
import { DateText } from '../../../ui/date-text/date-text';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../../ui/error-panel/error-panel';
import { textsOf, useTexts } from '../../../ui/i18n/texts';
import { kindOf } from '../names/field-kind';
import { fieldName, tableName } from '../names/field-name';
import { ValueText } from '../names/value-text';
import styles from '../sync.module.css';
import { texts } from '../texts';

type Others = AnswerOf<Client['sync']['conflicts']>['others'][number];

const t = textsOf(texts);

const columns: readonly Column<Others>[] = [
  {
    id: 'who',
    header: t('others.who'),
    width: 150,
    cell: ({ who }) => who,
    sortValue: ({ who }) => who,
  },
  {
    id: 'what',
    header: t('column.what'),
    width: 300,
    cell: ({ title, table }) => title || tableName(table),
    sortValue: ({ title }) => title,
  },
  {
    id: 'values',
    header: t('others.values'),
    width: 320,
    grow: true,
    cell: ({ fields }) => (
      <span className={styles.line}>
        {fields.map(({ field, base, mine, theirs }) => {
          const kind = kindOf(field, [base, mine, theirs]);
          return (
            <span key={field}>
              {fieldName(field)}: <ValueText kind={kind} value={mine} /> /{' '}
              <ValueText kind={kind} value={theirs} />
            </span>
          );
        })}
      </span>
    ),
  },
  {
    id: 'since',
    header: t('column.since'),
    width: 130,
    cell: ({ at }) => <DateText value={at} kind="relative" />,
    sortValue: ({ at }) => at,
  },
];

const rowKey = ({ id }: Others) => id;

/** Conflicts that somebody else has to decide, on rows of the courses here; to be read only. */
export function OthersView() {
  const say = useTexts(texts);
  const query = useQuery(client.sync.conflicts, {});
  if (query.failure && !query.data) {
    return <ErrorPanel title={say('conflicts.failed')} {...query.failure} onRetry={query.retry} />;
  }
  return (
    <DataTable
      id="sync-others"
      label={say('others.label')}
      columns={columns}
      rows={query.data?.others}
      rowKey={rowKey}
      empty={<EmptyState icon="people" title={say('others.none')} text={say('others.noneText')} />}
    />
  );
}
