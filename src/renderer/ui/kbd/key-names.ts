const symbols: { readonly [key: string]: string } = {
  enter: '↵',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  escape: 'Esc',
  ' ': 'Space',
  delete: 'Del',
  pageup: 'PgUp',
  pagedown: 'PgDn',
};

function isMac(): boolean {
  return typeof navigator !== 'undefined' && /mac/i.test(navigator.platform);
}

function nameOf(part: string): string {
  const key = part.toLowerCase();
  if (key === 'mod') return isMac() ? '⌘' : 'Ctrl';
  if (key === 'shift') return isMac() ? '⇧' : 'Shift';
  if (key === 'alt') return isMac() ? '⌥' : 'Alt';
  return symbols[key] ?? (part.length === 1 ? part.toUpperCase() : part);
}

/** How a shortcut such as `mod+Shift+z` or `g c` is written for a person: `Ctrl Shift Z`, `G C`. */
export function keyNames(shortcut: string): string {
  const chords = shortcut === ' ' ? [shortcut] : shortcut.split(' ');
  const parts = chords.flatMap((chord) => (chord === '+' ? [chord] : chord.split('+')));
  return parts.map(nameOf).join(' ');
}
