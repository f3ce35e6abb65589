import { useEffect, useState } from 'react';
import type { EngineState } from '../../shared/contract/shell';
import { announce } from '../ui/announcer/announcer';
import { textsOf, useTexts } from '../ui/i18n/texts';
import { Icon } from '../ui/icons/icon';
import styles from './engine-banner.module.css';
import { texts } from './texts';

/** Says that the engine is being started again; goes away by itself when it is back. */
export function EngineBanner({ state }: { readonly state: EngineState }) {
  const t = useTexts(texts);
  const restarting = state.state === 'restarting';
  const [wasRestarting, setWasRestarting] = useState(false);
  useEffect(() => {
    if (wasRestarting && state.state === 'ready') announce(textsOf(texts)('engine.back'));
    setWasRestarting(restarting);
  }, [restarting, state.state, wasRestarting]);
  if (!restarting) return null;
  return (
    <div className={styles.banner} role="alert">
      <Icon name="warning" />
      {t('engine.restarting')}
    </div>
  );
}
