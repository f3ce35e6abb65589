import type { Page } from 'playwright-core';
import { waitUntil } from './e2e-wait';

/** Waits until the page's heading reads `title`. */
export async function onPage(page: Page, title: string | RegExp): Promise<void> {
  const pattern = typeof title === 'string' ? `=== ${JSON.stringify(title)}` : '';
  const heading = "document.querySelector('[data-page-heading]')?.textContent";
  await waitUntil(
    page,
    typeof title === 'string' ? `${heading} ${pattern}` : `${String(title)}.test(${heading} ?? '')`,
  );
}

/** Goes to a place with the keys a person uses: `g`, then the place's letter. */
export async function goTo(page: Page, letter: string, title: string): Promise<void> {
  // A field that has the focus would take the letters.
  await page.evaluate('document.activeElement?.blur()');
  await page.keyboard.press('g');
  await page.keyboard.press(letter);
  await onPage(page, title);
}

/** Calls the engine as the page does; the value, or an error with the failure's message. */
export async function ask<T>(page: Page, method: string, input: object): Promise<T> {
  const result = (await page.evaluate(
    `window.lectern.call(${JSON.stringify(method)}, ${JSON.stringify(input)})`,
  )) as { ok: true; value: T } | { ok: false; error: { message: string } };
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** Waits until the page shows this text somewhere. */
export async function seesText(page: Page, text: string | RegExp): Promise<void> {
  const body = 'document.body.innerText';
  await waitUntil(
    page,
    typeof text === 'string'
      ? `${body}.includes(${JSON.stringify(text)})`
      : `${String(text)}.test(${body})`,
  );
}

/** Runs an action of the palette by its name, as a person does. */
export async function runCommand(page: Page, words: string): Promise<void> {
  await page.evaluate('document.activeElement?.blur()');
  await page.keyboard.press('Control+k');
  await waitUntil(page, "document.activeElement?.getAttribute('role') === 'combobox'");
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
}
