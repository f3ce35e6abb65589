export { CoursePage } from './course-page';
export { CoursesPage } from './courses-page';
