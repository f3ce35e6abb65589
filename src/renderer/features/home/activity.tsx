import type { ActionSummary } from '../../../shared/contract/history';
import { client, useCommand, useQuery } from '../../client';
import { IconButton } from '../../ui/button/icon-button';
import { classNames } from '../../ui/class-names';
import { DateText } from '../../ui/date-text/date-text';
import { useTexts } from '../../ui/i18n/texts';
import { Icon } from '../../ui/icons/icon';
import type { IconName } from '../../ui/icons/icons';
import { addresses } from '../../ui/navigation/addresses';
import { Link } from '../../ui/navigation/link';
import { QueryState } from '../../ui/query-state/query-state';
import styles from './home-page.module.css';
import { texts } from './texts';

const icons: { readonly [kind in ActionSummary['kind']]: IconName } = {
  do: 'check',
  undo: 'undo',
  redo: 'redo',
};

/** What was changed last, by whom, with a way to take each thing back. */
export function Activity() {
  const t = useTexts(texts);
  const history = useQuery(client.history.list, { limit: 30 });
  return (
    <section className={styles.activity} aria-labelledby="home-activity">
      <div className={styles.activityTop}>
        <h2 id="home-activity">{t('activity.title')}</h2>
        <Link to={addresses.history}>{t('activity.all')}</Link>
      </div>
      <QueryState query={history}>
        {({ actions }) =>
          actions.length === 0 ? (
            <p className={styles.none}>{t('activity.none')}</p>
          ) : (
            <ol className={styles.entries}>
              {actions.map((action) => (
                <Entry key={action.action} entry={action} />
              ))}
            </ol>
          )
        }
      </QueryState>
    </section>
  );
}

function Entry({ entry }: { readonly entry: ActionSummary }) {
  const t = useTexts(texts);
  const undo = useCommand(client.history.undo, {
    success: t('activity.undoDone', { label: entry.label }),
  });
  const canUndo = entry.kind === 'do' && !entry.undone && entry.undoable;
  return (
    <li className={classNames(styles.entry, entry.undone && styles.gone)}>
      <Icon
        name={icons[entry.kind]}
        label={t(`activity.did.${entry.kind}`)}
        tone={canUndo ? 'good' : 'muted'}
      />
      <span className={styles.label} dir="auto">
        {entry.label}
      </span>
      {canUndo && (
        <IconButton
          className={styles.undo}
          icon="undo"
          size="small"
          label={t('activity.undo', { label: entry.label })}
          onClick={() => void undo.run({ action: entry.action })}
        />
      )}
      <small>
        <DateText value={entry.at} kind="relative" />
        {entry.who && ` · ${t('activity.by', { who: entry.who })}`}
        {entry.undone && ` · ${t('activity.undone')}`}
      </small>
    </li>
  );
}
