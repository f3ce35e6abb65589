import { Textarea } from '../../../ui/field/text-field';
import { useTexts } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import { describeProblem } from '../model/describe-problem';
import { readJson } from '../model/draft-content';
import type { DraftContent } from '../model/draft-content';
import { texts } from '../texts';
import styles from './editor.module.css';
import type { QuestionEditing } from './use-question-editor';

type Part = 'options' | 'correctAnswer';

function shownText(content: DraftContent, part: Part): string {
  return content.texts?.[part] ?? JSON.stringify(content[part], null, 2);
}

function withText(content: DraftContent, part: Part, text: string): DraftContent {
  const read = readJson(text);
  const texts_ = { ...content.texts, [part]: text };
  return { ...content, texts: texts_, ...(read.ok && { [part]: read.value }) };
}

/** The typed part of a question as JSON, checked against the schema of its type at every key. */
export function JsonEditor({ editing }: { readonly editing: QuestionEditing }) {
  const t = useTexts(texts);
  const { content, problems, type } = editing;
  const own = problems.filter(({ path }) => path !== 'points' && path !== 'explanation');
  return (
    <section className={styles.part} aria-label={t('editor.json')}>
      <div className={styles.partTop}>
        <h3>{t('editor.json')}</h3>
        <span className={styles.muted}>{t('editor.jsonNote')}</span>
      </div>
      <div className={styles.jsonPair}>
        {(['options', 'correctAnswer'] as const).map((part) => (
          <Textarea
            key={part}
            face="code"
            dir="ltr"
            label={t(part === 'options' ? 'editor.jsonOptions' : 'editor.jsonAnswer')}
            value={shownText(content, part)}
            onChange={(text) => type(withText(content, part, text))}
          />
        ))}
      </div>
      <div role="status" className={styles.jsonProblems}>
        {own.length === 0 ? (
          <p className={styles.muted}>
            <Icon name="check" tone="good" />
            {t('editor.jsonGood')}
          </p>
        ) : (
          <ul>
            {own.slice(0, 20).map((problem) => (
              <li key={`${problem.path} ${problem.message}`}>
                <Icon name="error" tone="wait" />
                <span>{describeProblem(problem, content, t)}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
