import { useState } from 'react';
import type { ShownTarget } from '../../../../shared/contract/targets';
import { client, useCommand, useQuery } from '../../../client';
import { announce } from '../../../ui/announcer/announcer';
import { Button } from '../../../ui/button/button';
import { Dialog } from '../../../ui/dialog/dialog';
import { useTexts } from '../../../ui/i18n/texts';
import { ConnectionReport } from './connection-report';
import { RemoveTarget } from './remove-target';
import { formOf, missingFields, settingsOf, storedPassword } from './target-form';
import type { TargetForm } from './target-form';
import { IdentityFields, PasswordFields, PlaceFields, TlsFields } from './target-fields';
import styles from './targets.module.css';
import { texts } from './texts';
import { UrlField } from './url-field';

type TargetDialogProps = {
  /** The server to change; null for a new one. */
  readonly target: ShownTarget | null;
  readonly onClose: () => void;
  readonly onSaved: (target: ShownTarget) => void;
  readonly onRemoved: () => void;
};

/** A server with a name: where it is, how it is protected, and whether it can be worked on. */
export function TargetDialog(props: TargetDialogProps) {
  const { secrets } = useQuery(client.targets.list, {}).data ?? {};
  // Whether a password can be kept is part of the first state of the form.
  return secrets ? <TargetEditor {...props} unkeepable={secrets.reason} /> : null;
}

function TargetEditor({
  target,
  onClose,
  onSaved,
  onRemoved,
  unkeepable,
}: TargetDialogProps & { readonly unkeepable: string | null }) {
  const t = useTexts(texts);
  const [form, setForm] = useState(() => formOf(target, unkeepable === null));
  const change = (patch: Partial<TargetForm>) => setForm((now) => ({ ...now, ...patch }));
  const test = useTest(form, target);
  const save = useSave(form, target, onSaved);
  const obstacle = useObstacle(form);
  return (
    <Dialog
      opened
      size="medium"
      onClose={onClose}
      title={target ? t('editTitle', { name: target.name }) : t('addTitle')}
      footer={
        <>
          {target && <RemoveTarget target={target} onRemoved={onRemoved} />}
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button disabled={settingsOf(form) === null} pending={test.isPending} onClick={test.run}>
            {t('test')}
          </Button>
          <Button
            look="primary"
            disabled={obstacle !== undefined}
            title={obstacle}
            pending={save.isPending}
            onClick={save.run}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {!target && <UrlField onRead={setForm} />}
        <IdentityFields form={form} onChange={change} />
        <PlaceFields form={form} onChange={change} />
        <PasswordFields
          form={form}
          onChange={change}
          isSaved={target?.hasPassword ?? false}
          unkeepable={unkeepable}
        />
        <TlsFields form={form} onChange={change} />
        {test.answer && <ConnectionReport answer={test.answer} />}
      </div>
    </Dialog>
  );
}

/** Tests what the form says, without saving it. */
function useTest(form: TargetForm, target: ShownTarget | null) {
  const t = useTexts(texts);
  const command = useCommand(client.targets.test, { failureTitle: t('testFailed') });
  const [tested, setTested] = useState<{
    readonly form: TargetForm;
    readonly answer: Parameters<typeof ConnectionReport>[0]['answer'];
  } | null>(null);
  const run = async () => {
    const settings = settingsOf(form);
    if (!settings) return;
    const id = target === null ? {} : { id: target.id };
    const password = form.password === '' ? {} : { password: form.password };
    const result = await command.run({ settings, ...id, ...password });
    if (result.ok) setTested({ form, answer: result.value });
  };
  return {
    run: () => void run(),
    isPending: command.isPending,
    // A finding about other fields than those on screen would mislead.
    answer: tested?.form === form ? tested.answer : null,
  };
}

function useSave(
  form: TargetForm,
  target: ShownTarget | null,
  onSaved: (target: ShownTarget) => void,
) {
  const t = useTexts(texts);
  const save = useCommand(client.targets.save, {
    // The page of the server itself says it; a toast would lie over its first dialogs.
    onDone: (answer) => announce(t('saved', { name: answer.target.name })),
    failureTitle: t('saveFailed'),
  });
  const unlock = useCommand(client.targets.unlock, { failureTitle: t('unlockFailed') });
  const run = async () => {
    const settings = settingsOf(form);
    if (!settings) return;
    const saved = await save.run({
      ...(target === null ? {} : { id: target.id }),
      name: form.name.trim(),
      role: form.role,
      settings,
      password: storedPassword(form),
    });
    if (!saved.ok) return;
    const { id } = saved.value.target;
    if (form.password !== '' && !form.keep) await unlock.run({ id, password: form.password });
    onSaved(saved.value.target);
  };
  return { run: () => void run(), isPending: save.isPending || unlock.isPending };
}

function useObstacle(form: TargetForm): string | undefined {
  const t = useTexts(texts);
  const missing = missingFields(form);
  if (missing.length === 0) return undefined;
  if (missing.length === 1 && missing[0] === 'port') return t('badPort');
  const names = { name: t('name'), host: t('host'), port: t('port') };
  const all = { ...names, database: t('databaseName'), user: t('user') };
  return t('missing', { fields: missing.map((field) => all[field]).join(', ') });
}
