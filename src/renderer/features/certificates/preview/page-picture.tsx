import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../../ui/i18n/texts';
import styles from '../certificates.module.css';
import { texts } from '../texts';
import { drawPage } from './draw-page';
import { readPage } from './page-content';
import { NotDrawn } from './pdf-lexer';

type PagePictureProps = {
  readonly pdf: Uint8Array<ArrayBuffer>;
  /** Whose page it is, for readers. */
  readonly name: string;
};

/** Twice the width of the dialog, so that the picture is sharp on dense screens too. */
const pixelsWide = 1760;

/**
 * The page of a certificate as a picture, drawn from the bytes of the PDF itself. Chromium's own
 * viewer is an extension that would have to be let through the window's fence.
 */
export function PagePicture({ pdf, name }: PagePictureProps) {
  const t = useTexts(texts);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [obstacle, setObstacle] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    void paint(pdf, () => (isWanted ? canvas.current : null)).then((why) => {
      if (isWanted) setObstacle(why);
    });
    return () => {
      isWanted = false;
    };
  }, [pdf]);
  if (obstacle !== null) return <p>{t('preview.notDrawn', { why: obstacle })}</p>;
  return (
    <canvas
      ref={canvas}
      className={styles.page}
      role="img"
      aria-label={t('preview.drawing', { name })}
    />
  );
}

/** Draws the page; gives back why it could not be, or null. */
async function paint(
  pdf: Uint8Array<ArrayBuffer>,
  canvasNow: () => HTMLCanvasElement | null,
): Promise<string | null> {
  try {
    const page = await readPage(pdf);
    const canvas = canvasNow();
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return null;
    const scale = pixelsWide / page.width;
    canvas.width = pixelsWide;
    canvas.height = Math.round(page.height * scale);
    drawPage(page, context, scale);
    return null;
  } catch (reason) {
    if (reason instanceof NotDrawn) return reason.message;
    throw reason;
  }
}
