import { useEffect, useId, useRef, useState } from 'react';
import type { ReactElement, RefObject } from 'react';
import { Kbd } from '../kbd/kbd';
import { placeBeside } from './place-beside';
import type { Side } from './place-beside';
import styles from './tooltip.module.css';

type TooltipProps = {
  readonly text: string;
  readonly shortcut?: string;
  readonly side?: Side;
  readonly children: ReactElement;
};

const restMs = 450;

/**
 * Words about the control inside, after the pointer rests on it or at once on keyboard focus.
 * Escape hides it (WCAG 1.4.13). It sits in the top layer, so no panel cuts it off.
 */
export function Tooltip({ text, shortcut, side = 'bottom', children }: TooltipProps) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);
  const [shown, setShown] = useState(false);
  const timer = useRef<number>(undefined);
  const show = (delay: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setShown(true), delay);
  };
  const hide = () => {
    window.clearTimeout(timer.current);
    setShown(false);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);
  useBubble(shown, anchor, bubble, side);
  return (
    <span
      ref={anchor}
      className={styles.anchor}
      onPointerEnter={() => show(restMs)}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={(event) => event.target.matches(':focus-visible') && show(0)}
      onBlur={hide}
      onKeyDown={(event) => event.key === 'Escape' && hide()}
    >
      {children}
      {shown && (
        <span ref={bubble} id={id} role="tooltip" popover="manual" className={styles.bubble}>
          {text}
          {shortcut && <Kbd keys={shortcut} />}
        </span>
      )}
    </span>
  );
}

function useBubble(
  shown: boolean,
  anchor: RefObject<HTMLSpanElement | null>,
  bubble: RefObject<HTMLSpanElement | null>,
  side: Side,
) {
  useEffect(() => {
    const target = anchor.current?.firstElementChild;
    if (!shown || !bubble.current || !target) return;
    bubble.current.showPopover?.();
    placeBeside(bubble.current, target, side);
  }, [shown, anchor, bubble, side]);
}
