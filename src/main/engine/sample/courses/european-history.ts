import { causesOf1848 } from '../essays/causes-of-1848';
import { viennaLetter } from '../essays/vienna-letter';
import { ageOfRevolutions } from '../questions/age-of-revolutions';
import { viennaTo1848 } from '../questions/vienna-to-1848';
import type { CoursePlan } from './plans';

/** Modern European History: essays, late work, and the queue that waits to be graded. */
export const europeanHistory: CoursePlan = {
  key: 'history',
  title: 'Modern European History',
  description:
    'Europe from 1789 to 1914, read through letters, price lists, petitions and maps. Two essays and two quizzes; every chapter ends with a source to argue about.',
  category: 'Humanities',
  difficulty: 'intermediate',
  hours: 40,
  xp: 260,
  price: 59,
  author: 'Tomás Echeverría',
  assistant: 'Mia Ito',
  prerequisites: ['writing'],
  learners: 105,
  finishers: 10,
  certified: 5,
  openedDaysAgo: 132,
  attachments: ['Map of Europe 1815.pdf', 'Reading list.pdf', 'How we grade essays.pdf'],
  chapters: [
    {
      title: 'Europe before 1789',
      description: 'Estates, privileges, harvests; how a village of the old order worked.',
      isFree: true,
      hasVideo: true,
    },
    {
      title: 'A revolution in France',
      description: 'From the Estates General to the republic, week by week.',
      hasVideo: true,
    },
    {
      title: 'Napoleon’s Europe',
      description: 'Armies, codes and customs posts; who gained and who paid.',
      hasVideo: true,
    },
    {
      title: 'The Congress of Vienna',
      description: 'A peace made by five powers, and the map that it drew.',
      xp: 60,
      hasVideo: true,
    },
    {
      title: 'Steam, cotton and coal',
      description: 'Industry in Britain and on the continent, and what it did to the working day.',
      xp: 60,
    },
    {
      title: 'Nations in the making',
      description: 'Languages, songs, grammars and secret societies between 1815 and 1847.',
      xp: 60,
    },
    {
      title: '1848',
      description: 'Bread, barricades and parliaments: a spring in fifty cities.',
      xp: 80,
      hasVideo: true,
    },
    {
      title: 'Italy and Germany',
      description: 'Two unifications compared: plebiscites, railways and wars.',
      xp: 60,
    },
    { title: 'Empires overseas', description: 'Conquest and trade seen from both shores.', xp: 60 },
    {
      title: 'The road to 1914 (draft)',
      description: 'Alliances, timetables and nerves. To be published in spring.',
      isDraft: true,
    },
  ],
  quizzes: [
    {
      title: 'The age of revolutions, 1789–1815',
      description: 'Thirteen questions on chapters 1 to 3.',
      chapter: 2,
      timeLimit: 25,
      passingScore: 60,
      xp: 35,
      attempts: 146,
      openedDaysAgo: 118,
      questions: ageOfRevolutions,
    },
    {
      title: 'From Vienna to 1848',
      description: 'Chapters 4 to 7, with one short answer that is read by a person.',
      chapter: 6,
      passingScore: 60,
      maxAttempts: 2,
      xp: 45,
      attempts: 128,
      openedDaysAgo: 62,
      questions: viennaTo1848,
    },
  ],
  assignments: [
    {
      title: 'Essay 1: A letter from the Congress of Vienna',
      description:
        'You are the secretary of a minor delegation in the winter of 1814. Write home about what is being decided, by whom, and what it will mean for your country. About 500 words.',
      chapter: 3,
      dueDaysAgo: 78,
      maxPoints: 20,
      submissions: 70,
      graded: 46,
      bank: viennaLetter,
    },
    {
      title: 'Essay 2: The causes of 1848',
      description:
        'Was 1848 one revolution or many? Argue from at least three sources of chapter 6 and 7. Between 800 and 1,500 words.\n\nLate work loses ten points for every day begun, but not below fifty.',
      chapter: 6,
      dueDaysAgo: 4,
      maxPoints: 100,
      latePolicy: { rate: 10, intervalSeconds: 86_400, floorPercent: 50 },
      xp: 120,
      submissions: 64,
      graded: 17,
      bank: causesOf1848,
      files: ['essay', 'bibliography', 'source-appendix'],
    },
  ],
};
