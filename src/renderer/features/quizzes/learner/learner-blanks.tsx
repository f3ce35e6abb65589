import { splitStem } from '../../../../shared/domain/questions';
import { useTexts } from '../../../ui/i18n/texts';
import { Markdown } from '../../../ui/markdown/markdown';
import type { Json } from '../model/draft-content';
import { listOf, objectOf, textOf } from '../model/read-json';
import { texts } from '../texts';
import type { LearnerPart } from './learner-part';
import styles from './learner.module.css';

/** A text with gaps. Paragraphs with gaps are cut at them; the others are Markdown as a whole. */
export function LearnerBlanks(part: LearnerPart) {
  const paragraphs = part.content.question.split(/\n\s*\n/);
  return (
    <div className={styles.question}>
      {paragraphs.map((paragraph, at) => (
        // A paragraph has no name but its place.
        <Paragraph key={at} {...part} text={paragraph} />
      ))}
    </div>
  );
}

function Paragraph({ text, ...part }: LearnerPart & { readonly text: string }) {
  const pieces = splitStem(text);
  if (pieces.every(({ kind }) => kind === 'text')) return <Markdown source={text} />;
  return (
    <p className={styles.gapText} dir="auto">
      {pieces.map((piece, at) =>
        piece.kind === 'text' ? (
          <Markdown key={at} source={piece.text} inline />
        ) : (
          <Gap key={piece.id} {...part} id={piece.id} />
        ),
      )}
    </p>
  );
}

function blankOf(options: Json, id: string) {
  return listOf(objectOf(options).blanks)
    .map(objectOf)
    .find((blank) => blank.id === id);
}

function Gap({ content, answer, onAnswer, id }: LearnerPart & { readonly id: string }) {
  const t = useTexts(texts);
  const blank = blankOf(content.options, id);
  const given = objectOf(objectOf(answer).blanks);
  const value = textOf(given[id]);
  const change = (text: string) => onAnswer({ blanks: { ...given, [id]: text } });
  const label = t('preview.gap', { id });
  if (blank?.kind !== 'choice') {
    return (
      <input
        className={styles.gap}
        aria-label={label}
        dir="auto"
        autoComplete="off"
        value={value}
        onChange={(event) => change(event.target.value)}
      />
    );
  }
  return (
    <select
      className={styles.gap}
      aria-label={label}
      value={value}
      onChange={(event) => change(event.target.value)}
    >
      <option value="">{t('preview.choose')}</option>
      {listOf(blank.choices).map((choice) => {
        const { id: choiceId, text } = objectOf(choice);
        return (
          <option key={textOf(choiceId)} value={textOf(choiceId)}>
            {textOf(text)}
          </option>
        );
      })}
    </select>
  );
}
