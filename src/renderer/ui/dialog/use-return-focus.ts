import { useEffect, useState } from 'react';

/**
 * Gives the focus back to what had it when this part appeared. Mantine does so only for dialogs
 * that are mounted closed and opened later; ours are mounted when they are needed.
 */
export function useReturnFocus(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // After the dialog is gone: until then the browser has not let go of what was inside it.
      window.setTimeout(() => {
        const isFree = document.activeElement === null || document.activeElement === document.body;
        if (isFree && opener instanceof HTMLElement) opener.focus({ preventScroll: true });
      });
    },
    [opener],
  );
}
