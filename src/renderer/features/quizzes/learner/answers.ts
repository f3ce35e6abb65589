import type { Json } from '../model/draft-content';

/** What somebody tried out as a learner, by question; the shapes are those of an attempt. */
export type Answers = { readonly [questionId: string]: Json };
