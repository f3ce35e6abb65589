export * from './roster-row';
