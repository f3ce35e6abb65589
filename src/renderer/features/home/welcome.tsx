import { bridge, client, forgetWorkspace, reportFailed, useCommand, useQuery } from '../../client';
import { Button } from '../../ui/button/button';
import { textsOf, useTexts } from '../../ui/i18n/texts';
import { addresses } from '../../ui/navigation/addresses';
import { Link } from '../../ui/navigation/link';
import { formatNumber } from '../../ui/number-text/format-number';
import styles from './home-page.module.css';
import { texts } from './texts';

async function makeOwnWorkspace(): Promise<void> {
  const t = textsOf(texts);
  const file = await bridge().shell.saveFile({
    title: t('welcome.ownTitle'),
    suggestedName: t('welcome.ownName'),
    filters: [{ name: t('welcome.ownFilter'), extensions: ['lectern'] }],
  });
  if (!file) return;
  const result = await bridge().shell.createWorkspace(file, false);
  if (result.ok) forgetWorkspace();
  else reportFailed(result.error);
}

/** The first words on a fresh machine, over the sample workspace; gone for good once answered. */
export function Welcome() {
  const t = useTexts(texts);
  const { data: settings } = useQuery(client.settings.get, {});
  const { data: workspace } = useQuery(client.workspace.info, {});
  const { data: counts } = useQuery(client.home.counts, {});
  const set = useCommand(client.settings.set);
  if (!settings || settings.welcomed || !workspace?.sample || !counts) return null;
  return (
    <section className={styles.welcome} aria-labelledby="home-welcome">
      <h2 id="home-welcome">{t('welcome.title')}</h2>
      <p>
        {t('welcome.lead', {
          courses: formatNumber(counts.courses),
          people: formatNumber(counts.people),
        })}
      </p>
      <ol className={styles.steps}>
        <li>
          <Link to={addresses.grading}>{t('welcome.first')}</Link>
        </li>
        <li>
          <Link to={addresses.importQuestions()}>{t('welcome.second')}</Link>
        </li>
        <li>
          <Link to={addresses.certificates}>{t('welcome.third')}</Link>
        </li>
      </ol>
      <div className={styles.buttons}>
        <Button
          look="primary"
          pending={set.isPending}
          onClick={() => void set.run({ patch: { welcomed: true } })}
        >
          {t('welcome.keep')}
        </Button>
        <Button onClick={() => void makeOwnWorkspace()}>{t('welcome.own')}</Button>
      </div>
    </section>
  );
}
