export * from './streak';
export { daysBetween, isTimeZone, localDay } from '../time';
export type { LocalDay } from '../time';
