import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { waitUntil } from './e2e-wait';

export type Theme = 'light' | 'dark';

export type Shot = {
  readonly path: string;
  readonly theme?: Theme;
  /** Size of the page in CSS pixels. */
  readonly size?: { readonly width: number; readonly height: number };
};

/** Makes the window's page exactly this large. */
export async function resizeWindow(
  app: ElectronApplication,
  page: Page,
  size: { width: number; height: number },
): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, { width, height }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
    size,
  );
  await waitUntil(page, `innerWidth === ${size.width} && innerHeight === ${size.height}`, 5000);
}

/** The theme as the system would ask for it; a program set to a fixed theme does not follow. */
export async function useTheme(page: Page, theme: Theme): Promise<void> {
  // Not through nativeTheme: the test driver answers the page's question about the system's theme itself.
  await page.emulateMedia({ colorScheme: theme });
  await waitUntil(page, `matchMedia('(prefers-color-scheme: ${theme})').matches`);
}

/** Takes a picture of the page, in a theme and a size where they are given. */
export async function takeScreenshot(
  app: ElectronApplication,
  page: Page,
  shot: Shot,
): Promise<void> {
  if (shot.size) await resizeWindow(app, page, shot.size);
  if (shot.theme) await useTheme(page, shot.theme);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  mkdirSync(dirname(shot.path), { recursive: true });
  await page.screenshot({ path: shot.path, animations: 'disabled' });
}
