export { DatabasePage } from './database-page';
