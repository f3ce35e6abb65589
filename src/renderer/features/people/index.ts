export { LearnerPage } from './learner-page';
export { PeoplePage } from './people-page';
