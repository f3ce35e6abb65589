import type { TextBank } from './text-bank';

/** The report on a survey: asked, answered, follows, does not follow. */
export const surveyReport: TextBank = {
  facts: (random) => {
    const asked = random.int(9, 30) * 100;
    const answered = Math.round(asked * (0.18 + random.next() * 0.4));
    const yes = random.int(53, 71);
    const spread = Math.sqrt((yes * (100 - yes)) / answered) * 1.96;
    return {
      asked: String(asked),
      answered: String(answered),
      rate: String(Math.round((answered / asked) * 100)),
      yes: String(yes),
      low: (yes - spread).toFixed(1),
      high: (yes + spread).toFixed(1),
      place: random.pick(['Northfield', 'Kestrel Bay', 'Ostrava Road', 'Lindenau', 'Port Amaro']),
      topic: random.pick([
        'a car-free centre',
        'longer library hours',
        'a new tram line',
        'school meals for all',
        'a night bus',
      ]),
    };
  },
  openings: [
    'The survey asked {asked} households in {place} whether they were in favour of {topic}. It is quoted in the local paper as proof that “the town has decided”. This report says what {may|can} be concluded and what may not.',
    'Who was asked, who answered, and what do the answers mean? I take these three questions in turn for the {place} survey about {topic}.',
    'At first sight the result is clear: {yes} % for {topic}. On a second look it is {less clear|clear only about those who answered}.',
  ],
  points: [
    {
      claim: [
        'Of {asked} letters {answered} came back, which is {rate} %.',
        'The first number to look at is not {yes} % but {rate} %: that is how many answered.',
      ],
      details: [
        'We do not know what the others think, and nothing in the data can tell us.',
        'People with strong views answer more readily than those who do not care.',
        'Letters reach {owners|people who have lived long at one address} better than students or new arrivals.',
        'Nobody was reminded, although a second letter usually brings {a third|half} as many answers again.',
      ],
      ends: [
        'The low rate is a greater danger than the size of the sample.',
        'A larger sample chosen in the same way would be wrong with more decimals.',
      ],
    },
    {
      claim: [
        'Suppose for a moment that those who answered are a random sample.',
        'If chance were the only trouble, the sum would be simple.',
      ],
      details: [
        'Then the share lies between {low} % and {high} % with the usual confidence.',
        'The interval covers chance alone; it knows nothing of those who did not answer.',
        'Whether it contains 50 % decides if one may speak of a majority.',
      ],
      ends: [
        'Reported without its interval the figure looks {firmer|more exact} than it is.',
        'I would print the interval next to the bar and not in a footnote.',
      ],
    },
    {
      claim: ['The wording leads.', 'Next, the question itself.'],
      details: [
        '“Do you agree that {place} deserves {topic}?” is hard to deny, since nobody likes to deserve less.',
        'Costs are not mentioned, though the same paper gives them two pages later.',
        'There is no box for those who have not made up their mind.',
        'The question came after four others about noise and danger, which sets a mood.',
      ],
      ends: [
        'With a neutral wording the share could {be quite different|move by ten points either way}.',
        'A good test would be to ask half of the people the other way round.',
      ],
    },
    {
      claim: ['What does follow, then?', 'The survey is not worthless.'],
      details: [
        'At least {answered} people cared enough to write, and most of them are in favour.',
        'Among those under thirty the share was higher, and the difference is too large for chance.',
        'The comments name streets and hours, which a planner can use at once.',
      ],
      ends: ['It tells the council what to ask next.', 'It shows support, but not how much.'],
    },
    {
      claim: [
        'The paper goes on to claim a cause.',
        'A last point concerns the sentence about shops.',
      ],
      details: [
        'Streets with fewer cars had better sales, it says, so {topic} would help the shops.',
        'But those streets are also the ones near the station.',
        'That is a confounder: it drives both.',
        'Figures from before and after would be needed, and from a comparable street without the change.',
      ],
      ends: [
        'From this survey nothing follows about causes.',
        'The claim may be true, but it has not been shown.',
      ],
    },
  ],
  turns: [
    'It may be said that every survey has such faults and that one must work with what there is. I agree, as long as the faults are named beside the result and not {forgotten|left for a student to find}.',
    'A councillor might answer that an election has a low turnout too. The difference is that an election decides by rule, whereas a survey is meant to {describe|measure}.',
  ],
  closings: [
    'My summary for a reader in a hurry: many of those who answered want {topic}; how many of the town do, we cannot say.',
    'I would ask again, with {three hundred|four hundred} people drawn at random, two reminders and a neutral question. It would cost less than the leaflet.',
    'The survey opens the discussion. It does not close it.',
  ],
  length: [2, 5],
};
