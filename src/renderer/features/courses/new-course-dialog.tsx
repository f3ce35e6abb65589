import { useState } from 'react';
import { cleanPrintedText } from '../../../shared/domain/text';
import { client, useCommand } from '../../client';
import { Button } from '../../ui/button/button';
import { Dialog } from '../../ui/dialog/dialog';
import { TextField } from '../../ui/field/text-field';
import { useTexts } from '../../ui/i18n/texts';
import { openCourse } from './course-columns';
import { texts } from './texts';

/** The title of a new course; then its page opens. */
export function NewCourseDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(texts);
  const [title, setTitle] = useState('');
  const [tried, setTried] = useState(false);
  const create = useCommand(client.courses.create, {
    success: t('create.done', { title: title.trim() }),
    undoable: true,
    failureTitle: t('create.failed'),
    onDone: openCourse,
  });
  const checked = cleanPrintedText(title);
  const submit = () => {
    setTried(true);
    if (checked.ok && !create.isPending) void create.run({ title: checked.value });
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('create.title')}
      footer={
        <Button look="primary" pending={create.isPending} onClick={submit}>
          {t('create.confirm')}
        </Button>
      }
    >
      <TextField
        label={t('create.name')}
        hint={t('create.hint')}
        data-autofocus
        value={title}
        error={tried && !checked.ok ? checked.error.message : undefined}
        onChange={setTitle}
        onKeyDown={(event) => event.key === 'Enter' && submit()}
      />
    </Dialog>
  );
}
