import type { TextBank } from './text-bank';

/** Essay 1: a letter from a minor delegation at the Congress. */
export const viennaLetter: TextBank = {
  facts: (random) => ({
    home: random.pick([
      'Genoa',
      'Frankfurt',
      'Lübeck',
      'Parma',
      'Württemberg',
      'Kraków',
      'the Valais',
      'Liège',
      'Lucca',
    ]),
    month: random.pick(['January 1815', 'February 1815']),
    day: String(random.int(2, 27)),
    kin: random.pick(['Sister', 'Brother', 'Father', 'Cousin', 'Uncle']),
  }),
  openings: [
    'Vienna, {day} {month}\n\nDear {kin}, you ask whether we are making a peace or dancing one. Both, and mostly in the same rooms. Our delegation has been here for weeks to speak for {home}, and so far it has been given {two|three} invitations and no answer.',
    'Vienna, {day} {month}. My dear {kin}, the candles cost more than my room. I write by one of them to tell you how the affairs of {home} stand, which is soon done, and how the affairs of Europe stand, which nobody knows.',
    'To {home}, from Vienna, {day} {month}. Honoured {kin}, I promised you the truth and not the gazette. Here it is: small states wait in corridors. I have learned to tell from the shoes that pass whether {Russia|Prussia} is in a good mood.',
  ],
  points: [
    {
      claim: [
        'Everything is settled by five, and the five are four until they quarrel.',
        'The word congress is a courtesy; it has never once {met|sat} as a whole.',
      ],
      details: [
        'Austria presides, Britain pays, Russia occupies, Prussia counts, and France, which lost, {advises everybody|is asked to dinner by all}.',
        'Their ministers meet in the morning without us, and in the evening we are told that nothing was decided.',
        'There are committees for rivers, for rank and for statistics; the last has counted souls as one counts {sheep|sacks of meal}.',
        'I carried our memorandum to the chancellery, where a clerk laid it on a pile that reached his {elbow|chin}.',
      ],
      ends: [
        'If we are to be heard it will be because two great men disagree.',
        'You see how little it matters who is right.',
      ],
    },
    {
      claim: [
        'The quarrel of the hour is about Poland and Saxony.',
        'All the talk is of Saxony, whose king chose the wrong side {a month|a battle} too long.',
      ],
      details: [
        'The Tsar wants the Poles, the Prussians want the Saxons, and each supports the other’s conscience.',
        'In January there was {whispering|open talk} of war, and of a treaty that nobody has seen and everybody can quote.',
        'Half of Saxony will be given away and half left, so that two peoples are wronged where one would have done.',
        'The Poles in the city are very polite and never smile.',
      ],
      ends: [
        'What is done to Saxony today may be done to {home} tomorrow.',
        'I do not think they will fight: they are too tired, and the {opera|sleighing} is too good.',
      ],
    },
    {
      claim: ['For {home} I hope little and fear something.', 'Now to our own matter.'],
      details: [
        'We ask for our old liberties; we are offered a new {master|neighbour} and told that the roads will be better.',
        'The principle they call legitimacy returns a throne to whoever sat on it, but a republic has no {grandson|heir} to send.',
        'The Dutch have been promised the southern provinces as a wall against France; walls are not asked.',
        'If there is to be a German confederation, it will have one vote for the mighty and a share of one for the rest.',
        'Our deputy speaks well, but in the wrong order: he begins with justice and ends with customs duties.',
      ],
      ends: [
        'Prepare the council for {a garrison|a change of flag}.',
        'Keep the archives {dry|in good order}; they may soon be all we own.',
      ],
    },
    {
      claim: ['Not everything here is bad.', 'Let me be fair.'],
      details: [
        'They have declared the trade in human beings to be a disgrace, though they have not {ended it|set a date}.',
        'Ships are to pass freely on the Rhine, which will please even our merchants.',
        'It is a long time since the great powers talked for {months|a winter} and did not shoot.',
        'A young officer told me that he has buried enough friends to find a dull peace beautiful.',
      ],
      ends: [
        'I should not wish to be governed by these men, but I sleep better since they {meet|talk}.',
        'Perhaps a peace made by tired people is the kind that lasts.',
      ],
    },
  ],
  turns: [
    'You will say that I have become a cynic at the expense of the city. It may be. But I have seen that a map can be changed by a man {who has not slept|with a toothache}, and it has not made me think more highly of maps.',
    'Do not read this letter in the council. There they must believe that {reasons|arguments} count, or they will send no more of them, and we should have to go home.',
  ],
  closings: [
    'Burn the first page and keep the second. I embrace you all, and remain your {obedient|tired} and always hungry secretary.',
    'The courier is at the door. Tell mother that I wear the {scarf|woollen waistcoat}. Yours, as long as {home} has a post office.',
    'More when there is more. If you hear guns, it is only the {Emperor’s|Tsar’s} birthday. Your affectionate correspondent.',
  ],
  length: [2, 4],
};
