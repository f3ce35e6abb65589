import { Fragment } from 'react';
import type { CheckResult } from '../../../../shared/contract/xp';
import { Button } from '../../../ui/button/button';
import { DateText } from '../../../ui/date-text/date-text';
import { useTexts } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import { formatNumber } from '../../../ui/number-text/format-number';
import { Section } from '../../../ui/page/page';
import { copyText } from '../../../ui/toast/toast';
import styles from '../database.module.css';
import { texts } from '../texts';
import type { VerificationResult } from './use-verification';
import { reportJson, reportText } from './verify-report';

/** What the last verification found: complaints first, with samples, then what passed. */
export function VerifyResults({ result }: { readonly result: VerificationResult | null }) {
  const t = useTexts(texts);
  if (!result) {
    return (
      <Section title={t('verify.heading')}>
        <p className={styles.muted}>{t('verify.never')}</p>
      </Section>
    );
  }
  const { checks, at } = result;
  const bad = checks.filter(({ ok }) => !ok);
  const good = checks.filter(({ ok }) => ok);
  return (
    <Section
      title={t('verify.heading')}
      aside={<DateText value={new Date(at).toISOString()} kind="relative" />}
    >
      <p className={styles.verdict} data-bad={bad.length > 0 || undefined}>
        <Icon
          name={bad.length === 0 ? 'check' : 'warning'}
          tone={bad.length === 0 ? 'good' : 'bad'}
        />
        {bad.length === 0
          ? t('verify.clean', { count: checks.length })
          : t('verify.bad', { count: bad.length })}
      </p>
      {bad.length > 0 && (
        <ul className={styles.checks}>
          {bad.map((check) => (
            <Complaint key={check.name} check={check} />
          ))}
        </ul>
      )}
      {bad.length === 0 ? (
        <Passed checks={good} />
      ) : (
        <details className={styles.passed}>
          <summary>{t('verify.passed', { count: good.length })}</summary>
          <Passed checks={good} />
        </details>
      )}
      <div className={styles.copies}>
        <Button size="small" icon="copy" onClick={() => void copyText(reportText(checks))}>
          {t('verify.copyText')}
        </Button>
        <Button size="small" icon="copy" onClick={() => void copyText(reportJson(checks))}>
          {t('verify.copyJson')}
        </Button>
      </div>
    </Section>
  );
}

/** A name of several words joined by underscores, which may be broken between them. */
function CheckName({ name }: { readonly name: string }) {
  return name.split('_').map((word, index) => (
    // The words of a name never move.
    <Fragment key={index}>
      {index > 0 && '_'}
      {index > 0 && <wbr />}
      {word}
    </Fragment>
  ));
}

function Passed({ checks }: { readonly checks: readonly CheckResult[] }) {
  return (
    <ul className={styles.checks}>
      {checks.map(({ name, information }) => (
        <li key={name} className={styles.check}>
          <Icon name="check" tone="good" />
          <span>
            <CheckName name={name} />
            {information && <small>{information}</small>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Complaint({ check }: { readonly check: CheckResult }) {
  const t = useTexts(texts);
  const { name, complaints, samples, information } = check;
  const rest = complaints - samples.length;
  return (
    <li className={styles.check}>
      <Icon name="warning" tone="bad" />
      <span>
        <CheckName name={name} />
        {information && <small>{information}</small>}
        {samples.map((sample) => (
          <code key={sample} className={styles.sample}>
            {sample}
          </code>
        ))}
        {rest > 0 && samples.length > 0 && <small>{t('verify.more', { count: rest })}</small>}
      </span>
      <b className="figures" title={t('verify.complaints', { count: complaints })}>
        {formatNumber(complaints)}
      </b>
    </li>
  );
}
