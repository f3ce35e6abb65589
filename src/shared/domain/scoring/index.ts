export * from './compare-number';
export * from './compare-text';
export * from './passing';
export * from './round-score';
export * from './score-answer';
export * from './score-attempt';
export type { AnswerScore, PartScore, ScorableQuestion } from './score-types';
export * from './typed-number';
export * from './wildcard';
