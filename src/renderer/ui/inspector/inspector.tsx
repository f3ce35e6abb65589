import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { IconButton } from '../button/icon-button';
import { dragWidth } from '../drag-width';
import { useTexts } from '../i18n/texts';
import { readLocalNumber, writeLocal } from '../storage/local-store';
import { texts } from '../texts';
import styles from './inspector.module.css';

type InspectorProps = {
  /** Names the panel in what is remembered (its width). */
  readonly id: string;
  readonly title: string;
  readonly onClose?: () => void;
  readonly children: ReactNode;
};

const least = 240;
const most = 640;

/** The panel on the right with the details of one thing; its left edge changes the width. */
export function Inspector({ id, title, onClose, children }: InspectorProps) {
  const t = useTexts(texts);
  const [width, setWidth] = useState(() => readLocalNumber(`inspector.${id}`, least, most) ?? 320);
  const resize = (next: number) => {
    const kept = Math.round(Math.max(least, Math.min(most, next)));
    setWidth(kept);
    writeLocal(`inspector.${id}`, String(kept));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    resize(width + (event.key === 'ArrowLeft' ? 16 : -16));
  };
  return (
    <aside className={styles.inspector} style={{ width }} aria-label={title}>
      <div
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={t('inspector.resize')}
        aria-valuemin={least}
        aria-valuemax={most}
        aria-valuenow={width}
        className={styles.edge}
        onPointerDown={(event) => dragWidth(event, width, resize, -1)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.heading}>
        <h2 dir="auto">{title}</h2>
        {onClose && (
          <IconButton icon="close" size="small" label={t('inspector.close')} onClick={onClose} />
        )}
      </div>
      <div className={styles.content}>{children}</div>
    </aside>
  );
}
