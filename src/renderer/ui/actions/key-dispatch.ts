import type { Action } from './action';
import { readActions } from './registry';
import { chordOf, chordsOf } from './shortcut';
import { shortcutOf } from './shortcut-settings';

const sequenceMs = 1200;
const notTyped = new Set([
  'checkbox',
  'radio',
  'button',
  'submit',
  'reset',
  'range',
  'color',
  'file',
]);

function isTextField(target: EventTarget | null): target is HTMLElement {
  if (target instanceof HTMLInputElement) return !notTyped.has(target.type);
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLElement && target.isContentEditable;
}

/** Controls that Enter and Space already work on. */
function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, summary, [role=option]') !== null;
}

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}

/** Fields changed since they got the focus: in them Ctrl+Z belongs to the text. */
const edited = new WeakSet<EventTarget>();

/** A field whose text has been stored with Enter: Ctrl+Z takes the action back from now on. */
export function settleField(target: EventTarget): void {
  edited.delete(target);
}

function mayRun(action: Action, chord: string, target: EventTarget | null): boolean {
  if (action.disabled || isDialogOpen()) return false;
  if ((chord === 'Enter' || chord === ' ') && isPressable(target)) return false;
  if (!isTextField(target) || action.whileTyping) return true;
  if (!chord.startsWith('mod+')) return false;
  const isUndo = /^mod\+(Shift\+)?[zy]$/.test(chord);
  return !isUndo || !edited.has(target);
}

type Pending = { readonly chords: readonly string[]; readonly at: number };

function startsWith(whole: readonly string[], start: readonly string[]): boolean {
  return start.every((chord, index) => whole[index] === chord);
}

function find(chords: readonly string[], target: EventTarget | null) {
  const candidates = readActions().flatMap((action) => {
    const shortcut = shortcutOf(action);
    const wanted = shortcut === undefined ? [] : chordsOf(shortcut);
    const fits = wanted.length > 0 && startsWith(wanted, chords);
    return fits && mayRun(action, chords.at(-1) ?? '', target) ? [{ action, wanted }] : [];
  });
  return {
    // The newest registered wins: a place may use a key that the app also knows.
    exact: candidates.findLast(({ wanted }) => wanted.length === chords.length)?.action,
    more: candidates.some(({ wanted }) => wanted.length > chords.length),
  };
}

/** Listens for shortcuts in the whole window until the returned function is called. */
export function startKeyDispatch(): () => void {
  let pending: Pending | undefined;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
    const before = pending && event.timeStamp - pending.at < sequenceMs ? pending.chords : [];
    const chord = chordOf(event);
    pending = undefined;
    for (const chords of before.length > 0 ? [[...before, chord], [chord]] : [[chord]]) {
      const { exact, more } = find(chords, event.target);
      if (exact) {
        event.preventDefault();
        return exact.run();
      }
      if (more) {
        pending = { chords, at: event.timeStamp };
        return;
      }
    }
  };
  const onInput = (event: Event) => event.target && edited.add(event.target);
  const onFocusIn = (event: Event) => event.target && edited.delete(event.target);
  window.addEventListener('keydown', onKeyDown);
  document.addEventListener('input', onInput);
  document.addEventListener('focusin', onFocusIn);
  return () => {
    window.removeEventListener('keydown', onKeyDown);
    document.removeEventListener('input', onInput);
    document.removeEventListener('focusin', onFocusIn);
  };
}
