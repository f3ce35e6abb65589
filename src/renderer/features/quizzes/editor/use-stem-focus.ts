import { useCallback, useRef } from 'react';
import type { RefObject } from 'react';

/** A dialog gives the focus back to where it came from; after that it may be moved. */
const afterDialogMs = 60;

/** The way to the text of the chosen question, at once or when a dialog has closed. */
export function useStemFocus(): {
  readonly editorRef: RefObject<HTMLDivElement | null>;
  readonly focusStem: (afterDialog?: boolean) => void;
} {
  const editorRef = useRef<HTMLDivElement>(null);
  const focusStem = useCallback((afterDialog = false) => {
    const focus = () =>
      editorRef.current?.querySelector<HTMLElement>('[data-question-stem]')?.focus();
    if (afterDialog) window.setTimeout(focus, afterDialogMs);
    else focus();
  }, []);
  return { editorRef, focusStem };
}
