export { cleanPrintedText, safeFileName } from '../text';
export type { PrintedTextProblem } from '../text';
export * from './crockford';
export * from './eligibility';
export * from './eligibility-rule';
export * from './verification-code';
