import { client, useCommand } from '../../../client';
import { Button } from '../../../ui/button/button';
import { useTexts } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import { inputOf } from '../model/draft-content';
import { texts } from '../texts';
import styles from './notes.module.css';
import { sourceNotes } from './question-state';
import type { QuestionItem } from './use-questions';

/** What the import had to say about this question: problems, losses, and the source itself. */
export function SourceNotes({
  item,
  number,
}: {
  readonly item: QuestionItem;
  readonly number: number;
}) {
  const t = useTexts(texts);
  const source = item.row?.source;
  const store = useCommand(client.questions.update, {
    success: t('source.fineDone', { number }),
    undoable: true,
  });
  if (!source) return null;
  const problems = sourceNotes(source.problems);
  const all = sourceNotes(source.losses);
  const losses = all.filter(({ field }) => field !== 'source');
  const original = all.find(({ field }) => field === 'source');
  if (problems.length + all.length === 0 && !source.needsAttention) return null;
  const canBeFine = source.needsAttention && !item.draft && item.row?.problems.length === 0;
  return (
    <details className={styles.sourceNotes} open={source.needsAttention}>
      <summary>
        <Icon name={source.needsAttention ? 'warning' : 'info'} tone="wait" />
        {source.needsAttention ? t('source.attention') : t('source.losses')}
      </summary>
      {problems.length > 0 && (
        <ul>
          {problems.map(({ text, line }) => (
            <li key={`${line} ${text}`}>
              {line === undefined ? text : t('source.line', { line, message: text })}
            </li>
          ))}
        </ul>
      )}
      {losses.length > 0 && (
        <>
          {source.needsAttention && <h3>{t('source.losses')}</h3>}
          <ul>
            {losses.map(({ text, field = '' }) => (
              <li key={`${field} ${text}`} dir="auto">
                {t('source.loss', { field, text })}
              </li>
            ))}
          </ul>
        </>
      )}
      {original && (
        <>
          <h3>{t('source.original')}</h3>
          <pre dir="auto" tabIndex={0} aria-label={t('source.original')}>
            {original.text}
          </pre>
        </>
      )}
      {canBeFine && (
        <Button
          size="small"
          pending={store.isPending}
          onClick={() => void store.run({ id: item.id, question: inputOf(item.content) })}
        >
          {t('source.fine')}
        </Button>
      )}
    </details>
  );
}
