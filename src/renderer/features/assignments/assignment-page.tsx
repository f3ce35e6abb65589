import { useState } from 'react';
import { client, useQuery } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { Button } from '../../ui/button/button';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { useTexts } from '../../ui/i18n/texts';
import { Menu } from '../../ui/menu/menu';
import { addresses } from '../../ui/navigation/addresses';
import { BackLink, ButtonLink } from '../../ui/navigation/link';
import { navigate } from '../../ui/navigation/location';
import { PageBody } from '../../ui/page/page';
import { PageHeader } from '../../ui/page-header/page-header';
import { SkeletonLines } from '../../ui/skeleton/skeleton';
import { Tag } from '../../ui/tag/tag';
import { meanOf } from './assignment-columns';
import type { AssignmentDetail } from './assignment-detail';
import { AssignmentForm } from './assignment-form';
import { PublishDialog, UnpublishDialog } from './publish-dialog';
import { RemoveAssignmentDialog } from './remove-assignment-dialog';
import { texts } from './texts';

/** One assignment: its fields, its late rule, and the way to its submissions. */
export function AssignmentPage({ params }: { readonly params: { readonly assignmentId: string } }) {
  const t = useTexts(texts);
  const query = useQuery(client.assignments.get, { id: params.assignmentId });
  const { data, failure } = query;
  const back = <BackLink to={addresses.assignments} label={t('back')} />;
  if (failure && !data) {
    return (
      <>
        <PageHeader back={back} title={t('title')} />
        <ErrorPanel title={t('page.gone')} {...failure} onRetry={query.retry} />
      </>
    );
  }
  return (
    <>
      {data && <AssignmentHeader assignment={data} />}
      <PageBody>
        {data ? <AssignmentForm assignment={data} /> : <SkeletonLines lines={8} />}
      </PageBody>
    </>
  );
}

type Asked = 'publish' | 'remove' | null;

function AssignmentHeader({ assignment }: { readonly assignment: AssignmentDetail }) {
  const t = useTexts(texts);
  const [asked, setAsked] = useState<Asked>(null);
  const { id, title, isPublished, submissions, ungraded } = assignment;
  const close = () => setAsked(null);
  const facts = [
    t('page.submissions', { count: submissions }),
    meanOf(assignment, (mean, max) => t('page.mean', { mean, max })),
  ];
  usePageActions(assignment, setAsked);
  return (
    <>
      <PageHeader
        back={<BackLink to={addresses.assignments} label={t('back')} />}
        title={title}
        tags={isPublished ? <Tag tone="good">{t('published')}</Tag> : <Tag>{t('draft')}</Tag>}
        sub={facts.filter(Boolean).join(' · ')}
        actions={
          <>
            <Menu
              compact
              label={t('list.more', { title })}
              items={[
                {
                  id: 'remove',
                  label: t('remove.button'),
                  icon: 'trash',
                  danger: true,
                  onSelect: () => setAsked('remove'),
                },
              ]}
            />
            <Button look={isPublished ? 'plain' : 'primary'} onClick={() => setAsked('publish')}>
              {t(isPublished ? 'page.unpublish' : 'page.publish')}
            </Button>
            {submissions > 0 && (
              <ButtonLink
                to={addresses.gradingRoom(id)}
                look={ungraded > 0 && isPublished ? 'primary' : undefined}
              >
                {ungraded > 0 ? t('page.grade', { count: ungraded }) : t('page.open')}
              </ButtonLink>
            )}
          </>
        }
      />
      {asked === 'publish' && !isPublished && (
        <PublishDialog assignment={assignment} onClose={close} />
      )}
      {asked === 'publish' && isPublished && (
        <UnpublishDialog assignment={assignment} onClose={close} />
      )}
      {asked === 'remove' && (
        <RemoveAssignmentDialog
          row={assignment}
          onClose={close}
          onRemoved={() => navigate(addresses.assignments, { replace: true })}
        />
      )}
    </>
  );
}

function usePageActions(assignment: AssignmentDetail, ask: (asked: Asked) => void): void {
  const t = useTexts(texts);
  const group = t('group');
  useActions([
    {
      id: 'assignments.grade',
      name: t('actions.grade'),
      group,
      shortcut: 'Shift+g',
      disabled: assignment.submissions === 0,
      run: () => navigate(addresses.gradingRoom(assignment.id)),
    },
    { id: 'assignments.publish', name: t('actions.publish'), group, run: () => ask('publish') },
    { id: 'assignments.remove', name: t('actions.remove'), group, run: () => ask('remove') },
  ]);
}
