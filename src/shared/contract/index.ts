import { assignments } from './assignments';
import { attachments } from './attachments';
import { attempts } from './attempts';
import { certificates } from './certificates';
import { courses } from './courses';
import type { ClientOf, Method } from './define';
import { grading } from './grading';
import { history } from './history';
import { home } from './home';
import { imports } from './imports';
import { jobs } from './jobs';
import { migrate } from './migrate';
import { people } from './people';
import { questions } from './questions';
import { quizzes } from './quizzes';
import { settings } from './settings';
import { sync } from './sync';
import { targets } from './targets';
import { workspace } from './workspace';
import { xp } from './xp';

/** Everything a window or a command can ask of the engine: the single source of truth. */
export const contract = {
  assignments,
  attachments,
  attempts,
  certificates,
  courses,
  grading,
  history,
  home,
  imports,
  jobs,
  migrate,
  people,
  questions,
  quizzes,
  settings,
  sync,
  targets,
  workspace,
  xp,
} as const;

export type Contract = typeof contract;
export type TopicName = keyof Contract;
export type EngineClient = ClientOf<Contract>;

/** Finds a method by its wire name (`courses.list`); undefined when there is none. */
export function findMethod(name: string): Method | undefined {
  const [topicName = '', methodName = ''] = name.split('.');
  if (!Object.hasOwn(contract, topicName)) return undefined;
  // The lookup is by a string from outside, so the exact literal types are lost on purpose.
  const topic = contract[topicName as TopicName] as { readonly [name: string]: Method };
  return Object.hasOwn(topic, methodName) ? topic[methodName] : undefined;
}
