/** The parts of a key event that decide which shortcut it is. */
export type KeyPress = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

function isLetter(key: string): boolean {
  return /^\p{L}$/u.test(key);
}

/**
 * The chord of a key event in the form shortcuts are written: `mod+Shift+z`, `?`, `Enter`.
 * Shift is left out for characters that already show it (`?` needs no `Shift+?`).
 */
export function chordOf(press: KeyPress): string {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const showsShift = press.key.length === 1 && !isLetter(press.key);
  const parts = [
    press.ctrlKey || press.metaKey ? 'mod' : '',
    press.altKey ? 'Alt' : '',
    press.shiftKey && !showsShift ? 'Shift' : '',
    key,
  ];
  return parts.filter(Boolean).join('+');
}

/** The chords of a shortcut in the order they are pressed. */
export function chordsOf(shortcut: string): readonly string[] {
  return shortcut.split(' ').map((chord) =>
    chord
      .split('+')
      .map((part) => (part.length === 1 ? part.toLowerCase() : part))
      .join('+'),
  );
}

/** Whether a shortcut is a mere character, which WCAG 2.1.4 wants to be switchable. */
export function isSingleKey(shortcut: string): boolean {
  return chordsOf(shortcut).every((chord) => chord.replace(/^Shift\+/, '').length === 1);
}
