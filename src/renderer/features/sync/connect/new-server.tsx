import { useState } from 'react';
import { client, reportFailed } from '../../../client';
import type { AnswerOf, Client } from '../../../client';
import { Button } from '../../../ui/button/button';
import { Checkbox } from '../../../ui/field/checkbox';
import { TextField } from '../../../ui/field/text-field';
import { textsOf, useTexts } from '../../../ui/i18n/texts';
import { addresses } from '../../../ui/navigation/addresses';
import { Link } from '../../../ui/navigation/link';
import styles from '../sync.module.css';
import { texts } from './texts';

type Parsed = AnswerOf<Client['targets']['parse']>;

type NewServerProps = {
  readonly submitLabel: string;
  readonly pending: boolean;
  readonly unkeepable: string | null;
  readonly onSaved: (id: string) => void;
};

/** A server by its URL. It is saved under a name, so that it is there at the next start. */
export function NewServer({ submitLabel, pending, unkeepable, onSaved }: NewServerProps) {
  const t = useTexts(texts);
  const [url, setUrl] = useState('');
  const [problem, setProblem] = useState<string>();
  const [parsed, setParsed] = useState<Parsed | null>(null);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [keep, setKeep] = useState(unkeepable === null);
  const [isSaving, setSaving] = useState(false);
  const read = async (): Promise<Parsed | null> => {
    if (url.trim() === '') return parsed;
    const answer = await client.targets.parse({ url: url.trim() });
    if (!answer.ok) {
      setProblem(answer.error.message);
      return null;
    }
    // Emptied at once: it may hold a password, which is then in its own field.
    setUrl('');
    setParsed(answer.value);
    setName((now) => (now === '' ? answer.value.settings.database : now));
    setPassword((now) => answer.value.password ?? now);
    return answer.value;
  };
  const submit = async () => {
    const known = await read();
    if (!known) return;
    setSaving(true);
    const given = { name, password: known.password ?? password, keep };
    const id = await saveServer(known, given);
    setSaving(false);
    if (id) onSaved(id);
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextField
        label={t('newServer.url')}
        hint={parsed ? t('newServer.read', { place: placeOf(parsed) }) : t('newServer.urlHint')}
        error={problem}
        value={url}
        onChange={(text) => {
          setUrl(text);
          setProblem(undefined);
        }}
        onBlur={() => void read()}
      />
      {parsed && (
        <div className={styles.pair}>
          <TextField label={t('newServer.name')} value={name} onChange={setName} />
          <TextField
            label={t('password.label')}
            type="password"
            hint={t('newServer.passwordHint')}
            value={password}
            onChange={setPassword}
          />
        </div>
      )}
      {parsed && (
        <Checkbox
          label={t('password.keep')}
          hint={unkeepable ?? t('password.keepNot')}
          checked={keep && unkeepable === null}
          disabled={unkeepable !== null}
          onChange={setKeep}
        />
      )}
      {parsed?.notes.map((note) => (
        <p key={note} className={styles.hint}>
          {note}
        </p>
      ))}
      <span className={styles.deeds}>
        <Button
          look="primary"
          submit
          pending={isSaving || pending}
          disabled={url.trim() === '' && parsed === null}
          onClick={() => undefined}
        >
          {submitLabel}
        </Button>
        <Link to={addresses.database}>{t('newServer.byFields')}</Link>
      </span>
    </form>
  );
}

function placeOf({ settings: { user, host, port, database } }: Parsed): string {
  return `${user}@${host}:${port}/${database}`;
}

/** Whether what is sent to this host stays on this computer. */
function isHere(host: string): boolean {
  return host.startsWith('/') || host === 'localhost' || host === '::1' || /^127\./.test(host);
}

async function saveServer(
  { settings }: Parsed,
  given: { readonly name: string; readonly password: string; readonly keep: boolean },
): Promise<string | null> {
  const t = textsOf(texts);
  const { password, keep } = given;
  const saved = await client.targets.save({
    name: given.name.trim() || settings.database,
    role: isHere(settings.host) ? 'local' : 'production',
    settings,
    password: password !== '' && keep ? password : null,
  });
  if (!saved.ok) {
    reportFailed(saved.error, t('newServer.notSaved'));
    return null;
  }
  const { id } = saved.value.target;
  if (password !== '' && !keep) {
    const unlocked = await client.targets.unlock({ id, password });
    if (!unlocked.ok) reportFailed(unlocked.error, t('password.notUsed'));
  }
  return id;
}
