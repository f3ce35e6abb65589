/**
 * Puts text on the clipboard; false when the system refused. By way of the copy command and not of
 * `navigator.clipboard`, because that asks for a permission and the window grants none.
 */
export function writeClipboard(text: string): boolean {
  let taken = false;
  const fill = (event: ClipboardEvent) => {
    if (!event.clipboardData) return;
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
    taken = true;
  };
  document.addEventListener('copy', fill, true);
  const done = document.execCommand('copy');
  document.removeEventListener('copy', fill, true);
  return done && taken;
}
