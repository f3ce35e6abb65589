import type { EngineHandlers } from './rpc/handlers';

/**
 * Who answers which topic; the type makes the compiler list what is missing. A topic's code is read
 * when it is first asked: the window waits for the engine, and most starts need few topics.
 */
export const handlers: EngineHandlers = {
  assignments: async () => (await import('./assignments/handlers')).assignmentHandlers,
  attachments: async () => (await import('./attachments/handlers')).attachmentHandlers,
  attempts: async () => (await import('./attempts/handlers')).attemptHandlers,
  certificates: async () => (await import('./certificates/handlers')).certificateHandlers,
  courses: async () => (await import('./courses/handlers')).courseHandlers,
  grading: async () => (await import('./grading/handlers')).gradingHandlers,
  history: async () => (await import('./history/handlers')).historyHandlers,
  home: async () => (await import('./home/handlers')).homeHandlers,
  imports: async () => (await import('./import/handlers')).importHandlers,
  jobs: async () => (await import('./jobs/handlers')).jobHandlers,
  migrate: async () => (await import('./migrate/handlers')).migrateHandlers,
  people: async () => (await import('./people/handlers')).peopleHandlers,
  questions: async () => (await import('./questions/handlers')).questionHandlers,
  quizzes: async () => (await import('./quizzes/handlers')).quizHandlers,
  settings: async () => (await import('./settings/handlers')).settingsHandlers,
  sync: async () => (await import('./sync/handlers')).syncHandlers,
  targets: async () => (await import('./connections/handlers')).targetHandlers,
  workspace: async () => (await import('./workspace/handlers')).workspaceHandlers,
  xp: async () => (await import('./xp/handlers')).xpHandlers,
};
