import katex from 'katex';
import 'katex/dist/katex.min.css';

/**
 * Draws a formula into an element. KaTeX builds elements and sets their styles through the object
 * model, which the content policy allows; `trust: false` keeps links and HTML out of formulas.
 */
export function renderMath(element: HTMLElement, mistake: string): void {
  const tex = element.getAttribute('data-tex') ?? '';
  try {
    katex.render(tex, element, {
      displayMode: element.hasAttribute('data-display'),
      throwOnError: true,
      trust: false,
      strict: 'ignore',
      maxSize: 20,
      maxExpand: 500,
    });
  } catch (reason) {
    // The formula stays readable as it was written; its mistake is in the tooltip.
    element.textContent = tex;
    element.setAttribute('data-note', 'math');
    element.title = reason instanceof Error ? `${mistake}: ${reason.message}` : mistake;
  }
}
