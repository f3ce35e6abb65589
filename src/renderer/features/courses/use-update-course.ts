import { useCallback } from 'react';
import type { InputOf } from '../../../shared/contract/define';
import type { courses } from '../../../shared/contract/courses';
import type { Failure } from '../../../shared/kernel/errors';
import type { Result } from '../../../shared/kernel/result';
import { client, useCommand } from '../../client';
import { announce } from '../../ui/announcer/announcer';
import { useTexts } from '../../ui/i18n/texts';
import { texts } from './texts';

type Patch = InputOf<typeof courses.update>['patch'];

/** Stores some fields of a course as one action and says so to readers; `field` names them. */
export type UpdateCourse = (patch: Patch, field: string) => Promise<Result<unknown, Failure>>;

/**
 * The way to store fields of one course. Bad input is shown at its field by the caller; every
 * other failure becomes a toast. A field that was stored makes no toast: the status bar offers Undo.
 */
export function useUpdateCourse(id: string): UpdateCourse {
  const t = useTexts(texts);
  const { run } = useCommand(client.courses.update, {
    failureTitle: t('details.failed'),
    onFailed: (failure) => failure.code === 'bad_input',
  });
  return useCallback(
    async (patch, field) => {
      const result = await run({ id, patch });
      if (result.ok) announce(t('details.stored', { field }));
      return result;
    },
    [run, id, t],
  );
}
