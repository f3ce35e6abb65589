import { Button } from '../../../ui/button/button';
import { useTexts } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import { QueryState } from '../../../ui/query-state/query-state';
import { Tag } from '../../../ui/tag/tag';
import styles from './checks.module.css';
import { texts } from './texts';
import { usePreflight } from './use-preflight';
import type { PreflightAnswer } from './use-preflight';

/** What stands in the way of the steps: each complaint with its object and what to do. */
export function PreflightView() {
  const t = useTexts(texts);
  const preflight = usePreflight();
  return (
    <div className={styles.view}>
      <div className={styles.top}>
        <p className={styles.muted}>{t('preflight.lead')}</p>
        <Button pending={preflight.isFetching} onClick={preflight.retry}>
          {t('preflight.again')}
        </Button>
      </div>
      <QueryState query={preflight} title={t('preflight.failed')}>
        {(answer) => <Answer answer={answer} />}
      </QueryState>
    </div>
  );
}

function Answer({ answer: { ok, complaints, information } }: { readonly answer: PreflightAnswer }) {
  const t = useTexts(texts);
  return (
    <>
      {ok && (
        <p className={styles.clean} role="status">
          <Icon name="check" tone="good" />
          {t('preflight.clean')}
        </p>
      )}
      <ul className={styles.complaints}>
        {complaints.map(({ check, object, detail, remedy, severity }) => (
          <li key={`${check} ${object} ${detail}`} className={styles.complaint}>
            <Icon
              name={severity === 'blocker' ? 'error' : 'warning'}
              tone={severity === 'blocker' ? 'bad' : 'wait'}
            />
            <div>
              <p className={styles.head}>
                <code>{object}</code>
                <Tag tone={severity === 'blocker' ? 'bad' : 'wait'}>
                  {t(`preflight.${severity}`)}
                </Tag>
                <span className={styles.muted}>{check}</span>
              </p>
              <p>{detail}</p>
              <p className={styles.remedy}>
                <b>{t('preflight.remedy')}</b> {remedy}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {information.length > 0 && (
        <ul className={styles.information}>
          {information.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}
