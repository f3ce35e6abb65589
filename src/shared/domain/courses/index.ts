export * from './course';
export * from './prerequisites';
export * from './title';
