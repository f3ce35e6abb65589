export * from './describe-chain';
export * from './grade-chain';
export * from './lateness';
export * from './parse-score';
export * from './policy';
