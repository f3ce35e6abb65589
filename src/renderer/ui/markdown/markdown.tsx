import { useEffect, useRef } from 'react';
import { classNames } from '../class-names';
import { textsOf } from '../i18n/texts';
import { texts } from '../texts';
import styles from './markdown.module.css';

type MarkdownProps = {
  readonly source: string;
  /** `serif` as a learner reads it, `ui` in lists and panels. */
  readonly face?: 'serif' | 'ui';
  /** Without paragraphs, for an option or a line of a list. */
  readonly inline?: boolean;
  readonly className?: string;
};

async function draw(
  element: HTMLElement,
  source: string,
  inline: boolean,
  isWanted: () => boolean,
): Promise<void> {
  const t = textsOf(texts);
  const { renderMarkdown } = await import('./render-markdown');
  const notes = { remoteImage: (alt: string) => t('markdown.remoteImage', { alt }) };
  const fragment = renderMarkdown(source, notes, inline);
  const formulas = fragment.querySelectorAll<HTMLElement>('[data-tex]');
  if (formulas.length > 0) {
    const { renderMath } = await import('./render-math');
    for (const formula of formulas) renderMath(formula, t('markdown.badMath'));
  }
  if (isWanted()) element.replaceChildren(fragment);
}

/**
 * Question text: Markdown, formulas in dollars, images inside the text. Rendered safely (see
 * `render-markdown.ts`); the renderer and KaTeX are loaded when the first text needs them.
 */
export function Markdown({ source, face = 'serif', inline = false, className }: MarkdownProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let isWanted = true;
    // Until the renderer is there the plain text is readable; after that nothing flashes.
    if (element.childNodes.length === 0) element.textContent = source;
    void draw(element, source, inline, () => isWanted);
    return () => {
      isWanted = false;
    };
  }, [source, inline]);
  return (
    <div
      ref={place}
      dir="auto"
      className={classNames(styles.text, styles[face], inline && styles.inline, className)}
    />
  );
}
