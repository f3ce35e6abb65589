import { Suspense, useEffect, useRef } from 'react';
import { announce } from '../ui/announcer/announcer';
import { EmptyState } from '../ui/empty-state/empty-state';
import { textsOf, useTexts } from '../ui/i18n/texts';
import { ButtonLink } from '../ui/navigation/link';
import { useLocation } from '../ui/navigation/location';
import { PageHeader } from '../ui/page-header/page-header';
import { PlaceBoundary } from './place-boundary';
import { findRoute } from './route';
import { routes } from './routes';
import { texts } from './texts';

/** The page at the current address, with its own error boundary. */
export function Outlet() {
  const { path } = useLocation();
  const found = findRoute(routes, path);
  useFocusAfterNavigation(path);
  if (!found) return <Lost />;
  const { Page } = found.route;
  return (
    <PlaceBoundary key={path}>
      <Suspense fallback={null}>
        <Page params={found.params} />
      </Suspense>
    </PlaceBoundary>
  );
}

function Lost() {
  const t = useTexts(texts);
  return (
    <>
      <PageHeader title={t('lost.title')} />
      <EmptyState
        icon="search"
        title={t('lost.title')}
        text={t('lost.text')}
        action={<ButtonLink to="/home">{t('lost.home')}</ButtonLink>}
      />
    </>
  );
}

const headingSelector = '[data-page-heading]';
const patienceMs = 4000;

/**
 * After navigation the focus goes to the page's heading and the page is announced, unless the page
 * itself took the focus (a table, a score). The heading may still be loading, so it is waited for.
 */
function useFocusAfterNavigation(path: string): void {
  const hasNavigated = useRef(false);
  useEffect(() => {
    const off = onHeading((heading) => {
      const title = heading.textContent;
      document.title = `${title} – ${textsOf(texts)('brand')}`;
      const main = document.getElementById('main');
      const active = document.activeElement;
      const tookFocus = active !== null && active !== main && main?.contains(active);
      if (tookFocus) return;
      // At the start the focus stays on the body, so that Tab reaches the skip link first.
      if (!hasNavigated.current) return;
      heading.focus({ preventScroll: true });
      announce(textsOf(texts)('moved', { place: title }));
    });
    return () => {
      off();
      hasNavigated.current = true;
    };
  }, [path]);
}

function onHeading(found: (heading: HTMLElement) => void): () => void {
  const main = document.getElementById('main');
  const look = () => main?.querySelector<HTMLElement>(headingSelector) ?? null;
  let observer: MutationObserver | undefined;
  const settle = () => {
    const heading = look();
    if (!heading?.textContent) return;
    observer?.disconnect();
    found(heading);
  };
  if (main) {
    observer = new MutationObserver(settle);
    observer.observe(main, { childList: true, subtree: true, characterData: true });
  }
  const start = window.setTimeout(settle, 0);
  const end = window.setTimeout(() => observer?.disconnect(), patienceMs);
  return () => {
    observer?.disconnect();
    window.clearTimeout(start);
    window.clearTimeout(end);
  };
}
