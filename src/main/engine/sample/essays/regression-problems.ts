import type { SeededRandom } from '../seeded-random';
import type { Facts, TextBank } from './text-bank';

const settings = [
  {
    outcome: 'monthly rent in euros',
    cause: 'floor area in square metres',
    start: 180,
    slope: 8.4,
    at: 60,
  },
  {
    outcome: 'hours slept',
    cause: 'minutes of evening screen time',
    start: 8.1,
    slope: -0.012,
    at: 90,
  },
  {
    outcome: 'wheat yield in tonnes per hectare',
    cause: 'kilograms of fertiliser',
    start: 3.2,
    slope: 0.021,
    at: 110,
  },
  { outcome: 'exam points', cause: 'hours of preparation', start: 31, slope: 1.7, at: 20 },
] as const;

/** A printed regression whose answers agree with each other. */
function printedOutput(random: SeededRandom): Facts {
  const setting = random.pick(settings);
  const digits = Math.abs(setting.slope) < 0.1 ? 4 : 2;
  const slope = Number((setting.slope * (0.85 + random.next() * 0.3)).toFixed(digits));
  const error = Number((Math.abs(slope) / (2.6 + random.next() * 4)).toFixed(digits));
  const predicted = setting.start + slope * setting.at;
  const share = random.int(18, 64);
  return {
    outcome: setting.outcome,
    cause: setting.cause,
    slope: String(slope),
    error: String(error),
    ratio: (slope / error).toFixed(1),
    low: (slope - 1.96 * error).toFixed(digits),
    high: (slope + 1.96 * error).toFixed(digits),
    start: String(setting.start),
    at: String(setting.at),
    predicted: predicted.toFixed(1),
    share: String(share),
    rest: String(100 - share),
  };
}

/** Problem sheet 3: four answers in the order of the questions. */
export const regressionProblems: TextBank = {
  facts: printedOutput,
  openings: [
    'Problem sheet 3. My output is the one on {cause} and {outcome}.',
    'Answers to sheet 3 ({outcome} against {cause}).',
    'Sheet 3, done alone.',
  ],
  points: [
    {
      claim: [
        '1. The slope is {slope} with a standard error of {error}.',
        '(1) Slope {slope}, standard error {error}.',
      ],
      details: [
        'For each further unit on the horizontal axis we expect {slope} more on the vertical one.',
        'The ratio of the two is {ratio}.',
        'It is an average: single cases may go the other way.',
      ],
      ends: ['', 'The sign is what I expected.'],
    },
    {
      claim: [
        '2. A 95 % interval goes from {low} to {high}.',
        '(2) $b \\pm 1.96 \\cdot s_b$ gives {low} to {high}.',
      ],
      details: [
        'Zero is not in it.',
        'So the data speak against there being no link at all.',
        'It does not say that 95 % of the cases lie in it.',
      ],
      ends: ['', 'With fewer cases it would be wider.'],
    },
    {
      claim: [
        '3. For {at} the line predicts {start} + {slope} · {at} = {predicted}.',
        '(3) Prediction at {at}: {predicted}.',
      ],
      details: [
        'This is inside the range of the data, so we may use the line.',
        'The residual is what was observed minus this.',
        'Far outside the range I would not trust it.',
      ],
      ends: ['', 'I checked it on the graph.'],
    },
    {
      claim: ['4. $R^2$ is {share} %.', '(4) The line accounts for {share} % of the variance.'],
      details: [
        'The other {rest} % come from what we did not measure.',
        'A high share does not prove a cause.',
        'A confounder could {drive both|be behind both}, for instance {income|age|the season}.',
        'The residual plot shows a slight bend, so a straight line may not be {enough|the last word}.',
      ],
      ends: ['An experiment would be needed to say more.', 'That is all that the output allows.'],
    },
  ],
  turns: [
    'I was not sure whether question 2 wants the interval for the slope or for the prediction. I gave the first.',
  ],
  closings: ['', 'Time spent: {about an hour|two hours}.', 'The working is on the scanned page.'],
  length: [4, 4],
  inOrder: true,
};
