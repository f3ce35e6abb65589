import { client, useQuery } from '../../client';
import { useTexts } from '../../ui/i18n/texts';
import { PageBody } from '../../ui/page/page';
import { PageHeader } from '../../ui/page-header/page-header';
import { QueryState } from '../../ui/query-state/query-state';
import { BackupSection } from './backup-section';
import { OfflineFilesSection } from './offline-files-section';
import { PersonalSections } from './personal-sections';
import { ProgramSection } from './program-section';
import styles from './settings-page.module.css';
import { texts } from './texts';
import { WorkspaceSection } from './workspace-section';

/** What can be set, and how the program and its workspace are. Everything is stored as it changes. */
export function SettingsPage() {
  const t = useTexts(texts);
  const settings = useQuery(client.settings.get, {});
  return (
    <>
      <PageHeader title={t('title')} />
      <PageBody>
        <div className={styles.columns}>
          <div className={styles.column}>
            <QueryState query={settings} title={t('failed')}>
              {(data) => <PersonalSections settings={data} />}
            </QueryState>
          </div>
          <div className={styles.column}>
            <WorkspaceSection />
            <BackupSection />
            <OfflineFilesSection />
            <ProgramSection />
          </div>
        </div>
      </PageBody>
    </>
  );
}
