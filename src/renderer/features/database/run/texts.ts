import { defineTexts } from '../../../ui/i18n/texts';

export const texts = defineTexts('databaseRun', {
  label: 'Work on the database',
  elsewhere: 'On another database',
  of: '{{done}} of {{total}}',
  cancel: 'Cancel',
  cancelling: 'Stopping…',
  notCancellable: 'Cannot be stopped half-way.',
  retries_one: '{{count}} retry',
  retries_other: '{{count}} retries',
});
