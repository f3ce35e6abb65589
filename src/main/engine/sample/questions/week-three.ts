import { allOf, inOrder, oneOf, pairsOf, statement } from './choice-kit';
import type { DraftedQuestion } from './drafted';
import { inNumbers, inProse, inWords, near, reading, withGaps } from './typed-kit';

const processes: readonly DraftedQuestion[] = [
  reading(
    'This week is about gases that change their state slowly enough to be in equilibrium all the way. Use $R = 8.314$ J/(mol K) and give numbers to three figures.',
  ),
  oneOf(
    'An ideal gas expands at constant temperature from $V$ to $2V$. What happens to its internal energy?',
    ['It stays the same', 'Right: for an ideal gas it depends on temperature alone.'],
    ['It doubles', 'It halves', 'It depends on the gas'],
    {
      difficulty: -0.4,
      why: 'The internal energy of an ideal gas is a function of its temperature only.',
    },
  ),
  inNumbers(
    'One mole expands reversibly at 300 K from 10 L to 20 L. How much work does it do, in kJ?',
    near(1.73, 0.01, 'kJ'),
    ['2.49', '1729', '24.9', '0.75'],
    { difficulty: 0.3, why: '$W = nRT\\ln 2 = 8.314 \\cdot 300 \\cdot 0.693 = 1729$ J' },
  ),
  statement('In a reversible adiabatic expansion an ideal gas cools.', true, { difficulty: -0.7 }),
  oneOf(
    'On a $p$–$V$ diagram an adiabat and an isotherm of the same gas cross. Which is steeper there?',
    'The adiabat',
    ['The isotherm', 'They have the same slope', 'That depends on the pressure'],
    {
      difficulty: 0.1,
      why: 'Its slope is $\\gamma$ times that of the isotherm, and $\\gamma > 1$.',
    },
  ),
  inNumbers(
    'For a monatomic gas $\\gamma = C_p/C_V$. Give it to two decimals.',
    near(1.67, 0.01),
    ['1.4', '1.33', '0.6', '2.5'],
    { difficulty: 0, why: '$\\gamma = \\frac{5/2}{3/2}$' },
  ),
  allOf(
    'Which conditions must hold for $pV^{\\gamma}$ to be constant?',
    ['The gas is ideal', 'No heat is exchanged', 'The process is reversible'],
    ['The temperature is constant', 'The gas is monatomic'],
    { difficulty: 0.6 },
  ),
  statement('A free expansion of an ideal gas into a vacuum changes its temperature.', false, {
    difficulty: 0.2,
    why: 'No heat and no work: the internal energy stays, and with it the temperature.',
  }),
];

const engines: readonly DraftedQuestion[] = [
  inWords(
    'What is the name for a device that takes heat from a hot reservoir, does work and gives the rest to a cold one?',
    ['heat engine', 'a heat engine', 'engine'],
    ['heat pump', 'refrigerator', 'turbine'],
    { difficulty: -1 },
  ),
  inNumbers(
    'An engine takes in 800 J per cycle and gives off 520 J. What is its efficiency, in per cent?',
    near(35, 0.5, '%'),
    ['65', '0.35', '53.8', '28'],
    { difficulty: -0.5, why: '$\\eta = 1 - 520/800$' },
  ),
  inNumbers(
    'What is the highest efficiency possible between 500 K and 300 K, in per cent?',
    near(40, 0.5, '%'),
    ['60', '0.4', '66.7', '37.5'],
    { difficulty: -0.4, why: '$1 - T_c/T_h = 1 - 300/500$' },
  ),
  statement(
    'Two reversible engines between the same two temperatures have the same efficiency.',
    true,
    {
      difficulty: -0.1,
    },
  ),
  inOrder(
    'Bring the strokes of the Carnot cycle into order, beginning with the gas in contact with the hot reservoir.',
    [
      'Isothermal expansion',
      'Adiabatic expansion',
      'Isothermal compression',
      'Adiabatic compression',
    ],
    { points: 2, difficulty: -0.2 },
  ),
  pairsOf(
    'Match each machine with the figure that measures how good it is.',
    [
      ['Heat engine', 'Work done per heat taken in'],
      ['Refrigerator', 'Heat removed per work put in'],
      ['Heat pump', 'Heat delivered per work put in'],
    ],
    ['Heat lost per cycle'],
    { points: 2, difficulty: 0.1 },
  ),
  oneOf(
    'A heat pump warms a house. Why can it deliver more heat than the electrical work it uses?',
    'It also takes heat from outside',
    [
      ['It stores energy overnight', 'Storing would only shift the time.'],
      'Its efficiency is above that of Carnot',
      'Electrical work counts twice',
    ],
    { difficulty: -0.9 },
  ),
  inNumbers(
    'A heat pump delivers 12 kW of heat with 3.0 kW of electrical power. What is its coefficient of performance?',
    near(4, 0.05),
    ['0.25', '3', '9', '15'],
    { difficulty: -0.8 },
  ),
];

const entropy: readonly DraftedQuestion[] = [
  oneOf(
    'Which of these statements says the same as the second law?',
    'No cyclic process does nothing but turn heat from one reservoir into work',
    [
      'Energy is never lost',
      'Every process comes to rest in the end',
      'Heat cannot be turned into work',
    ],
    { difficulty: 0.2 },
  ),
  inNumbers(
    'A reservoir at 400 K gives off 1000 J. By how much does its entropy change, in J/K?',
    near(-2.5, 0.01, 'J/K'),
    ['2.5', '-0.4', '0.4', '400'],
    { difficulty: 0.3, why: 'Heat leaves the reservoir, so its entropy falls.' },
  ),
  statement('The entropy of a system can never decrease.', false, {
    difficulty: 0.3,
    why: 'It can, if that of the surroundings rises at least as much: a freezer does it all day.',
  }),
  allOf(
    'In which processes does the total entropy rise?',
    ['Warm and cold water are mixed', 'A gas expands freely', 'A sliding block comes to rest'],
    ['A reversible engine runs one cycle', 'A gas is compressed reversibly without heat'],
    { difficulty: 0.4 },
  ),
  withGaps(
    'When 1.00 kg of ice melts at 273 K, it takes in 334 kJ and its entropy [[goes]] by [[ds]] kJ/K. If the heat comes from a room at 295 K, the entropy of the room changes by [[room]] kJ/K.',
    {
      goes: { right: 'rises', wrong: ['falls'] },
      ds: { number: near(1.22, 0.01), slips: ['0.82', '334', '-1.22'] },
      room: { number: near(-1.13, 0.01), slips: ['1.13', '-1.22', '0'] },
    },
    { points: 3, difficulty: 0.8 },
  ),
  inWords(
    'Whose name does the constant $k$ in $S = k \\ln W$ bear?',
    ['Boltzmann', "Boltzmann's", 'Ludwig Boltzmann'],
    ['Planck', 'Carnot', 'Kelvin'],
    { difficulty: -0.6 },
  ),
  oneOf(
    'The number of microstates of a system doubles. Its entropy',
    'rises by $k \\ln 2$',
    ['doubles', 'rises by $2k$', 'stays the same'],
    { difficulty: 0.5 },
  ),
  inProse(
    'In five or six sentences: a friend says that a refrigerator breaks the second law because heat goes from cold to warm in it. What do you answer?',
    { points: 3 },
  ),
];

/** Thermodynamics, week 3: a draft that uses every kind of question; 24 of them, 31 points. */
export const weekThree: readonly DraftedQuestion[] = [...processes, ...engines, ...entropy];
