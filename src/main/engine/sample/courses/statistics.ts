import { regressionProblems } from '../essays/regression-problems';
import { surveyReport } from '../essays/survey-report';
import { chanceAndSampling } from '../questions/chance-and-sampling';
import { describingData } from '../questions/describing-data';
import { testsAndIntervals } from '../questions/tests-and-intervals';
import type { CoursePlan } from './plans';

/** Statistics with Care: the course most learners finish. */
export const statistics: CoursePlan = {
  key: 'statistics',
  title: 'Statistics with Care',
  description:
    'What numbers can tell and what they cannot. We begin with questions rather than formulas, draw before we calculate, and never report a result without saying how unsure we are.',
  category: 'Mathematics',
  difficulty: 'beginner',
  hours: 32,
  xp: 220,
  price: 39,
  author: 'Naomi Tanabe',
  assistant: 'Mia Ito',
  prerequisites: [],
  learners: 125,
  finishers: 30,
  certified: 7,
  openedDaysAgo: 146,
  attachments: ['Clinic waiting times.csv', 'Cheat sheet.pdf'],
  chapters: [
    {
      title: 'Questions before numbers',
      description:
        'What would you do differently if you knew the answer? Then what must you measure?',
      isFree: true,
      hasVideo: true,
    },
    {
      title: 'Describing data',
      description: 'Centre, spread and shape; when the mean misleads.',
      hasVideo: true,
    },
    {
      title: 'Pictures that do not lie',
      description: 'Axes, areas and colours; redrawing five bad charts.',
    },
    {
      title: 'Chance',
      description: 'Counting cases, conditional probability, and the false alarm.',
      xp: 60,
      hasVideo: true,
    },
    {
      title: 'Samples and who is missing',
      description: 'How people get into a sample, and how they stay out.',
      xp: 60,
      hasVideo: true,
    },
    { title: 'Intervals', description: 'Putting a width to what we do not know.', xp: 60 },
    {
      title: 'Tests, with care',
      description: 'What a p-value says, what it does not, and how to plan before looking.',
      xp: 70,
      hasVideo: true,
    },
    {
      title: 'Lines through clouds',
      description: 'Regression, residuals, and the confounder nobody measured.',
      xp: 70,
    },
  ],
  quizzes: [
    {
      title: 'Describing data',
      description: 'Centre, spread, shape. A pocket calculator is enough.',
      chapter: 1,
      attempts: 158,
      openedDaysAgo: 136,
      questions: describingData,
    },
    {
      title: 'Chance and sampling',
      description: 'Chapters 4 and 5.',
      chapter: 4,
      timeLimit: 30,
      passingScore: 65,
      xp: 40,
      attempts: 140,
      openedDaysAgo: 100,
      questions: chanceAndSampling,
    },
    {
      title: 'Tests and intervals',
      description: 'To be opened when the chapter has been revised.',
      chapter: 6,
      isDraft: true,
      attempts: 0,
      openedDaysAgo: 12,
      questions: testsAndIntervals,
    },
  ],
  assignments: [
    {
      title: 'Report: What a survey can and cannot say',
      description:
        'Take the survey in the attachment of chapter 5. Say in about 500 words what it was asked, who answered, what follows from it and what does not.\n\nFive points are taken off for every twelve hours begun, but not below forty.',
      chapter: 4,
      dueDaysAgo: 84,
      maxPoints: 100,
      latePolicy: { rate: 5, intervalSeconds: 43_200, floorPercent: 40 },
      xp: 70,
      submissions: 68,
      graded: 52,
      bank: surveyReport,
      files: ['survey-report', 'tables'],
    },
    {
      title: 'Problem sheet 3: Reading a regression',
      description: 'Four short questions about the printed output. Show how you got there.',
      chapter: 7,
      dueDaysAgo: 33,
      maxPoints: 20,
      submissions: 62,
      graded: 32,
      bank: regressionProblems,
      files: ['sheet-3'],
    },
  ],
};
