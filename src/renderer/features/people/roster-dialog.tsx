import { useState } from 'react';
import { client, useCommand } from '../../client';
import { Button } from '../../ui/button/button';
import { Dialog } from '../../ui/dialog/dialog';
import { SegmentedControl } from '../../ui/field/segmented-control';
import { Textarea } from '../../ui/field/text-field';
import { useTexts } from '../../ui/i18n/texts';
import { RosterFile } from './roster-file';
import { RosterPreviewPart } from './roster-preview';
import { texts } from './texts';
import { useRosterPreview } from './use-roster';
import type { RosterSource } from './use-roster';

type Kind = 'file' | 'text';

/** Names for learners: from a file or pasted, shown as counts and problems before it is done. */
export function RosterDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(texts);
  const [kind, setKind] = useState<Kind>('file');
  const [path, setPath] = useState<string | null>(null);
  const [text, setText] = useState('');
  const source = sourceOf(kind, path, text, t('roster.pastedName'));
  const preview = useRosterPreview(source);
  const counts = preview.state === 'read' ? preview.counts : null;
  const count = counts ? counts.added + counts.changed : 0;
  const run = useCommand(client.people.importRoster, {
    success: (done) => t('roster.done', { count: done.added + done.changed }),
    undoable: true,
    failureTitle: t('roster.failed'),
    onDone: onClose,
  });
  return (
    <Dialog
      opened
      size="medium"
      onClose={onClose}
      title={t('roster.title')}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('roster.cancel')}
          </Button>
          <Button
            look="primary"
            disabled={count === 0}
            pending={run.isPending}
            onClick={() => source && void run.run({ source })}
          >
            {count > 0 ? t('roster.confirmCount', { count }) : t('roster.confirm')}
          </Button>
        </>
      }
    >
      <p>{t('roster.lead')}</p>
      <SegmentedControl<Kind>
        label={t('roster.from')}
        hideLabel
        value={kind}
        onChange={setKind}
        options={[
          { value: 'file', label: t('roster.file') },
          { value: 'text', label: t('roster.text') },
        ]}
      />
      {kind === 'file' ? (
        <RosterFile path={path} onChange={setPath} />
      ) : (
        <Textarea
          label={t('roster.paste')}
          hint={t('roster.pasteHint')}
          face="code"
          rows={6}
          autoFocus
          value={text}
          onChange={setText}
        />
      )}
      <RosterPreviewPart preview={preview} />
    </Dialog>
  );
}

function sourceOf(
  kind: Kind,
  path: string | null,
  text: string,
  name: string,
): RosterSource | null {
  if (kind === 'file') return path === null ? null : { path };
  return text.trim() === '' ? null : { name, text };
}
