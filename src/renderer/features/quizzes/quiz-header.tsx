import { useState } from 'react';
import { useActions } from '../../ui/actions/registry';
import { Button } from '../../ui/button/button';
import { useTexts } from '../../ui/i18n/texts';
import { BackLink, ButtonLink } from '../../ui/navigation/link';
import { navigate } from '../../ui/navigation/location';
import { PageHeader } from '../../ui/page-header/page-header';
import { Tag } from '../../ui/tag/tag';
import { EditableTitle } from './editable-title';
import { PublishDialog, UnpublishDialog } from './publish-dialog';
import type { QuizDetail } from './quiz-detail';
import { texts } from './texts';
import type { OpenPart } from './use-open-part';

type QuizHeaderProps = {
  readonly quiz: QuizDetail;
  readonly open: OpenPart;
  readonly onOpen: (part: OpenPart) => void;
};

/** Title, state and facts of a quiz, and what can be done with it as a whole. */
export function QuizHeader({ quiz, open, onOpen }: QuizHeaderProps) {
  const t = useTexts(texts);
  const [isAsking, setAsking] = useState(false);
  const { id, isPublished } = quiz;
  const importPath = `/imports/new?quiz=${encodeURIComponent(id)}`;
  const onSettings = () => onOpen(open === 'settings' ? 'nothing' : 'settings');
  useHeaderActions(quiz, { importPath, onSettings, onPublish: () => setAsking(true) });
  const facts = [
    t('facts.questions', { count: quiz.questions }),
    t('facts.points', { count: quiz.totalPoints }),
    t('facts.pass', { percent: quiz.passingScore }),
    quiz.courseTitle,
  ];
  return (
    <>
      <PageHeader
        back={<BackLink to="/quizzes" label={t('back')} />}
        title={<EditableTitle id={id} title={quiz.title} />}
        tags={isPublished ? <Tag tone="good">{t('published')}</Tag> : <Tag>{t('draft')}</Tag>}
        sub={facts.filter(Boolean).join(' · ')}
        actions={
          <>
            <Button look="quiet" aria-pressed={open === 'settings'} onClick={onSettings}>
              {t('settings.button')}
            </Button>
            <ButtonLink to={importPath}>{t('import')}</ButtonLink>
            <Button look={isPublished ? 'plain' : 'primary'} onClick={() => setAsking(true)}>
              {t(isPublished ? 'settings.unpublish' : 'publish.button')}
            </Button>
          </>
        }
      />
      {isAsking &&
        (isPublished ? (
          <UnpublishDialog quiz={quiz} onClose={() => setAsking(false)} />
        ) : (
          <PublishDialog quiz={quiz} onClose={() => setAsking(false)} />
        ))}
    </>
  );
}

function useHeaderActions(
  quiz: QuizDetail,
  run: {
    readonly importPath: string;
    readonly onSettings: () => void;
    readonly onPublish: () => void;
  },
): void {
  const t = useTexts(texts);
  const group = t('group');
  const publish = quiz.isPublished ? t('actions.unpublish') : t('actions.publish');
  useActions([
    { id: 'quizzes.settings', name: t('actions.settings'), group, run: run.onSettings },
    { id: 'quizzes.publish', name: publish, group, run: run.onPublish },
    {
      id: 'quizzes.import',
      name: t('actions.import'),
      group,
      shortcut: 'i',
      run: () => navigate(run.importPath),
    },
  ]);
}
