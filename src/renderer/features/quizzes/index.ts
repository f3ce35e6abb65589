export { QuizPage } from './quiz-page';
export { QuizzesPage } from './quizzes-page';
