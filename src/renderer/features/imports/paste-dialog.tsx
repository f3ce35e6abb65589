import { useState } from 'react';
import { Button } from '../../ui/button/button';
import { Dialog } from '../../ui/dialog/dialog';
import { Textarea } from '../../ui/field/text-field';
import { useTexts } from '../../ui/i18n/texts';
import styles from './imports.module.css';
import { texts } from './texts';

/** A box for questions as text. */
export function PasteDialog({
  onClose,
  onText,
}: {
  readonly onClose: () => void;
  readonly onText: (text: string) => void;
}) {
  const t = useTexts(texts);
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const isEmpty = text.trim() === '';
  const submit = () => {
    setTried(true);
    if (!isEmpty) onText(text);
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('paste.title')}
      size="medium"
      footer={
        <Button look="primary" shortcut="mod+Enter" onClick={submit}>
          {t('paste.confirm')}
        </Button>
      }
    >
      <Textarea
        data-autofocus
        label={t('paste.label')}
        hint={t('paste.hint')}
        error={tried && isEmpty ? t('paste.empty') : undefined}
        face="code"
        className={styles.pasteBox}
        value={text}
        onChange={setText}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
    </Dialog>
  );
}
