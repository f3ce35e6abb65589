import { useState } from 'react';
import { client } from '../../../client';
import { TextField } from '../../../ui/field/text-field';
import { useTexts } from '../../../ui/i18n/texts';
import type { TargetForm } from './target-form';
import { withUrl } from './target-form';
import styles from './targets.module.css';
import { texts } from './texts';

type UrlFieldProps = {
  readonly onRead: (update: (form: TargetForm) => TargetForm) => void;
};

/**
 * A URL to fill the fields in from. It is read by the engine as the command line reads one, and
 * emptied at once: it may hold a password, which is then in its own field.
 */
export function UrlField({ onRead }: UrlFieldProps) {
  const t = useTexts(texts);
  const [url, setUrl] = useState('');
  const [problem, setProblem] = useState<string>();
  const [notes, setNotes] = useState<readonly string[] | null>(null);
  const read = async (text: string) => {
    const wanted = text.trim();
    if (wanted === '') return;
    const parsed = await client.targets.parse({ url: wanted });
    if (!parsed.ok) return setProblem(parsed.error.message);
    onRead((form) => withUrl(form, parsed.value));
    setNotes(parsed.value.notes);
    setProblem(undefined);
    setUrl('');
  };
  return (
    <div className={styles.url}>
      <TextField
        label={t('url')}
        hint={notes ? t('urlRead') : t('urlHint')}
        error={problem}
        value={url}
        data-autofocus
        onChange={(text) => {
          setUrl(text);
          setProblem(undefined);
        }}
        // After the paste has arrived in the field.
        onPaste={(event) => {
          const text = event.clipboardData.getData('text');
          if (url === '') window.setTimeout(() => void read(text));
        }}
        onBlur={() => void read(url)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          void read(url);
        }}
      />
      {notes && notes.length > 0 && (
        <ul className={styles.notes} role="status">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
