/** Moves the focus to the next (or the previous) part of the same question, if there is one. */
export function focusNext(from: HTMLElement, step: 1 | -1): void {
  const parts = [...(from.closest('section')?.querySelectorAll<HTMLElement>('[data-part]') ?? [])];
  parts[parts.indexOf(from) + step]?.focus();
}
