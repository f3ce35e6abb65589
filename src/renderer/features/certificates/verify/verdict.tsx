import type { AnswerOf, Client } from '../../../client';
import { Button } from '../../../ui/button/button';
import { DateText } from '../../../ui/date-text/date-text';
import { Facts } from '../../../ui/facts/facts';
import { useTexts } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import type { IconName } from '../../../ui/icons/icons';
import styles from '../certificates.module.css';
import { texts } from '../texts';

type Answer = AnswerOf<Client['certificates']['verify']>;

const icons: { readonly [status in Answer['status']]: IconName } = {
  valid: 'check',
  superseded: 'history',
  revoked: 'close',
  unknown: 'info',
  invalid: 'error',
};

/** What a code or a file is worth: one word, why, and whose it is. */
export function Verdict({
  verdict,
  onOpen,
}: {
  readonly verdict: Answer;
  /** Shows the certificate with this code in the list. */
  readonly onOpen: (code: string) => void;
}) {
  const t = useTexts(texts);
  const { status, message, code, learnerName, course, issuedAt, checkedAgainst } = verdict;
  const facts = [
    { name: t('verify.learner'), value: learnerName },
    { name: t('verify.course'), value: course },
    { name: t('verify.issued'), value: issuedAt && <DateText value={issuedAt} kind="time" /> },
    {
      name: t('verify.codeFact'),
      value: code && <code className={styles.code}>{code}</code>,
      action: code && learnerName !== null && (
        <Button size="small" onClick={() => onOpen(code)}>
          {t('verify.open')}
        </Button>
      ),
    },
    { name: t('verify.against'), value: against(checkedAgainst) },
  ];
  return (
    <section className={styles.verdict} data-status={status}>
      <div className={styles.verdictHead}>
        <Icon name={icons[status]} className={styles.verdictIcon} />
        <div>
          <h2 className={styles.verdictWord}>{t(`verify.${status}`)}</h2>
          <p>{message}</p>
        </div>
      </div>
      <Facts facts={facts.filter(({ value }) => value !== null)} />
    </section>
  );
}

/** The instant at the end of `workspace at 2026-01-31T…Z`, as people write it. */
function against(text: string) {
  const match = /^(.*) (\S+Z)$/u.exec(text);
  const [, words, instant] = match ?? [];
  if (!words || !instant) return text;
  return (
    <>
      {words} <DateText value={instant} kind="time" />
    </>
  );
}
