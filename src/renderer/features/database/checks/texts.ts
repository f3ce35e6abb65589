import { defineTexts } from '../../../ui/i18n/texts';

export const texts = defineTexts('databaseChecks', {
  preflight: {
    lead: 'Whether the steps can be taken: catalogue, data, permissions, and who is busy. Nothing is changed.',
    again: 'Look again',
    failed: 'Preflight could not look at the database',
    clean: 'No complaint: the steps can be taken.',
    blocker: 'blocker',
    warning: 'warning',
    remedy: 'What to do:',
  },
  verify: {
    lead: 'Every named check on the data as it is now; each complaint with a count and samples.',
    run: 'Verify',
    again: 'Verify again',
    report: 'Save report…',
    reportTitle: 'Save the report',
    reportName: 'lectern-report-{{name}}.html',
    reportPage: 'Page to read',
    reportJson: 'JSON',
    reported: 'Report saved to {{file}}',
    reportFailed: 'The report was not saved',
    reportHint: 'Steps, checks, checklist and history in one file, without secrets.',
    running: 'Verifying…',
  },
});
