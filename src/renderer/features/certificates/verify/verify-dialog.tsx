import { useEffect, useState } from 'react';
import type { DragEvent, ReactNode } from 'react';
import { parseCode } from '../../../../shared/domain/certificates';
import { bridge, client, reportDone, useQuery } from '../../../client';
import { announce } from '../../../ui/announcer/announcer';
import { Button } from '../../../ui/button/button';
import { Dialog } from '../../../ui/dialog/dialog';
import { ErrorPanel } from '../../../ui/error-panel/error-panel';
import { TextField } from '../../../ui/field/text-field';
import { useTexts } from '../../../ui/i18n/texts';
import { SkeletonLines } from '../../../ui/skeleton/skeleton';
import styles from '../certificates.module.css';
import { texts } from '../texts';
import { Verdict } from './verdict';

type VerifyDialogProps = {
  readonly onClose: () => void;
  /** Shows the certificate with this code in the list. */
  readonly onOpen: (code: string) => void;
};

/** Checks a code as typed or a PDF, and says clearly what it is worth. */
export function VerifyDialog({ onClose, onOpen }: VerifyDialogProps) {
  const t = useTexts(texts);
  const [code, setCode] = useState('');
  const [given, setGiven] = useState<string | null>(null);
  const verdict = useQuery(client.certificates.verify, given === null ? null : { code: given });
  const { data, failure } = verdict;
  useEffect(() => {
    if (!data) return;
    announce(t('verify.announced', { status: t(`verify.${data.status}`), message: data.message }));
  }, [data, t]);
  const check = () => code.trim() !== '' && setGiven(code.trim());
  const checkFile = (path: string) => {
    if (path === '') return;
    setCode('');
    setGiven(path);
  };
  return (
    <Dialog opened onClose={onClose} size="medium" title={t('verify.title')}>
      <DropArea onFile={checkFile}>
        <div className={styles.verifyLine}>
          <TextField
            data-autofocus
            className={styles.verifyCode}
            label={t('verify.code')}
            hint={hintOf(code) ?? t('verify.codeHint')}
            value={code}
            onChange={(text) => {
              setCode(text);
              setGiven(null);
            }}
            onKeyDown={(event) => event.key === 'Enter' && check()}
          />
          <Button look="primary" disabled={code.trim() === ''} onClick={check}>
            {t('verify.check')}
          </Button>
        </div>
        <p className={styles.verifyFile}>
          <Button icon="folder" onClick={() => void chooseFile(t, checkFile)}>
            {t('verify.file')}
          </Button>
          {t('verify.drop')}
        </p>
      </DropArea>
      {given !== null && verdict.isLoading && <SkeletonLines lines={3} />}
      {failure && <ErrorPanel title={t('verify.failed')} {...failure} onRetry={verdict.retry} />}
      {data && !failure && <Verdict verdict={data} onOpen={onOpen} />}
    </Dialog>
  );
}

/** What is wrong with a code that is long enough to be one; shorter ones are still being typed. */
function hintOf(text: string): string | undefined {
  const typed = text.trim();
  // An address or a path is for the engine to read.
  if (/[:/\\.]/u.test(typed) || typed.replace(/[\s-]/gu, '').length < 17) return undefined;
  const parsed = parseCode(typed);
  return parsed.ok ? undefined : `${parsed.error.message}.`;
}

async function chooseFile(
  t: ReturnType<typeof useTexts<typeof texts.tree>>,
  take: (path: string) => void,
): Promise<void> {
  const [file] = await bridge().shell.openFiles({
    title: t('verify.fileTitle'),
    filters: [{ name: t('verify.fileFilter'), extensions: ['pdf'] }],
    multiple: false,
  });
  if (file !== undefined) take(file);
}

function DropArea({
  onFile,
  children,
}: {
  readonly onFile: (path: string) => void;
  readonly children: ReactNode;
}) {
  const t = useTexts(texts);
  const [isOver, setOver] = useState(false);
  const hold = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <div
      className={styles.drop}
      data-over={isOver || undefined}
      onDragEnter={hold}
      onDragOver={hold}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file, ...others] = event.dataTransfer.files;
        if (file) onFile(bridge().pathOf(file));
        if (others.length > 0) reportDone(t('verify.dropMany'));
      }}
    >
      {children}
    </div>
  );
}
