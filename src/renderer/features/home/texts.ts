import { defineTexts } from '../../ui/i18n/texts';

export const texts = defineTexts('home', {
  title: 'Home',
  failed: 'The overview could not be read',
  actions: {
    group: 'Home',
    grade: 'Grade next',
    import: 'Import questions…',
  },
  toGrade: {
    title: 'To grade',
    total: '{{total}} in all',
    ungraded_one: '{{count}} to grade',
    ungraded_other: '{{count}} to grade',
    waiting: 'oldest {{time}}',
    none: 'Everything that was handed in is graded.',
  },
  due: {
    title: 'Due soon',
    none: 'No assignment is due in the next two weeks.',
  },
  attention: {
    title: 'Needs attention',
    questions_one: '{{count}} imported question needs a look',
    questions_other: '{{count}} imported questions need a look',
  },
  eligible: {
    title: 'Certificates to issue',
    learners_one: '{{count}} learner is eligible',
    learners_other: '{{count}} learners are eligible',
  },
  activity: {
    title: 'Recent activity',
    all: 'All history',
    none: 'What you change appears here, with a way to take it back.',
    undone: 'undone',
    by: 'by {{who}}',
    did: { do: 'Changed', undo: 'Took back', redo: 'Did again' },
    undo: 'Undo: {{label}}',
    undoDone: 'Undone: {{label}}',
  },
  welcome: {
    title: 'Welcome to Lectern',
    lead: 'You are looking at a sample workspace: {{courses}} courses and {{people}} invented learners. Change what you like, nothing leaves this machine, and Ctrl Z takes everything back.',
    first: 'Grade a few submissions with three keys each',
    second: 'Bring in a question bank and see what is wrong with it before it lands',
    third: 'Issue certificates and verify one',
    own: 'Make my own workspace…',
    keep: 'Look around first',
    ownTitle: 'Where should the workspace be?',
    ownName: 'my-courses.lectern',
    ownFilter: 'Lectern workspace',
  },
});
