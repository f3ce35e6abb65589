import { useRef } from 'react';
import { xpPerLevel } from '../../../shared/domain/ledger/level';
import { checkEmail } from '../../../shared/domain/people';
import { cleanPrintedText } from '../../../shared/domain/text';
import { err, ok } from '../../../shared/kernel/result';
import { client, useCommand } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { announce } from '../../ui/announcer/announcer';
import { DateText } from '../../ui/date-text/date-text';
import { Facts } from '../../ui/facts/facts';
import { TextField } from '../../ui/field/text-field';
import { useStoredField } from '../../ui/field/use-stored-field';
import { useTexts } from '../../ui/i18n/texts';
import { Inspector } from '../../ui/inspector/inspector';
import { formatNumber } from '../../ui/number-text/format-number';
import { Progress } from '../../ui/progress/progress';
import styles from './people.module.css';
import type { PersonDetail } from './person-detail';
import { texts } from './texts';

type DetailsProps = { readonly person: PersonDetail };

/** Name and e-mail, stored when they are left, and the standing of a learner. */
export function LearnerDetails({ person }: DetailsProps) {
  const t = useTexts(texts);
  return (
    <Inspector id="learner" title={t('details.heading')}>
      <Words person={person} />
      <Level person={person} />
      <Standing person={person} />
    </Inspector>
  );
}

function Words({ person }: DetailsProps) {
  const t = useTexts(texts);
  const { userId, name } = person;
  const input = useRef<HTMLInputElement>(null);
  const update = useUpdatePerson(userId);
  const nameField = useStoredField({
    stored: name ?? '',
    read: (typed) => {
      const clean = cleanPrintedText(typed);
      return clean.ok ? clean : err(clean.error.message);
    },
    store: (value) => update({ name: value }, t('details.name')),
  });
  const emailField = useStoredField({
    stored: person.email ?? '',
    read: (typed) => {
      if (name === null) return err(t('details.nameFirst'));
      return typed.trim() === '' ? ok('') : checkEmail(typed);
    },
    store: (value) => update({ email: value === '' ? null : value }, t('details.email')),
  });
  useActions([
    {
      id: 'people.rename',
      name: t('actions.rename'),
      group: t('group'),
      shortcut: 'F2',
      whileTyping: true,
      run: () => input.current?.select(),
    },
  ]);
  return (
    <>
      <TextField
        ref={input}
        label={t('details.name')}
        hint={t(name === null ? 'learner.noName' : 'details.nameHint')}
        {...nameField.props}
      />
      <TextField label={t('details.email')} inputMode="email" {...emailField.props} />
    </>
  );
}

function useUpdatePerson(userId: string) {
  const t = useTexts(texts);
  const { run } = useCommand(client.people.update, {
    failureTitle: t('details.failed'),
    onFailed: (failure) => failure.code === 'bad_input',
  });
  return async (
    patch: { readonly name?: string; readonly email?: string | null },
    field: string,
  ) => {
    const result = await run({ userId, ...patch });
    if (result.ok) announce(t('details.stored', { field }));
    return result;
  };
}

function Level({ person }: DetailsProps) {
  const t = useTexts(texts);
  const { level, currentLevelXP } = person;
  return (
    <div className={styles.level}>
      <b>{t('learner.level', { level: formatNumber(level) })}</b>
      <span>
        {t('details.toNext', { xp: xpPerLevel - currentLevelXP, level: formatNumber(level + 1) })}
      </span>
      <div className={styles.bar}>
        <Progress
          label={t('details.levelOf', { level, xp: currentLevelXP, step: xpPerLevel })}
          done={currentLevelXP}
          total={xpPerLevel}
          width={640}
        />
      </div>
    </div>
  );
}

function Standing({ person }: DetailsProps) {
  const t = useTexts(texts);
  const { currentStreak, longestStreak } = person;
  const streak = [
    t('details.streakDays', { count: currentStreak }),
    t('details.longest', { count: longestStreak }),
  ];
  return (
    <div className={styles.standing}>
      <Facts
        facts={[
          { name: t('details.totalXP'), value: formatNumber(person.totalXP) },
          { name: t('details.streak'), value: streak.join(', ') },
          {
            name: t('details.courses'),
            value: t('details.coursesOf', {
              completed: person.completedCourses,
              total: person.courses,
            }),
          },
          {
            name: t('details.activity'),
            value: <DateText value={person.lastActivity} kind="time" />,
          },
          { name: t('details.userId'), value: <code>{person.userId}</code> },
        ]}
      />
    </div>
  );
}
