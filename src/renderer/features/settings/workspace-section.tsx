import { useState } from 'react';
import type { AnswerOf, Client } from '../../client';
import { bridge, client, reportDone, reportFailed, useQuery } from '../../client';
import { Button } from '../../ui/button/button';
import { IconButton } from '../../ui/button/icon-button';
import { Facts } from '../../ui/facts/facts';
import { textsOf, useTexts } from '../../ui/i18n/texts';
import { formatNumber } from '../../ui/number-text/format-number';
import { Section } from '../../ui/page/page';
import { QueryState } from '../../ui/query-state/query-state';
import { Tag } from '../../ui/tag/tag';
import styles from './settings-page.module.css';
import { createWorkspace, openOtherWorkspace } from './switch-workspace';
import { texts } from './texts';

type Info = AnswerOf<Client['workspace']['info']>;

const counted = [
  'Course',
  'Quiz',
  'Question',
  'QuizAttempt',
  'Assignment',
  'AssignmentSubmission',
  'Certificate',
  'lectern_person',
] as const;

/** The workspace file: where it is, whether it is sound, what is in it. */
export function WorkspaceSection() {
  const t = useTexts(texts);
  const info = useQuery(client.workspace.info, {});
  const check = useCheck();
  return (
    <Section title={t('workspace.title')}>
      <QueryState query={info}>{(data) => <WorkspaceFacts info={data} />}</QueryState>
      {check.complaints.length > 0 && (
        <ul className={styles.complaints}>
          {check.complaints.map((complaint) => (
            <li key={complaint}>{complaint}</li>
          ))}
        </ul>
      )}
      <div className={styles.buttons}>
        <Button pending={check.isRunning} onClick={() => void check.run()}>
          {t('workspace.check')}
        </Button>
        <Button onClick={() => void openOtherWorkspace()}>{t('workspace.open')}</Button>
        <Button onClick={() => void createWorkspace()}>{t('workspace.create')}</Button>
      </div>
    </Section>
  );
}

function useCheck() {
  const [complaints, setComplaints] = useState<readonly string[]>([]);
  const [isRunning, setRunning] = useState(false);
  const run = async () => {
    const t = textsOf(texts);
    setRunning(true);
    const result = await client.workspace.check({});
    setRunning(false);
    if (!result.ok) return reportFailed(result.error);
    const found = result.value.complaints;
    setComplaints(found);
    reportDone(
      found.length === 0
        ? t('workspace.checkedSound')
        : t('workspace.checkedFaults', { count: found.length }),
    );
  };
  return { complaints, isRunning, run };
}

function WorkspaceFacts({ info }: { readonly info: Info }) {
  const t = useTexts(texts);
  const contents = counted
    .filter((table) => info.counts[table] !== undefined)
    .map((table) => `${formatNumber(info.counts[table] ?? 0)} ${t(`counts.${table}`)}`);
  return (
    <Facts
      facts={[
        {
          name: t('workspace.file'),
          value: info.file,
          action: (
            <IconButton
              icon="folder"
              size="small"
              label={t('workspace.show')}
              onClick={() => void bridge().shell.showInFolder(info.file)}
            />
          ),
        },
        {
          name: t('workspace.state'),
          value: (
            <span className={styles.tags}>
              <Tag tone={info.ok ? 'good' : 'bad'}>
                {info.ok ? t('workspace.sound') : t('workspace.unsound')}
              </Tag>
              {info.readOnly && <Tag tone="wait">{t('workspace.readOnly')}</Tag>}
              {info.sample && <Tag>{t('workspace.sample')}</Tag>}
            </span>
          ),
        },
        { name: t('workspace.schema'), value: info.schemaVersion },
        { name: t('workspace.contents'), value: contents.join(', ') },
      ]}
    />
  );
}
