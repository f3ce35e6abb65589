import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/**
 * Waits until an expression is true in the page. Not `page.waitForFunction`: that repeats itself
 * inside the page with eval, which the program's content security policy rightly refuses.
 */
export async function waitUntil(page: Page, expression: string, timeoutMs = 30_000): Promise<void> {
  const giveUpAt = Date.now() + timeoutMs;
  while (!(await page.evaluate(`Boolean(${expression})`))) {
    if (Date.now() > giveUpAt)
      throw new Error(`still not true after ${timeoutMs} ms: ${expression}`);
    await pause(50);
  }
}
