import type { AnswerOf, Client } from '../../client';

/** A course with everything its page shows. */
export type CourseDetail = AnswerOf<Client['courses']['get']>;
