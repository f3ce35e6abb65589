import { useEffect, useState } from 'react';
import type { ImportSource } from '../../../shared/contract/imports';
import { bridge } from '../../client';
import { textsOf } from '../../ui/i18n/texts';
import { useLatest } from '../../ui/use-latest';
import { texts } from './texts';

let pastedTexts = 0;

/** Pasted text as a source, with a name of its own. */
export function pastedSource(text: string): ImportSource {
  pastedTexts += 1;
  return { name: textsOf(texts)('paste.name', { number: pastedTexts }), text };
}

function filesOf(transfer: DataTransfer | null): readonly ImportSource[] {
  const paths = [...(transfer?.files ?? [])].map((file) => bridge().pathOf(file));
  return paths.filter((path) => path !== '').map((path) => ({ path }));
}

function isInText(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;
}

/** Takes files dropped anywhere, and files or text pasted outside of a field. */
export function useIncoming(take: (sources: readonly ImportSource[]) => void): {
  /** Files are being held over the window. */
  readonly isOver: boolean;
} {
  const [isOver, setOver] = useState(false);
  const latest = useLatest(take);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      // Without this the window would open the file instead of the page.
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      latest.current(filesOf(event.dataTransfer));
    };
    const paste = (event: ClipboardEvent) => {
      if (isInText(event.target)) return;
      const files = filesOf(event.clipboardData);
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (files.length > 0) latest.current(files);
      else if (text.trim() !== '') latest.current([pastedSource(text)]);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    document.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      document.removeEventListener('paste', paste);
    };
  }, [latest]);
  return { isOver };
}

/** Asks the shell for files. */
export async function chooseSources(): Promise<readonly ImportSource[]> {
  const t = textsOf(texts);
  const paths = await bridge().shell.openFiles({
    title: t('chooser.title'),
    multiple: true,
    filters: [
      {
        name: t('chooser.questions'),
        extensions: ['gift', 'txt', 'csv', 'tsv', 'json', 'aiken'],
      },
      { name: t('chooser.all'), extensions: ['*'] },
    ],
  });
  return paths.map((path) => ({ path }));
}
