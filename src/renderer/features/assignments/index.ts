export { AssignmentPage } from './assignment-page';
export { AssignmentsPage } from './assignments-page';
