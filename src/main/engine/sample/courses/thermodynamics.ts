import { engineNote } from '../essays/engine-note';
import { heatCapacityReport } from '../essays/heat-capacity-report';
import { firstLaw } from '../questions/first-law';
import { temperatureAndHeat } from '../questions/temperature-and-heat';
import { weekThree } from '../questions/week-three';
import type { CoursePlan } from './plans';

/** Thermodynamics: the demanding course, with a laboratory. */
export const thermodynamics: CoursePlan = {
  key: 'thermodynamics',
  title: 'Thermodynamics',
  description:
    'From the thermometer to the arrow of time. We measure before we define, and define before we calculate: temperature, heat and work, engines, entropy, and what they forbid. You need school calculus and the habits of *Statistics with Care*.',
  category: 'Natural sciences',
  difficulty: 'advanced',
  hours: 48,
  xp: 350,
  price: 79,
  author: 'Ingrid Sæther',
  assistant: 'Naomi Tanabe',
  prerequisites: ['statistics'],
  learners: 95,
  finishers: 16,
  certified: 8,
  openedDaysAgo: 138,
  attachments: ['Formula sheet.pdf', 'Steam tables.xlsx', 'Laboratory rules.pdf'],
  chapters: [
    {
      title: 'Temperature and how we measure it',
      description: 'Equilibrium, thermometers, the kelvin, and why touch is a poor judge.',
      isFree: true,
      hasVideo: true,
    },
    {
      title: 'Heat and heat capacity',
      description: 'Calorimetry at the kitchen table and in the laboratory; latent heat.',
      hasVideo: true,
    },
    {
      title: 'The first law',
      description: 'Internal energy as a state function; heat and work as two ways to change it.',
      xp: 60,
      hasVideo: true,
    },
    {
      title: 'Ideal gases',
      description: 'The gas laws, the kinetic picture behind them, and where they give out.',
      xp: 60,
    },
    {
      title: 'Processes on a diagram',
      description: 'Isotherms, isobars, isochores and adiabats, and the work under each curve.',
      xp: 60,
      hasVideo: true,
    },
    {
      title: 'Engines and refrigerators',
      description: 'Cycles, efficiency, Carnot’s limit and the figures on a heat pump’s label.',
      xp: 75,
      hasVideo: true,
    },
    {
      title: 'Entropy',
      description: 'The second law in three wordings, and what we count when we count microstates.',
      xp: 90,
      hasVideo: true,
    },
    {
      title: 'Free energy and phase change',
      description: 'Why ice floats, why salt melts it, and which way a reaction runs.',
      xp: 90,
    },
    {
      title: 'Radiation (in preparation)',
      description: 'Black bodies and the temperature of stars. The text is being revised.',
      xp: 90,
      isDraft: true,
    },
  ],
  quizzes: [
    {
      title: 'Thermodynamics, week 1',
      description: 'Temperature, heat and heat capacity. Have the formula sheet at hand.',
      chapter: 1,
      attempts: 120,
      openedDaysAgo: 128,
      questions: temperatureAndHeat,
    },
    {
      title: 'Thermodynamics, week 2',
      description: 'The first law. Mind the sign convention in the first box.',
      chapter: 2,
      timeLimit: 45,
      xp: 40,
      attempts: 112,
      openedDaysAgo: 110,
      questions: firstLaw,
    },
    {
      title: 'Thermodynamics, week 3',
      description: 'Gases, engines, entropy. Still to be proof-read.',
      chapter: 6,
      timeLimit: 60,
      maxAttempts: 2,
      xp: 60,
      isDraft: true,
      attempts: 0,
      openedDaysAgo: 20,
      questions: weekThree,
    },
  ],
  assignments: [
    {
      title: 'Laboratory report: The heat capacity of a metal',
      description:
        'Report on your calorimeter run in four sections: what you did, what you measured, what follows, and what may be wrong. Give $c$ with its uncertainty.\n\nThe laboratory closes its books on the due date; later reports are read but not accepted.',
      chapter: 1,
      dueDaysAgo: 96,
      maxPoints: 50,
      refusesLate: true,
      xp: 80,
      submissions: 54,
      graded: 42,
      bank: heatCapacityReport,
      files: ['readings', 'cooling-curve', 'lab-book-page'],
    },
    {
      title: 'Short note: Why engines waste heat',
      description:
        'Explain to a reader without physics, in at most 250 words, why no engine turns all of its heat into work. No formulas.',
      chapter: 5,
      dueDaysAgo: 41,
      maxPoints: 10,
      submissions: 52,
      graded: 30,
      bank: engineNote,
    },
  ],
};
