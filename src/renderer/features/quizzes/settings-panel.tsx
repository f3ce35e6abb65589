import { ok } from '../../../shared/kernel/result';
import { client, useCommand } from '../../client';
import { Textarea } from '../../ui/field/text-field';
import { useStoredField } from '../../ui/field/use-stored-field';
import { useTexts } from '../../ui/i18n/texts';
import { Inspector } from '../../ui/inspector/inspector';
import type { QuizDetail } from './quiz-detail';
import { NumberSetting } from './number-setting';
import { SettingsPlace } from './settings-place';
import { texts } from './texts';

type SettingsProps = { readonly quiz: QuizDetail; readonly onClose: () => void };

/** The settings of a quiz; each field is stored when it is left, as one action. */
export function SettingsPanel({ quiz, onClose }: SettingsProps) {
  const t = useTexts(texts);
  const save = useCommand(client.quizzes.update, { failureTitle: t('settings.failed') });
  const { id } = quiz;
  const description = useStoredField({
    stored: quiz.description ?? '',
    read: (text) => ok(text.trim() === '' ? '' : text),
    store: (text) => save.run({ id, patch: { description: text === '' ? null : text } }),
  });
  return (
    <Inspector id="quiz-settings" title={t('settings.title')} onClose={onClose}>
      <Textarea label={t('settings.description')} {...description.props} />
      <SettingsPlace quiz={quiz} />
      <NumberSetting
        label={t('settings.passingScore')}
        unit={t('settings.percent')}
        stored={quiz.passingScore}
        bounds={[0, 100]}
        step={5}
        store={(passingScore) => save.run({ id, patch: { passingScore } })}
      />
      <NumberSetting
        label={t('settings.maxAttempts')}
        stored={quiz.maxAttempts}
        bounds={[1, 1000]}
        store={(maxAttempts) => save.run({ id, patch: { maxAttempts } })}
      />
      <NumberSetting
        label={t('settings.timeLimit')}
        unit={t('settings.minutes')}
        hint={t('settings.timeLimitHint')}
        stored={quiz.timeLimit}
        bounds={[1, 100_000]}
        step={5}
        store={(timeLimit) => save.run({ id, patch: { timeLimit } })}
        storeNone={() => save.run({ id, patch: { timeLimit: null } })}
      />
      <NumberSetting
        label={t('settings.xpReward')}
        unit={t('settings.xp')}
        stored={quiz.xpReward}
        bounds={[0, 1_000_000]}
        step={10}
        store={(xpReward) => save.run({ id, patch: { xpReward } })}
      />
    </Inspector>
  );
}
