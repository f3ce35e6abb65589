import { route } from './route';
import type { Route } from './route';

/**
 * Every page of the window: the one place where a feature is registered.
 * Order matters only between paths of the same shape; the first that fits wins.
 */
export const routes: readonly Route[] = [
  route('/home', 'home', async () => (await import('../features/home')).HomePage),
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
  route('/settings', 'settings', async () => (await import('../features/settings')).SettingsPage),
];
