import type { PointerEvent } from 'react';

/** Follows the pointer from here until it is let go and reports the width it asks for. */
export function dragWidth(
  event: PointerEvent<HTMLElement>,
  startWidth: number,
  onWidth: (width: number) => void,
  direction: 1 | -1 = 1,
): void {
  event.preventDefault();
  event.stopPropagation();
  const handle = event.currentTarget;
  const startX = event.clientX;
  const flip = getComputedStyle(handle).direction === 'rtl' ? -1 : 1;
  handle.setPointerCapture(event.pointerId);
  const move = (next: globalThis.PointerEvent) =>
    onWidth(startWidth + (next.clientX - startX) * direction * flip);
  const stop = () => {
    handle.removeEventListener('pointermove', move);
    handle.removeEventListener('pointerup', stop);
    handle.removeEventListener('pointercancel', stop);
  };
  handle.addEventListener('pointermove', move);
  handle.addEventListener('pointerup', stop);
  handle.addEventListener('pointercancel', stop);
}
