import { useState, useSyncExternalStore } from 'react';
import { client, useQuery, useSyncStatus } from '../client';
import { IconButton } from '../ui/button/icon-button';
import { classNames } from '../ui/class-names';
import { useTexts } from '../ui/i18n/texts';
import type { Translate } from '../ui/i18n/texts';
import { Icon } from '../ui/icons/icon';
import { hrefOf, useLocation } from '../ui/navigation/location';
import { formatNumber } from '../ui/number-text/format-number';
import { readLocal, writeLocal } from '../ui/storage/local-store';
import { Tooltip } from '../ui/tooltip/tooltip';
import { useActions } from '../ui/actions/registry';
import { pathOfPlace, places } from './places';
import type { Place } from './places';
import styles from './rail.module.css';
import { findRoute } from './route';
import { routes } from './routes';
import { texts } from './texts';

const roomy = '(min-width: 900px)';

function useHasRoom(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(roomy);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => window.matchMedia(roomy).matches,
  );
}

/** The places of the window: icons with names and counts, or icons alone. */
export function Rail() {
  const t = useTexts(texts);
  const hasRoom = useHasRoom();
  const [wanted, setWanted] = useState(readLocal('rail') !== 'narrow');
  const wide = wanted && hasRoom;
  const { path } = useLocation();
  const { data: counts } = useQuery(client.home.counts, {});
  const { conflicts = 0, parked = 0 } = useSyncStatus() ?? {};
  const current = findRoute(routes, path)?.route.place;
  const toggle = () => {
    setWanted(!wanted);
    writeLocal('rail', wanted ? 'narrow' : 'wide');
  };
  useActions([
    {
      id: 'app.rail',
      name: t('actions.rail'),
      group: t('actions.group'),
      shortcut: 'mod+b',
      run: toggle,
    },
  ]);
  return (
    <nav className={classNames(styles.rail, !wide && styles.narrow)} aria-label={t('rail')}>
      <div className={styles.top}>
        {wide && <span className={styles.brand}>{t('brand')}</span>}
        {hasRoom && (
          <IconButton
            icon="panel"
            size="small"
            label={wide ? t('narrow') : t('widen')}
            shortcut="mod+b"
            aria-expanded={wide}
            onClick={toggle}
          />
        )}
      </div>
      {places.map((place) => (
        <PlaceLink
          key={place.id}
          place={place}
          isCurrent={place.id === current}
          wide={wide}
          count={
            place.id === 'sync'
              ? conflicts + parked
              : 'count' in place
                ? counts?.[place.count]
                : undefined
          }
        />
      ))}
    </nav>
  );
}

/** Steps and decisions wait for somebody; everywhere else the figure says how many there are. */
function formatCount(place: Place, count: number, t: Translate<typeof texts.tree>): string {
  if (place.id === 'database') return t('pending', { count });
  return place.id === 'sync' ? t('undecided', { count }) : formatNumber(count);
}

type PlaceLinkProps = {
  readonly place: Place;
  readonly isCurrent: boolean;
  readonly wide: boolean;
  readonly count: number | undefined;
};

function PlaceLink({ place, isCurrent, wide, count }: PlaceLinkProps) {
  const t = useTexts(texts);
  const name = t(`places.${place.id}`);
  const figure = count !== undefined && count > 0 && formatCount(place, count, t);
  const load = () => void routes.find((known) => known.place === place.id)?.preload();
  const link = (
    <a
      href={hrefOf(pathOfPlace(place.id))}
      aria-current={isCurrent ? 'page' : undefined}
      aria-label={wide ? undefined : name}
      className={classNames(styles.place, place.id === 'settings' && styles.push)}
      onPointerEnter={load}
    >
      <Icon name={place.icon} />
      {wide && <span className={styles.name}>{name}</span>}
      {wide && figure && <span className={styles.count}>{figure}</span>}
    </a>
  );
  if (wide) return link;
  return (
    <Tooltip text={name} shortcut={`g ${place.key}`} side="right">
      {link}
    </Tooltip>
  );
}
