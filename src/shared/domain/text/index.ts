export * from './utf8-length';
export * from './storable-text';
export * from './plain-digits';
export * from './printed-text';
export * from './safe-file-name';
