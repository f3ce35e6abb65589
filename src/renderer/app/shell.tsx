import { Suspense, lazy, useEffect, useState } from 'react';
import {
  loadTableDependencies,
  startLiveQueries,
  startSyncStatus,
  useEngineState,
} from '../client';
import { startKeyDispatch } from '../ui/actions/key-dispatch';
import { Announcer } from '../ui/announcer/announcer';
import { useTexts } from '../ui/i18n/texts';
import { AppActions } from './app-actions';
import { connectOutcomes } from './connect-outcomes';
import { EngineBanner } from './engine-banner';
import { EngineGate } from './engine-gate';
import { Outlet } from './outlet';
import { Rail } from './rail';
import styles from './shell.module.css';
import { StatusBar } from './status-bar';
import { startWaking } from './start-waking';
import { texts } from './texts';
import { useAppliedSettings } from './use-applied-settings';

const Extras = lazy(async () => ({ default: (await import('./extras')).Extras }));

/** Rail, page and status bar, and what listens to the whole window. */
export function Shell() {
  const t = useTexts(texts);
  const engine = useEngineState();
  useEffect(() => startKeyDispatch(), []);
  useEffect(() => startLiveQueries(), []);
  useEffect(() => startSyncStatus(), []);
  useEffect(() => startWaking(), []);
  useEffect(() => connectOutcomes(), []);
  useAppliedSettings();
  return (
    <div className={styles.shell}>
      <a
        href="#main"
        className={styles.skip}
        onClick={(event) => {
          // The address belongs to the router, so the jump is made by hand.
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        {t('skip')}
      </a>
      <AppActions />
      <Rail />
      <main id="main" tabIndex={-1} className={styles.main}>
        <EngineBanner state={engine} />
        <EngineGate state={engine}>
          <Outlet />
        </EngineGate>
      </main>
      <StatusBar />
      <section id="layers" aria-label={t('layers')} />
      <Announcer />
      <AfterPaint />
    </div>
  );
}

/** Palette, toasts and the overlay of shortcuts: nobody needs them in the first moments. */
function AfterPaint() {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setPainted(true);
      void loadTableDependencies();
    }, 250);
    return () => window.clearTimeout(timer);
  }, []);
  return isPainted ? (
    <Suspense fallback={null}>
      <Extras />
    </Suspense>
  ) : null;
}
