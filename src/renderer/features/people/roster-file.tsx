import { useState } from 'react';
import { bridge } from '../../client';
import { Button } from '../../ui/button/button';
import { classNames } from '../../ui/class-names';
import { textsOf, useTexts } from '../../ui/i18n/texts';
import styles from './people.module.css';
import { texts } from './texts';

type RosterFileProps = {
  readonly path: string | null;
  readonly onChange: (path: string) => void;
};

async function chooseFile(): Promise<string | undefined> {
  const t = textsOf(texts);
  const [path] = await bridge().shell.openFiles({
    title: t('roster.fileTitle'),
    multiple: false,
    filters: [
      { name: t('roster.fileFilter'), extensions: ['csv', 'tsv', 'txt', 'json'] },
      { name: t('roster.allFiles'), extensions: ['*'] },
    ],
  });
  return path;
}

/** The file a roster comes from: chosen in the system's dialog, or dropped. */
export function RosterFile({ path, onChange }: RosterFileProps) {
  const t = useTexts(texts);
  const [isOver, setOver] = useState(false);
  const choose = async () => {
    const chosen = await chooseFile();
    if (chosen !== undefined) onChange(chosen);
  };
  return (
    <div
      className={classNames(styles.drop, isOver && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        const dropped = file ? bridge().pathOf(file) : '';
        if (dropped !== '') onChange(dropped);
      }}
    >
      <Button icon="folder" data-autofocus onClick={() => void choose()}>
        {t(path === null ? 'roster.choose' : 'roster.chooseOther')}
      </Button>
      {path === null ? (
        <span className={styles.none}>{t('roster.drop')}</span>
      ) : (
        <code className={styles.path} title={path}>
          {path.split(/[/\\]/).pop()}
        </code>
      )}
    </div>
  );
}
