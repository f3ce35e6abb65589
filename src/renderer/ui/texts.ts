import { defineTexts } from './i18n/texts';

/** Sentences of the parts that know no feature. */
export const texts = defineTexts('ui', {
  undo: 'Undo',
  dismiss: 'Dismiss',
  close: 'Close',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  reference: 'Reference {{reference}}',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'The system did not let Lectern copy. Nothing is on the clipboard; try again.',
  clear: 'Clear',
  search: 'Search',
  loading: 'Loading',
  messages: 'Messages',
  more: 'More',
  notNumber: 'Write a number, for example 12 or 7.5.',
  never: 'never',
  error: {
    heading: 'This could not be shown',
    kept: 'What was kept',
    next: 'What to do next',
  },
  table: {
    selectAll: 'Select all rows',
    selectRow: 'Select row',
    selected_one: '{{count}} selected',
    selected_other: '{{count}} selected',
    clearSelection: 'Clear selection',
    resizeHint: 'Alt with left or right arrow changes the width',
    sortedUp: 'sorted, smallest first',
    sortedDown: 'sorted, largest first',
    filteredTitle: 'Nothing fits the filter',
    filteredText: 'There are rows, but none matches what you typed or chose.',
    clearFilter: 'Clear the filter',
    unsyncedTitle: 'Not synced yet',
    unsyncedText: 'Rows appear here after the first sync with the server.',
    rows_one: '{{count}} row',
    rows_other: '{{count}} rows',
  },
  inspector: {
    resize: 'Width of the details panel',
    close: 'Close the details',
  },
  markdown: {
    remoteImage: 'Image not shown: {{alt}}',
    badMath: 'Formula with a mistake',
  },
  progress: {
    of: '{{done}} of {{total}}',
  },
});
