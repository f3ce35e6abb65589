import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

export type AxeFinding = {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  /** Where: a CSS selector for each place. */
  readonly places: readonly string[];
};

/** What axe finds against WCAG 2.2 A and AA on the page as it stands; an empty list is what a test wants. */
export async function runAxe(
  page: Page,
  options: { readonly exclude?: readonly string[] } = {},
): Promise<readonly AxeFinding[]> {
  const builder = new AxeBuilder({ page })
    // Electron cannot open the blank page that axe's usual mode runs in.
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  for (const selector of options.exclude ?? []) builder.exclude(selector);
  const { violations } = await builder.analyze();
  return violations.map(({ id, impact, help, nodes }) => ({
    rule: id,
    impact: impact ?? 'unknown',
    help,
    places: nodes.map((node) => node.target.join(' ')),
  }));
}
