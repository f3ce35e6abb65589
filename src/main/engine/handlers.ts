import { assignmentHandlers } from './assignments/handlers';
import { attemptHandlers } from './attempts/handlers';
import { certificateHandlers } from './certificates/handlers';
import { courseHandlers } from './courses/handlers';
import { gradingHandlers } from './grading/handlers';
import { historyHandlers } from './history/handlers';
import { homeHandlers } from './home/handlers';
import { importHandlers } from './import/handlers';
import { jobHandlers } from './jobs/handlers';
import { migrateHandlers } from './migrate/handlers';
import { peopleHandlers } from './people/handlers';
import { questionHandlers } from './questions/handlers';
import { quizHandlers } from './quizzes/handlers';
import type { EngineHandlers } from './rpc/handlers';
import { settingsHandlers } from './settings/handlers';
import { workspaceHandlers } from './workspace/handlers';
import { xpHandlers } from './xp/handlers';

/** Who answers which topic; the type makes the compiler list what is missing. */
export const handlers: EngineHandlers = {
  assignments: assignmentHandlers,
  attempts: attemptHandlers,
  certificates: certificateHandlers,
  courses: courseHandlers,
  grading: gradingHandlers,
  history: historyHandlers,
  home: homeHandlers,
  imports: importHandlers,
  jobs: jobHandlers,
  migrate: migrateHandlers,
  people: peopleHandlers,
  questions: questionHandlers,
  quizzes: quizHandlers,
  settings: settingsHandlers,
  workspace: workspaceHandlers,
  xp: xpHandlers,
};
