export * from './instant-schema';
export * from './local-day';
