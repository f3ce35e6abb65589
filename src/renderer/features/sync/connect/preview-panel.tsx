import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../ui/button/button';
import { Facts } from '../../../ui/facts/facts';
import { Checkbox } from '../../../ui/field/checkbox';
import { TextField } from '../../../ui/field/text-field';
import { useTexts } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import { formatNumber } from '../../../ui/number-text/format-number';
import { Section } from '../../../ui/page/page';
import { spanText } from '../span-text';
import styles from '../sync.module.css';
import { texts } from './texts';
import type { ConnectFlow, Preview } from './use-connect';

type PreviewPanelProps = { readonly preview: Preview; readonly connect: ConnectFlow };

/** Above this many courses, the rest is counted. */
const mostCourses = 8;

/** What would be copied, as whom, how long it takes, and what is missing for it. */
export function PreviewPanel({ preview, connect }: PreviewPanelProps) {
  const t = useTexts(texts);
  const [install, setInstall] = useState(false);
  const [includePeople, setIncludePeople] = useState(true);
  const heading = useRef<HTMLDivElement>(null);
  // It appears below the form; what it says is what comes next.
  useEffect(() => heading.current?.scrollIntoView({ block: 'nearest' }), []);
  const { installed, canInstall, complaints, who } = preview;
  // The server knows the login, and knows it for nobody's.
  const isNobody = who.source === 'mapping' && !who.isAdmin && who.userId === null;
  const blocked = isNobody
    ? t('preview.needsUser')
    : installed || install
      ? undefined
      : t('preview.needsInstall');
  return (
    <div ref={heading} className={styles.narrow}>
      <Section title={t('preview.title')}>
        <PreviewFacts preview={preview} />
        {(who.source !== 'mapping' || who.isAdmin) && (
          <WhoField preview={preview} connect={connect} />
        )}
        <Complaints complaints={complaints} />
        <div className={styles.terms}>
          {!installed && (
            <Checkbox
              label={t('preview.install')}
              hint={t(canInstall ? 'preview.installHint' : 'preview.installNot')}
              checked={install}
              disabled={!canInstall}
              onChange={setInstall}
            />
          )}
          <Checkbox
            label={t('preview.people')}
            hint={t('preview.peopleHint')}
            checked={includePeople}
            onChange={setIncludePeople}
          />
        </div>
        <span className={styles.deeds}>
          <Button
            look="primary"
            disabled={blocked !== undefined}
            title={blocked}
            pending={connect.isBeginning}
            onClick={() => connect.begin({ install, includePeople })}
          >
            {t('preview.begin')}
          </Button>
          {blocked && <span className={styles.faint}>{blocked}</span>}
        </span>
      </Section>
    </div>
  );
}

function PreviewFacts({ preview }: { readonly preview: Preview }) {
  const t = useTexts(texts);
  const { who, courses } = preview;
  const rows = Object.values(preview.rows).reduce((sum, count) => sum + count, 0);
  const named = courses.slice(0, mostCourses).map(({ title }) => title);
  const rest = courses.length - named.length;
  return (
    <Facts
      facts={[
        {
          name: t('server'),
          value: t('postgres', { server: preview.server, version: preview.version }),
        },
        {
          name: t('who'),
          value: who.isAdmin
            ? t('preview.admin', { role: who.role })
            : who.userId === null
              ? t(who.source === 'mapping' ? 'preview.nobody' : 'preview.unsaid', {
                  role: who.role,
                })
              : t('preview.user', { role: who.role, user: who.userId }),
        },
        {
          name: t('preview.courses', { count: courses.length }),
          value:
            courses.length === 0
              ? t('preview.noCourses')
              : `${named.join(', ')}${rest > 0 ? ` ${t('more', { number: formatNumber(rest) })}` : ''}`,
        },
        {
          name: t('preview.rows'),
          value: t('preview.rowsAndTime', {
            rows: formatNumber(rows),
            time: spanText(preview.estimateSeconds),
          }),
        },
      ]}
    />
  );
}

/** Who one is there, where the server does not say it. */
function WhoField({ preview, connect }: PreviewPanelProps) {
  const t = useTexts(texts);
  const [user, setUser] = useState(preview.who.userId ?? '');
  return (
    <form
      className={styles.inline}
      onSubmit={(event) => {
        event.preventDefault();
        if (user.trim() !== '') connect.lookAs(user.trim());
      }}
    >
      <TextField
        label={t('preview.userLabel')}
        hint={t('preview.userHint')}
        value={user}
        onChange={setUser}
      />
      <Button
        submit
        pending={connect.isLooking}
        disabled={user.trim() === '' || user.trim() === preview.who.userId}
        onClick={() => undefined}
      >
        {t('preview.asUser')}
      </Button>
    </form>
  );
}

function Complaints({ complaints }: { readonly complaints: Preview['complaints'] }) {
  const t = useTexts(texts);
  if (complaints.length === 0) return null;
  return (
    <ul className={styles.complaints} aria-label={t('preview.missing')}>
      {complaints.map(({ check, detail, remedy }) => (
        <li key={check}>
          <Icon name="warning" tone="wait" />
          <span>
            {detail}
            {remedy && <small>{remedy}</small>}
          </span>
        </li>
      ))}
    </ul>
  );
}
