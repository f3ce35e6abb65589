import { pathTo } from './match-path';

/** Where things are found, so that one feature can link to another without knowing it. */
export const addresses = {
  home: '/home',
  courses: '/courses',
  course: (courseId: string) => pathTo('/courses/:courseId', { courseId }),
  quizzes: '/quizzes',
  quiz: (quizId: string) => pathTo('/quizzes/:quizId', { quizId }),
  /** The import of questions, into the given quiz or a new one. */
  importQuestions: (quizId?: string) =>
    quizId ? `/imports/new?quiz=${encodeURIComponent(quizId)}` : '/imports/new',
  assignments: '/assignments',
  assignment: (assignmentId: string) => pathTo('/assignments/:assignmentId', { assignmentId }),
  grading: '/grading',
  gradingRoom: (assignmentId: string) => pathTo('/grading/:assignmentId', { assignmentId }),
  certificates: '/certificates',
  /** Certificates with the learners of one course who may get one. */
  certificatesOf: (courseId: string) => `/certificates?course=${encodeURIComponent(courseId)}`,
  people: '/people',
  person: (userId: string) => pathTo('/people/:userId', { userId }),
  /** Everything that was done, with a way to take each thing back. */
  history: '/history',
  database: '/database',
  sync: '/sync',
  /** A view of Sync: `waiting`, `others`, `history`, `health`. */
  syncView: (view: string) => `/sync?view=${encodeURIComponent(view)}`,
  /** A conflict, to be decided. */
  syncConflict: (op: string) => `/sync?conflict=${encodeURIComponent(op)}`,
  settings: '/settings',
} as const;
