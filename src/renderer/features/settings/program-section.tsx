import { useEffect, useState } from 'react';
import type { ShellCalls } from '../../../shared/contract/shell';
import { bridge, client, useQuery } from '../../client';
import { Button } from '../../ui/button/button';
import { IconButton } from '../../ui/button/icon-button';
import { Facts } from '../../ui/facts/facts';
import { useTexts } from '../../ui/i18n/texts';
import { Section } from '../../ui/page/page';
import { copyText } from '../../ui/toast/toast';
import styles from './settings-page.module.css';
import { texts } from './texts';

type AppInfo = Awaited<ReturnType<ShellCalls['appInfo']>>;

function useAppInfo(): AppInfo | undefined {
  const [info, setInfo] = useState<AppInfo>();
  useEffect(() => {
    let isShown = true;
    void bridge()
      .shell.appInfo()
      .then((next) => isShown && setInfo(next));
    return () => {
      isShown = false;
    };
  }, []);
  return info;
}

/** The program itself: version, folders, and a text to send along with a report. */
export function ProgramSection() {
  const t = useTexts(texts);
  const info = useAppInfo();
  const { data: workspace } = useQuery(client.workspace.info, {});
  if (!info) return null;
  const runtime = t('program.runtime', { version: info.electron, platform: info.platform });
  const report = [
    `${info.name} ${info.version}`,
    runtime,
    workspace && `${t('workspace.schema')} ${workspace.schemaVersion}`,
    `${t('program.log')}: ${info.logFile}`,
  ];
  const show = (file: string) => (
    <IconButton
      icon="folder"
      size="small"
      label={t('workspace.show')}
      onClick={() => void bridge().shell.showInFolder(file)}
    />
  );
  return (
    <Section title={t('program.title')}>
      <Facts
        facts={[
          { name: t('program.version'), value: `${info.version} · ${runtime}` },
          { name: t('program.dataFolder'), value: info.dataFolder, action: show(info.dataFolder) },
          { name: t('program.log'), value: info.logFile, action: show(info.logFile) },
        ]}
      />
      <Button
        className={styles.start}
        onClick={() => void copyText(report.filter(Boolean).join('\n'))}
      >
        {t('program.copy')}
      </Button>
    </Section>
  );
}
