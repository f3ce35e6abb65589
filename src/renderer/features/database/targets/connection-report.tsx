import { useEffect, useRef } from 'react';
import { useTexts } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import type { IconName } from '../../../ui/icons/icons';
import type { AnswerOf, Client } from '../../../client';
import styles from './targets.module.css';
import { texts } from './texts';

export type TestAnswer = AnswerOf<Client['targets']['test']>;
type Check = TestAnswer['checks'][number];

const icons: {
  readonly [state in Check['state']]: {
    readonly name: IconName;
    readonly tone: 'good' | 'wait' | 'bad';
  };
} = {
  ok: { name: 'check', tone: 'good' },
  warning: { name: 'warning', tone: 'wait' },
  problem: { name: 'error', tone: 'bad' },
};

/** What a test of the connection found, line by line, each with what to do about it. */
export function ConnectionReport({ answer }: { readonly answer: TestAnswer }) {
  const t = useTexts(texts);
  const verdict = useRef<HTMLParagraphElement>(null);
  // The report arrives below a long form, and the line that matters is its last.
  useEffect(() => verdict.current?.scrollIntoView({ block: 'nearest' }), [answer]);
  const warnings = answer.checks.filter(({ state }) => state === 'warning').length;
  return (
    <section className={styles.report} aria-label={t('report')}>
      <ul>
        {answer.checks.map((check) => (
          <li key={check.check} className={styles.finding} data-state={check.state}>
            <Icon {...icons[check.state]} label={t(`state.${check.state}`)} />
            <span>
              <b>{t(`check.${check.check}`)}</b> {check.detail}
              {check.remedy && <small>{check.remedy}</small>}
            </span>
          </li>
        ))}
      </ul>
      <p ref={verdict} role="status" className={styles.verdict}>
        {answer.ok
          ? warnings === 0
            ? t('wellDone')
            : t('withWarnings', { count: warnings })
          : t('notYet')}
      </p>
    </section>
  );
}
