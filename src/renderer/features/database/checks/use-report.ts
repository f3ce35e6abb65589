import { bridge, client, useCommand } from '../../../client';
import { useTexts } from '../../../ui/i18n/texts';
import { useSubject } from '../subject';
import { texts } from './texts';

/** Saves steps, checks, checklist and history as a page (.html) or as JSON (.json). */
export function useReport(): { readonly save: () => void; readonly isPending: boolean } {
  const t = useTexts(texts);
  const { input, target } = useSubject();
  const report = useCommand(client.migrate.report, {
    success: ({ file }) => t('verify.reported', { file }),
    failureTitle: t('verify.reportFailed'),
  });
  const save = async () => {
    const name = (target?.name ?? 'workspace').replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
    const file = await bridge().shell.saveFile({
      title: t('verify.reportTitle'),
      suggestedName: t('verify.reportName', { name }),
      filters: [
        { name: t('verify.reportPage'), extensions: ['html'] },
        { name: t('verify.reportJson'), extensions: ['json'] },
      ],
    });
    if (file !== null) void report.run({ ...input, file });
  };
  return { save: () => void save(), isPending: report.isPending };
}
