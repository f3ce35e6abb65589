import { defineTexts } from '../../../ui/i18n/texts';

/** How sync stands, in the status bar and at the head of its page. */
export const texts = defineTexts('syncStatus', {
  local: 'Local workspace',
  never: 'Not synced yet',
  now: 'Synced just now',
  ago: 'Synced {{time}}',
  seeding: 'Copying from the server',
  verifying: 'Comparing with the server',
  offline: 'Offline',
  paused: 'Sync paused',
  held: 'Waiting for a long transaction on the server',
  attention: 'Needs attention',
  percent: '{{share}}',
  queued: '{{number}} queued',
  parked_one: '{{count}} waits for you',
  parked_other: '{{count}} wait for you',
  conflicts_one: '{{count}} conflict',
  conflicts_other: '{{count}} conflicts',
  next: 'Next attempt {{time}}',
  open: 'Open Sync',
  label: '{{state}}. Open Sync',
  saidOffline: 'Offline. Everything you do is kept here and sent later.',
  saidStuck: 'Sync needs attention. {{problem}} Everything you do is kept here and sent later.',
  saidBack: 'The server answers again.',
  conflict: 'Conflict: {{title}}',
  newConflicts_one: '{{count}} new conflict',
  newConflicts_other: '{{count}} new conflicts',
  conflictText:
    'Somebody else changed the same value. Nothing was overwritten; yours and theirs wait for you.',
  decide: 'Decide',
});
