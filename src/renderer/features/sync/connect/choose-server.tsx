import { useState } from 'react';
import type { ShownTarget } from '../../../../shared/contract/targets';
import type { Failure } from '../../../../shared/kernel/errors';
import { client, useQuery } from '../../../client';
import { Button } from '../../../ui/button/button';
import { ErrorPanel } from '../../../ui/error-panel/error-panel';
import { useTexts } from '../../../ui/i18n/texts';
import { Tag } from '../../../ui/tag/tag';
import styles from '../sync.module.css';
import { texts } from './texts';
import { NewServer } from './new-server';
import { AskPassword } from './ask-password';

type ChooseServerProps = {
  readonly submitLabel: string;
  readonly pending: boolean;
  /** Why the chosen server could not be used. */
  readonly failure: Failure | null;
  readonly onChoose: (id: string) => void;
};

/** The value of the choice that is no saved server. */
const another = '';

/** One of the saved servers, or another one by its URL, which is saved then. */
export function ChooseServer(props: ChooseServerProps) {
  const { data } = useQuery(client.targets.list, {});
  // Whether there are saved ones decides what is chosen at first.
  return data ? (
    <Choosing {...props} saved={data.targets} unkeepable={data.secrets.reason} />
  ) : null;
}

type ChoosingProps = ChooseServerProps & {
  readonly saved: readonly ShownTarget[];
  /** Why passwords cannot be kept here; null when they can. */
  readonly unkeepable: string | null;
};

function Choosing({ saved, unkeepable, submitLabel, pending, failure, onChoose }: ChoosingProps) {
  const t = useTexts(texts);
  const [chosen, setChosen] = useState(saved[0]?.id ?? another);
  const target = saved.find(({ id }) => id === chosen);
  return (
    <div className={styles.form}>
      {saved.length > 0 && (
        <fieldset className={styles.servers}>
          <legend className="visually-hidden">{t('choose.title')}</legend>
          {saved.map(({ id, name, label, role }) => (
            <label key={id} className={styles.server}>
              <input
                type="radio"
                name="sync-server"
                checked={chosen === id}
                onChange={() => setChosen(id)}
              />
              <b dir="auto">{name}</b>
              <span className={styles.faint}>{label}</span>
              <Tag>{t(`role.${role}`)}</Tag>
            </label>
          ))}
          <label className={styles.server}>
            <input
              type="radio"
              name="sync-server"
              checked={chosen === another}
              onChange={() => setChosen(another)}
            />
            <b>{t('choose.another')}</b>
          </label>
        </fieldset>
      )}
      {target ? (
        <span>
          <Button look="primary" pending={pending} onClick={() => onChoose(target.id)}>
            {submitLabel}
          </Button>
        </span>
      ) : (
        <NewServer
          submitLabel={submitLabel}
          pending={pending}
          unkeepable={unkeepable}
          onSaved={(id) => {
            setChosen(id);
            onChoose(id);
          }}
        />
      )}
      {failure && (
        <Refusal failure={failure} target={target} onAgain={() => target && onChoose(target.id)} />
      )}
    </div>
  );
}

function Refusal({
  failure,
  target,
  onAgain,
}: {
  readonly failure: Failure;
  readonly target: ShownTarget | undefined;
  readonly onAgain: () => void;
}) {
  const t = useTexts(texts);
  // The failure that the person has turned away from; the next one asks again.
  const [refused, setRefused] = useState<Failure | null>(null);
  const problem = failure.details?.problem;
  const wantsPassword = problem === 'password_needed' || problem === 'password_wrong';
  return (
    <div className={styles.refusal}>
      <ErrorPanel
        title={t('choose.failed')}
        message={failure.message}
        reference={failure.reference}
        onRetry={onAgain}
        actions={
          wantsPassword && <Button onClick={() => setRefused(null)}>{t('enterPassword')}</Button>
        }
      />
      {wantsPassword && target && refused !== failure && (
        <AskPassword
          target={target}
          refused={failure}
          wasWrong={problem === 'password_wrong'}
          onClose={() => setRefused(failure)}
          onKnown={onAgain}
        />
      )}
    </div>
  );
}
