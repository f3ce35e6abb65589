import type { ImportedQuestion } from '../../../shared/contract/imports';
import { useTexts } from '../../ui/i18n/texts';
import { Icon } from '../../ui/icons/icon';
import { Markdown } from '../../ui/markdown/markdown';
import { formatNumber } from '../../ui/number-text/format-number';
import { Tag } from '../../ui/tag/tag';
import { answerLines } from './answer-lines';
import type { AnswerLine } from './answer-lines';
import styles from './imports.module.css';
import { texts } from './texts';
import { typeLabel } from './type-label';

/** All of one question: as it will be stored, what is wrong with it, and the source it came from. */
export function DraftDetail({
  question,
  file,
}: {
  readonly question: ImportedQuestion | undefined;
  readonly file: string | undefined;
}) {
  const t = useTexts(texts);
  if (!question) {
    return (
      <aside className={styles.detail} aria-label={t('detail.label')}>
        <p className={styles.muted}>{t('detail.pick')}</p>
      </aside>
    );
  }
  const { line, title, stem, type, points, explanation } = question;
  return (
    <aside className={styles.detail} aria-label={t('detail.label')}>
      <div className={styles.detailTop}>
        {question.status === 'rejected' ? (
          <Tag tone="bad">{t('status.rejected')}</Tag>
        ) : (
          <Tag tone="accent">{typeLabel(type, t)}</Tag>
        )}
        <span className={styles.where} dir="auto">
          {file === undefined ? t('list.line', { line }) : t('detail.where', { file, line })}
        </span>
        {question.status !== 'rejected' && (
          <span className={styles.points}>{t('detail.points', { count: points })}</span>
        )}
      </div>
      <Problems question={question} />
      <div className={styles.card}>
        {title && (
          <p className={styles.draftTitle} dir="auto">
            {title}
          </p>
        )}
        <Markdown source={stem} />
        <Answer question={question} />
      </div>
      {explanation && (
        <div>
          <h3>{t('detail.explanation')}</h3>
          <Markdown source={explanation} face="ui" />
        </div>
      )}
      <div>
        <h3>{t('detail.raw')}</h3>
        <pre className={styles.raw} dir="auto" tabIndex={0} aria-label={t('detail.raw')}>
          {question.raw}
        </pre>
      </div>
    </aside>
  );
}

function Problems({ question }: { readonly question: ImportedQuestion }) {
  const t = useTexts(texts);
  const { problems, losses, status } = question;
  const tone = status === 'rejected' ? 'bad' : 'wait';
  return (
    <>
      {problems.length > 0 && (
        <div>
          <h3>{t('detail.problems')}</h3>
          <ul className={styles.notes}>
            {problems.map(({ line, message, code }) => (
              <li key={`${code} ${line} ${message}`}>
                <Icon name={status === 'rejected' ? 'error' : 'warning'} tone={tone} />
                <span dir="auto">{t('detail.problem', { line, message })}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {losses.length > 0 && (
        <div>
          <h3>{t('detail.losses')}</h3>
          <ul className={styles.notes}>
            {losses.map(({ field, text }) => (
              <li key={`${field} ${text}`}>
                <Icon name="warning" tone="wait" />
                <span dir="auto">{t('detail.loss', { field, text })}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Answer({ question }: { readonly question: ImportedQuestion }) {
  const t = useTexts(texts);
  const lines = answerLines(question, {
    isTrue: t('detail.isTrue'),
    isFalse: t('detail.isFalse'),
    byHand: t('detail.byHand'),
    range: (min, max) => t('detail.range', { min, max }),
  });
  if (lines.length === 0) return null;
  return (
    <ul className={styles.answer} aria-label={t('detail.answer')}>
      {lines.map((line, at) => (
        // The lines of one question never change; their place is a lasting key.
        <Line key={at} line={line} />
      ))}
    </ul>
  );
}

function Line({ line }: { readonly line: AnswerLine }) {
  const t = useTexts(texts);
  const { text, isRight = false, share, feedback } = line;
  const isPartial = share !== undefined && share !== 0 && share !== 1;
  return (
    <li>
      {isRight ? (
        <Icon name="check" tone="good" label={t('detail.right')} />
      ) : (
        <span className={styles.noMark} />
      )}
      <span className={styles.answerWords}>
        <Markdown source={text} inline />
        {feedback && (
          <small dir="auto">
            <Markdown source={feedback} inline face="ui" />
          </small>
        )}
      </span>
      {isPartial && (
        <span className={styles.share}>
          {t('detail.share', { percent: formatNumber(share * 100) })}
        </span>
      )}
    </li>
  );
}
