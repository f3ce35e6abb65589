import type { SeededRandom } from '../seeded-random';
import type { Facts, TextBank } from './text-bank';

const water = 4.19;

const metals = [
  { name: 'aluminium', heat: 0.897 },
  { name: 'copper', heat: 0.385 },
  { name: 'brass', heat: 0.38 },
  { name: 'iron', heat: 0.449 },
] as const;

/** A calorimeter run whose numbers agree: the metal's heat is the water's, a little lost. */
function calorimeterRun(random: SeededRandom): Facts {
  const metal = random.pick(metals);
  const mass = random.int(82, 164);
  const waterMass = random.int(150, 220);
  const hot = random.int(985, 998) / 10;
  const cold = random.int(192, 226) / 10;
  const actual = metal.heat * (0.9 + random.next() * 0.14);
  const mixed =
    (mass * actual * hot + waterMass * water * cold) / (mass * actual + waterMass * water);
  const end = Math.round(mixed * 10) / 10;
  const found = (waterMass * water * (end - cold)) / (mass * (hot - end));
  return {
    metal: metal.name,
    mass: String(mass),
    water: String(waterMass),
    hot: hot.toFixed(1),
    cold: cold.toFixed(1),
    end: end.toFixed(1),
    rise: (end - cold).toFixed(1),
    heat: String(Math.round(waterMass * water * (end - cold))),
    found: found.toFixed(3),
    unsure: ((found * 0.15) / (end - cold)).toFixed(3),
    book: metal.heat.toFixed(3),
    off: String(Math.round((Math.abs(found - metal.heat) / metal.heat) * 100)),
    side: found < metal.heat ? 'below' : 'above',
  };
}

/** The laboratory report: four sections in a fixed order. */
export const heatCapacityReport: TextBank = {
  facts: calorimeterRun,
  openings: [
    '**Heat capacity of {metal}.** {We|In our group of three we} heated a block of {metal} in boiling water and dropped it into a calorimeter with cold water.',
    '**Report, calorimeter run.** The aim was to find the specific heat capacity of {metal} from the warming of a known mass of water.',
    '**The heat capacity of a metal: {metal}.** This report follows the four sections of the task sheet.',
  ],
  points: [
    {
      claim: [
        '## What we did\n\nA block of {mass} g hung in boiling water for {eight|ten} minutes.',
        '## Method\n\nThe block ({mass} g) was kept in the steam bath until its temperature was steady.',
      ],
      details: [
        'The calorimeter held {water} g of water.',
        'We stirred {gently|slowly} and read the thermometer every ten seconds.',
        'The block was shaken before the transfer, so that no hot water came with it.',
        'The transfer took about {two|three} seconds.',
        'Before the run we read the water for two minutes to see whether it drifted.',
      ],
      ends: ['', 'Each of us read the scale once without seeing the others’ values.'],
    },
    {
      claim: [
        '## What we measured\n\nThe block was at {hot} °C, the water at {cold} °C, and both came to {end} °C.',
        '## Readings\n\nStart: metal {hot} °C, water {cold} °C. End: {end} °C.',
      ],
      details: [
        'The highest reading came {forty|fifty} seconds after the transfer.',
        'The thermometer can be read to 0.1 °C.',
        'Afterwards the temperature fell by about 0.1 °C per minute.',
        'The full table is in the file.',
      ],
      ends: ['', 'The water warmed by {rise} °C.'],
    },
    {
      claim: [
        '## What follows\n\nThe water took in $Q = {water} \\cdot 4.19 \\cdot {rise}$ J, which is {heat} J.',
        '## Result\n\nWith $c_w = 4.19$ J/(g K) the water took in {heat} J, and the metal must have given it off.',
      ],
      details: [
        'Divided by the mass of the block and its cooling this gives $c$ = {found} J/(g K).',
        'The uncertainty is mostly that of the {rise} °C and comes to ± {unsure} J/(g K).',
        'The table in the book has {book} J/(g K).',
        'Our value lies {off} % {side} it.',
      ],
      ends: ['$c$ = {found} ± {unsure} J/(g K).', 'Result: ({found} ± {unsure}) J/(g K).'],
    },
    {
      claim: [
        '## What may be wrong\n\nHeat is lost on the way from the bath to the calorimeter.',
        '## Errors\n\nThe largest error is the heat lost during the transfer.',
      ],
      details: [
        'It makes the result too small.',
        'The calorimeter itself warms up too, and {we have neglected that|that is left out here}.',
        'Drops of hot water on the block would make the result too large.',
        'A second thermometer showed 0.2 °C more than the first.',
        'A cooling curve drawn back to the moment of transfer would correct most of the loss.',
      ],
      ends: [
        'We would repeat the run with {twice the metal|less water}, to get a larger rise.',
        'With three runs instead of one we could have given a spread instead of a guess.',
      ],
    },
  ],
  turns: [
    'One could object that a single run shows nothing. It shows the size of the effect and, by its drift, the size of the error; for more we had no time.',
  ],
  closings: [
    'All in all the value is {plausible|of the right size}.',
    'Checked and signed by all three of us.',
    'The page of the lab book is attached.',
  ],
  length: [4, 4],
  inOrder: true,
};
