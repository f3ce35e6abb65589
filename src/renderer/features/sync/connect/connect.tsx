import { client, useQuery } from '../../../client';
import { useTexts } from '../../../ui/i18n/texts';
import { PageBody, Section } from '../../../ui/page/page';
import styles from '../sync.module.css';
import { texts } from './texts';
import { ChooseServer } from './choose-server';
import { NotPossible, obstacleOf } from './not-possible';
import { PreviewPanel } from './preview-panel';
import { useConnect } from './use-connect';

/** A workspace without a server: what sync is for, and the way to it in three steps. */
export function Connect() {
  const t = useTexts(texts);
  const { data: info } = useQuery(client.workspace.info, {});
  if (!info) return null;
  const obstacle = obstacleOf(info);
  return (
    <PageBody>
      <section className={styles.intro} aria-labelledby="sync-intro">
        <h2 id="sync-intro">{t('intro.title')}</h2>
        <p>{t('intro.lead')}</p>
        <ul>
          <li>{t('intro.offline')}</li>
          <li>{t('intro.together')}</li>
          <li>{t('intro.once')}</li>
        </ul>
      </section>
      {obstacle ? <NotPossible obstacle={obstacle} /> : <Steps />}
    </PageBody>
  );
}

function Steps() {
  const t = useTexts(texts);
  const connect = useConnect();
  return (
    <>
      <Section title={t('choose.title')}>
        <ChooseServer
          submitLabel={t('choose.look')}
          pending={connect.isLooking}
          failure={connect.failure}
          onChoose={(id) => connect.look(id)}
        />
      </Section>
      {connect.preview && <PreviewPanel preview={connect.preview} connect={connect} />}
    </>
  );
}
