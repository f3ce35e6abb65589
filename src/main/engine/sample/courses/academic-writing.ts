import { abstractInOwnLanguage } from '../essays/abstract-in-own-language';
import { sentencesAndParagraphs } from '../questions/sentences-and-paragraphs';
import type { CoursePlan } from './plans';

/** Academic Writing: short and free; most learners begin here. */
export const academicWriting: CoursePlan = {
  key: 'writing',
  title: 'Academic Writing',
  description:
    'Six short chapters for people who write at a university in a language that may not be their first: claims, paragraphs, sources, and the courage to cut.',
  category: 'Study skills',
  difficulty: 'beginner',
  hours: 16,
  xp: 150,
  price: null,
  author: 'Desmond Okafor',
  assistant: 'Tomás Echeverría',
  prerequisites: [],
  learners: 110,
  finishers: 30,
  certified: 0,
  openedDaysAgo: 150,
  attachments: ['Punctuation on one page.pdf'],
  chapters: [
    {
      title: 'What makes a claim',
      description: 'From a topic to a sentence that somebody could disagree with.',
      xp: 30,
      isFree: true,
      hasVideo: true,
    },
    {
      title: 'The paragraph',
      description: 'One idea, its support, and the way to the next.',
      xp: 30,
      isFree: true,
      hasVideo: true,
    },
    {
      title: 'Using sources',
      description: 'Quote, paraphrase, cite; what needs a source and what does not.',
      xp: 40,
      isFree: true,
    },
    {
      title: 'Plain sentences',
      description: 'Verbs for nouns, people for passives, and one thing at a time.',
      xp: 40,
      isFree: true,
    },
    {
      title: 'The abstract',
      description: 'A whole paper in two hundred words, in your language and in English.',
      xp: 40,
      isFree: true,
    },
    {
      title: 'Cutting',
      description: 'How to lose a fifth of a text and none of its sense.',
      xp: 40,
      isFree: true,
    },
  ],
  quizzes: [
    {
      title: 'Sentences and paragraphs',
      description: 'Nine questions on chapters 1 to 4.',
      chapter: 3,
      passingScore: 75,
      maxAttempts: 5,
      xp: 20,
      attempts: 96,
      openedDaysAgo: 140,
      questions: sentencesAndParagraphs,
    },
  ],
  assignments: [
    {
      title: 'An abstract in your own language',
      description:
        'Write the abstract of a paper you have read, about 150 words, in your first language or in English. A tutor who reads your language will comment on it.',
      chapter: 4,
      dueDaysAgo: 58,
      maxPoints: 10,
      xp: 40,
      submissions: 50,
      graded: 33,
      bank: abstractInOwnLanguage,
    },
  ],
};
