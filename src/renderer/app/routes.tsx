import { HomePage } from '../features/home';
import { route } from './route';
import type { Route } from './route';

/**
 * Every page of the window: the one place where a feature is registered.
 * Order matters only between paths of the same shape; the first that fits wins.
 */
export const routes: readonly Route[] = [
  // In the first chunk: it is what a start shows, and a second trip for its code would be seen.
  route('/home', 'home', async () => HomePage),
  route('/grading', 'grading', async () => (await import('../features/grading')).RoomsPage),
  route(
    '/grading/:assignmentId',
    'grading',
    async () => (await import('../features/grading')).GradingRoomPage,
  ),
  route('/courses', 'courses', async () => (await import('../features/courses')).CoursesPage),
  route(
    '/courses/:courseId',
    'courses',
    async () => (await import('../features/courses')).CoursePage,
  ),
  route('/people', 'people', async () => (await import('../features/people')).PeoplePage),
  route('/people/:userId', 'people', async () => (await import('../features/people')).LearnerPage),
  route('/history', 'home', async () => (await import('../features/history')).HistoryPage),
  route('/quizzes', 'quizzes', async () => (await import('../features/quizzes')).QuizzesPage),
  route('/quizzes/:quizId', 'quizzes', async () => (await import('../features/quizzes')).QuizPage),
  route('/imports/new', 'quizzes', async () => (await import('../features/imports')).ImportPage),
  route(
    '/assignments',
    'assignments',
    async () => (await import('../features/assignments')).AssignmentsPage,
  ),
  route(
    '/assignments/:assignmentId',
    'assignments',
    async () => (await import('../features/assignments')).AssignmentPage,
  ),
  route(
    '/certificates',
    'certificates',
    async () => (await import('../features/certificates')).CertificatesPage,
  ),
  route(
    '/certificates/issue',
    'certificates',
    async () => (await import('../features/certificates')).IssuePage,
  ),
  route('/database', 'database', async () => (await import('../features/database')).DatabasePage),
  route('/sync', 'sync', async () => (await import('../features/sync')).SyncPage),
  route('/settings', 'settings', async () => (await import('../features/settings')).SettingsPage),
];
