import { client, useQuery } from '../../client';
import { useTexts } from '../../ui/i18n/texts';
import { BackLink } from '../../ui/navigation/link';
import { useSearchParam } from '../../ui/navigation/location';
import { PageHeader } from '../../ui/page-header/page-header';
import { Tabs } from '../../ui/tabs/tabs';
import { HistoryTab } from './history-tab';
import { ImportActions } from './import-actions';
import styles from './imports.module.css';
import { PasteDialog } from './paste-dialog';
import { PreviewPanes } from './preview-panes';
import { StartPanel } from './start-panel';
import { texts } from './texts';
import { useImport } from './use-import';

/** Bringing questions in: choose, see every question, decide, import; and what was imported before. */
export function ImportPage() {
  const t = useTexts(texts);
  const [quizId] = useSearchParam('quiz');
  const [tab, setTab] = useSearchParam('tab', 'new');
  const quiz = useQuery(client.quizzes.get, quizId === '' ? null : { id: quizId });
  const bringing = useImport(quizId === '' ? null : quizId);
  const isNew = tab !== 'history';
  const hasSources = bringing.sources.length > 0;
  const back =
    quizId === '' ? (
      <BackLink to="/quizzes" label={t('back')} />
    ) : (
      <BackLink to={`/quizzes/${encodeURIComponent(quizId)}`} label={t('backToQuiz')} />
    );
  return (
    <>
      <PageHeader
        back={back}
        title={t('title')}
        sub={quiz.data?.title}
        actions={isNew && hasSources && <ImportActions bringing={bringing} />}
      />
      <Tabs
        label={t('tabs.label')}
        value={isNew ? 'new' : 'history'}
        onChange={setTab}
        tabs={[
          { value: 'new', label: t('tabs.new') },
          { value: 'history', label: t('tabs.history') },
        ]}
      >
        {!isNew && <HistoryTab />}
        {isNew &&
          (hasSources ? <PreviewPanes bringing={bringing} /> : <StartPanel {...bringing} />)}
      </Tabs>
      {bringing.isOver && <div className={styles.over}>{t('start.dropHere')}</div>}
      {bringing.isPasting && (
        <PasteDialog onClose={() => bringing.setPasting(false)} onText={bringing.paste} />
      )}
    </>
  );
}
