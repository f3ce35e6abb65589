import { client, useQuery, useSyncStatus } from '../../client';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { useTexts } from '../../ui/i18n/texts';
import { PageHeader } from '../../ui/page-header/page-header';
import { Connect } from './connect/connect';
import { ServerPage } from './server-page';
import { texts } from './texts';

/** The workspace and its server: connecting them, and what goes on between them. */
export function SyncPage() {
  const t = useTexts(texts);
  const status = useSyncStatus();
  const query = useQuery(client.sync.status, {});
  if (status && status.state !== 'none') return <ServerPage status={status} />;
  return (
    <>
      <PageHeader title={t('title')} sub={status && t('noServer')} />
      {query.failure && !status && (
        <ErrorPanel title={t('failed')} {...query.failure} onRetry={query.retry} />
      )}
      {status && <Connect />}
    </>
  );
}
