export type Side = 'bottom' | 'right' | 'top';

const gap = 6;
const margin = 4;

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

/** Puts a fixed box beside an element and keeps it inside the window. */
export function placeBeside(box: HTMLElement, target: Element, side: Side): void {
  const around = target.getBoundingClientRect();
  const own = box.getBoundingClientRect();
  const below = around.bottom + gap;
  const fitsBelow = below + own.height + margin <= window.innerHeight;
  const above = around.top - gap - own.height;
  const left = side === 'right' ? around.right + gap : around.left + (around.width - own.width) / 2;
  const top =
    side === 'right'
      ? around.top + (around.height - own.height) / 2
      : side === 'top' || !fitsBelow
        ? above
        : below;
  box.style.left = `${clamp(left, margin, window.innerWidth - own.width - margin)}px`;
  box.style.top = `${clamp(top, margin, window.innerHeight - own.height - margin)}px`;
}
