import { useState } from 'react';
import { useTexts } from '../../../ui/i18n/texts';
import type { QuestionItem } from '../editor/use-questions';
import type { Json } from '../model/draft-content';
import { texts } from '../texts';
import { LearnerQuestion } from './learner-question';
import styles from './learner.module.css';

/** The column on the right: the question being written, as a learner sees it. */
export function LearnerColumn({ item }: { readonly item: QuestionItem }) {
  const t = useTexts(texts);
  return (
    <aside className={styles.column} aria-label={t('preview.label')}>
      <h3>{t('preview.label')}</h3>
      <Tried key={item.content.type} item={item} />
    </aside>
  );
}

/** What is tried out here is forgotten with the question, and when its type changes. */
function Tried({ item }: { readonly item: QuestionItem }) {
  const [answer, setAnswer] = useState<Json | undefined>(undefined);
  return (
    <div className={styles.card}>
      <LearnerQuestion content={item.content} answer={answer} onAnswer={setAnswer} />
    </div>
  );
}
