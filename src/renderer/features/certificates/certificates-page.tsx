import { useCallback, useMemo, useState } from 'react';
import type { CertificateRow } from '../../../shared/contract/certificates';
import { client, useQuery } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { Button } from '../../ui/button/button';
import { DataTable } from '../../ui/data-table/data-table';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { filterRows } from '../../ui/filter/fold-text';
import { useTexts } from '../../ui/i18n/texts';
import { navigate, useSearchParam } from '../../ui/navigation/location';
import { PageBody } from '../../ui/page/page';
import { PageHeader } from '../../ui/page-header/page-header';
import { useLatest } from '../../ui/use-latest';
import { useCertificateColumns } from './certificate-columns';
import { CertificateDetail } from './certificate-detail';
import { certificateText, certificatesIn, readStatusFilter } from './certificate-filter';
import { CertificateFilters } from './certificate-filters';
import { issuePath } from './issue/issue-path';
import { texts } from './texts';
import { VerifyDialog } from './verify/verify-dialog';

const rowKey = (row: CertificateRow) => row.id;

/** All certificates with their state, and the details of the one that is open. */
export function CertificatesPage() {
  const t = useTexts(texts);
  const query = useQuery(client.certificates.list, {});
  const all = query.data?.certificates;
  const [filter, setFilter] = useState('');
  const [courseId, setCourse] = useSearchParam('course');
  const [asked, setStatus] = useSearchParam('show', 'all');
  const [openCode, setOpen] = useSearchParam('open');
  const [isVerifying, setVerifying] = useState(false);
  const status = readStatusFilter(asked);
  const latestOpen = useLatest(setOpen);
  const setOpenRow = useCallback(
    (row: CertificateRow) => latestOpen.current(row.code),
    [latestOpen],
  );
  const columns = useCertificateColumns(setOpenRow);
  const shown = useMemo(
    () => all && filterRows(certificatesIn(all, courseId, status), filter, certificateText),
    [all, courseId, status, filter],
  );
  const opened = all?.find(({ code }) => code === openCode);
  const verify = () => setVerifying(true);
  usePlaceActions({ issue: () => navigate(issuePath(courseId)), verify });
  const isFiltered = filter !== '' || status !== 'all' || courseId !== '';
  return (
    <>
      <PageHeader
        title={t('title')}
        sub={all && t('list.sub', { count: all.length })}
        actions={
          <>
            <Button shortcut="v" onClick={verify}>
              {t('list.verify')}
            </Button>
            <Button look="primary" shortcut="n" onClick={() => navigate(issuePath(courseId))}>
              {t('list.issue')}
            </Button>
          </>
        }
        filters={
          <CertificateFilters
            rows={all}
            filter={{ text: filter, setText: setFilter, courseId, setCourse, status, setStatus }}
          />
        }
      />
      <PageBody kind="fill">
        {query.failure && !all ? (
          <ErrorPanel title={t('list.failed')} {...query.failure} onRetry={query.retry} />
        ) : (
          <>
            <DataTable
              id="certificates"
              label={t('list.label')}
              columns={columns}
              rows={shown}
              rowKey={rowKey}
              onOpen={setOpenRow}
              onActive={(row) => row && openCode !== '' && setOpenRow(row)}
              emptyKind={isFiltered && all?.length ? 'filtered' : 'nothing'}
              onClearFilter={() => {
                setFilter('');
                navigate('/certificates', { replace: true });
              }}
              empty={<NoCertificates />}
            />
            {all && opened && (
              <CertificateDetail
                row={opened}
                all={all}
                onOpen={setOpen}
                onClose={() => setOpen('')}
              />
            )}
          </>
        )}
      </PageBody>
      {isVerifying && (
        <VerifyDialog
          onClose={() => setVerifying(false)}
          onOpen={(code) => {
            setVerifying(false);
            setFilter('');
            navigate(`/certificates?open=${encodeURIComponent(code)}`);
          }}
        />
      )}
    </>
  );
}

function usePlaceActions(run: { readonly issue: () => void; readonly verify: () => void }): void {
  const t = useTexts(texts);
  const group = t('group');
  useActions([
    { id: 'certificates.issue', name: t('actions.issue'), group, shortcut: 'n', run: run.issue },
    { id: 'certificates.verify', name: t('actions.verify'), group, shortcut: 'v', run: run.verify },
  ]);
}

function NoCertificates() {
  const t = useTexts(texts);
  return (
    <EmptyState
      icon="certificates"
      title={t('list.empty')}
      text={t('list.emptyText')}
      action={
        <Button look="primary" onClick={() => navigate(issuePath(''))}>
          {t('list.issue')}
        </Button>
      }
    />
  );
}
