import { allOf, inOrder, oneOf, pairsOf, statement } from './choice-kit';
import type { DraftedQuestion } from './drafted';
import { inNumbers, inWords, near, reading, withGaps } from './typed-kit';

/** Thermodynamics, week 2: internal energy, heat and work. */
export const firstLaw: readonly DraftedQuestion[] = [
  reading(
    'Throughout this quiz $Q$ is the heat **taken in** by the system and $W$ the work **done by** it, so that $\\Delta U = Q - W$. Gases are ideal unless said otherwise; $R = 8.314$ J/(mol K).',
  ),
  inNumbers(
    'A gas takes in 500 J of heat and does 180 J of work. By how much does its internal energy change, in joules?',
    near(320, 0.5, 'J'),
    ['680', '-320', '500', '180'],
    { difficulty: -1.2, why: '$\\Delta U = 500 - 180 = 320$ J' },
  ),
  oneOf(
    'Which of these depends on the path taken between two states?',
    'The work done',
    ['The change of internal energy', 'The change of temperature', 'The change of volume'],
    {
      difficulty: -0.5,
      why: 'Heat and work belong to a process; the others are differences of state functions.',
    },
  ),
  statement('In a cyclic process the internal energy of the system ends where it began.', true, {
    difficulty: -1,
  }),
  statement('A system that does work must be taking in heat.', false, {
    difficulty: -0.2,
    why: 'An adiabatic expansion does work at the expense of internal energy.',
  }),
  inNumbers(
    'A gas expands from 2.0 L to 5.0 L against a constant pressure of 100 kPa. How much work does it do, in joules?',
    near(300, 1, 'J'),
    ['0.3', '300000', '500', '700'],
    {
      difficulty: 0,
      points: 2,
      why: '$W = p\\,\\Delta V = 10^5 \\cdot 3.0 \\cdot 10^{-3} = 300$ J',
    },
  ),
  pairsOf(
    'Match each process with what stays constant.',
    [
      ['Isothermal', 'Temperature'],
      ['Isobaric', 'Pressure'],
      ['Isochoric', 'Volume'],
      ['Reversible adiabatic', 'Entropy'],
    ],
    ['Mass of the surroundings'],
    { difficulty: -0.4 },
  ),
  allOf(
    'A gas in a rigid, closed container is heated. Which statements are true?',
    [
      'No work is done by the gas',
      'All of the heat goes into internal energy',
      'The pressure rises',
    ],
    ['The density falls', 'The process is adiabatic'],
    { difficulty: 0.1 },
  ),
  oneOf(
    'For an ideal gas, what does the difference $C_{p,\\mathrm{m}} - C_{V,\\mathrm{m}}$ equal?',
    '$R$',
    [['$R/2$', 'Half of it would be one degree of freedom.'], '$3R/2$', 'It depends on the gas'],
    { difficulty: 0.2, why: 'At constant pressure one mole also does the work $R\\,\\Delta T$.' },
  ),
  inWords(
    'What is a process called in which no heat passes the boundary of the system?',
    ['adiabatic', 'adiabatic process', 'an adiabatic process'],
    ['isothermal', 'isolated', 'isentropic'],
    { difficulty: -0.7 },
  ),
  withGaps(
    'Two moles of a monatomic gas are warmed by 50 K at constant volume. The internal energy rises by [[du]] J and the work done is [[w]] J. At constant pressure the heat needed would be [[more]].',
    {
      du: {
        number: { accepted: [{ min: 1240, max: 1255, weight: 1 }] },
        slips: ['2079', '623.5', '831'],
      },
      w: { number: near(0, 0), slips: ['831', '1247'] },
      more: { right: 'greater', wrong: ['the same', 'smaller'] },
    },
    { points: 3, difficulty: 0.7, why: '$\\Delta U = n \\cdot \\tfrac32 R\\,\\Delta T = 1247$ J' },
  ),
  inOrder(
    'A gas expands from the same state to the same final volume in three ways. Order them by the work done, smallest first.',
    [
      'Free expansion into a vacuum',
      'Reversible adiabatic expansion',
      'Reversible isothermal expansion',
    ],
    {
      difficulty: 0.6,
      why: 'Nothing is pushed in the first case; in the second the pressure falls faster than in the third.',
    },
  ),
];
