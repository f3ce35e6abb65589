import { allOf, inOrder, oneOf, pairsOf, statement } from './choice-kit';
import type { DraftedQuestion } from './drafted';
import { inNumbers, inWords, near, withGaps } from './typed-kit';

/** Thermodynamics, week 1: temperature, heat, heat capacity, latent heat. */
export const temperatureAndHeat: readonly DraftedQuestion[] = [
  oneOf(
    'Two blocks have been lying in contact for a long time and no heat passes between them any more. What must they have in common?',
    'Their temperature',
    [
      'Their internal energy',
      'Their heat capacity',
      ['Their mass', 'Mass plays no part in equilibrium.'],
    ],
    {
      difficulty: -1.4,
      why: 'No heat flows between bodies in thermal equilibrium, and that is what having the same temperature means.',
    },
  ),
  inNumbers(
    'Express 25.0 °C in kelvin, to two decimals.',
    near(298.15, 0.005, 'K'),
    ['298', '248.15', '-248.15', '77'],
    { difficulty: -1, why: '$T = t + 273.15$' },
  ),
  statement('A change of 10 °C is the same size as a change of 10 K.', true, {
    difficulty: -0.9,
    why: 'The two scales have the same step and differ only in where zero lies.',
  }),
  inNumbers(
    'How much heat warms 0.50 kg of water by 20 K? Take $c = 4.19$ kJ/(kg K) and answer in kJ.',
    near(41.9, 0.1, 'kJ'),
    ['83.8', '41900', '20.95', '4.19'],
    {
      difficulty: -0.6,
      points: 2,
      why: '$Q = mc\\Delta T = 0.50 \\cdot 4.19 \\cdot 20 = 41.9$ kJ',
    },
  ),
  oneOf(
    'Ice at 0 °C is melting in a warm room. What happens to its temperature until the last piece is gone?',
    'It stays at 0 °C',
    [
      'It rises evenly',
      [
        'It rises, but more slowly than before',
        'The heat goes into breaking up the lattice, not into warming.',
      ],
      'It falls below 0 °C',
    ],
    {
      difficulty: -0.8,
      why: 'At a change of phase the heat supplied goes into the change itself.',
    },
  ),
  allOf(
    'Which of these are ways in which heat can pass from one body to another?',
    ['Conduction', 'Convection', 'Radiation'],
    ['Sublimation', 'Work done by a piston'],
    { difficulty: -0.9 },
  ),
  inWords(
    'What is the name for the heat needed to turn one kilogram of a liquid into vapour at its boiling point?',
    [
      'latent heat of vaporisation',
      'latent heat of vaporization',
      'specific latent heat of vapori*',
      'heat of vapori*',
      ['latent heat', 0.5],
    ],
    ['boiling heat', 'specific heat', 'heat of fusion'],
    { difficulty: 0 },
  ),
  pairsOf(
    'Match each quantity with its SI unit.',
    [
      ['Heat', 'J'],
      ['Temperature', 'K'],
      ['Specific heat capacity', 'J/(kg K)'],
      ['Heat flow', 'W'],
    ],
    ['J/K²'],
    { difficulty: -0.3 },
  ),
  inOrder(
    'Put these temperatures in order, coldest first.',
    [
      'The boiling point of nitrogen',
      'The freezing point of mercury',
      'The triple point of water',
      'A healthy human body',
      'The boiling point of water at sea level',
    ],
    { difficulty: 0.2, why: '77 K, 234 K, 273.16 K, about 310 K and 373 K' },
  ),
  withGaps(
    'A thermometer shows its [[own]] temperature. To read that of a bath it must first come into thermal [[state]] with it, which takes about [[times]] time constants if the remaining difference is to be below 1 % of the first.',
    {
      own: { words: ['own', 'own temperature'], slips: ['average', 'room'] },
      state: { right: 'equilibrium', wrong: ['conduction', 'resonance'] },
      times: { number: near(5, 0.5), slips: ['1', '2', '100'] },
    },
    {
      points: 3,
      difficulty: 0.5,
      why: '$e^{-5} \\approx 0.0067$, and $e^{-4} \\approx 0.018$ is still too much.',
    },
  ),
];
