import { stemExcerpt } from '../../../../shared/domain/questions';
import { Select } from '../../../ui/field/select';
import { useTexts } from '../../../ui/i18n/texts';
import { Markdown } from '../../../ui/markdown/markdown';
import { listOf, objectOf, textOf } from '../model/read-json';
import type { Json } from '../model/draft-content';
import { texts } from '../texts';
import type { LearnerPart } from './learner-part';
import styles from './learner.module.css';

type Part = { readonly id: string; readonly text: string };

function partsOf(value: Json | undefined): readonly Part[] {
  return listOf(value).map((part) => {
    const { id, text } = objectOf(part);
    return { id: textOf(id), text: textOf(text) };
  });
}

/** Each left part with a list of the right ones to choose from. */
export function LearnerMatching({ content, answer, onAnswer }: LearnerPart) {
  const t = useTexts(texts);
  const { left, right } = objectOf(content.options);
  const partners = partsOf(right);
  const pairs = listOf(objectOf(answer).pairs).map(listOf);
  const pair = (leftId: string, rightId: string) => {
    const others = pairs.filter(([one]) => one !== leftId).map(([a = '', b = '']) => [a, b]);
    onAnswer({ pairs: [...others, [leftId, rightId]] });
  };
  return (
    <div className={styles.pairs}>
      {partsOf(left).map(({ id, text }) => (
        <div key={id} className={styles.pair}>
          <Markdown source={text} inline />
          <Select
            label={t('preview.match', { part: stemExcerpt(text) })}
            hideLabel
            placeholder={t('preview.choose')}
            value={textOf(pairs.find(([one]) => one === id)?.[1]) || null}
            options={partners.map((one) => ({ value: one.id, label: stemExcerpt(one.text) }))}
            onChange={(rightId) => pair(id, rightId)}
          />
        </div>
      ))}
    </div>
  );
}
