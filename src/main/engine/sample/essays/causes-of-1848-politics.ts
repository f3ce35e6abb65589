import type { Point } from './text-bank';

/** Parliaments, nations, news and fear. */
export const politicsOf1848: readonly Point[] = [
  {
    claim: [
      'The educated had a quarrel of their own with the state.',
      'Beside the hungry stood the {lawyers|people with books}, and their complaint was that they were governed like children.',
    ],
    details: [
      'A professor who wished to print a lecture had to show it to a man who had {failed his course|never heard it}.',
      'Universities turned out twice as many candidates as there were posts.',
      'The banquets in France were a way round the ban on meetings: one cannot easily forbid {a dinner|the toast after the soup}.',
      'Their demands are the same in almost every town: a free press, juries, an elected chamber, arms for the citizens.',
      'They trusted that a good constitution would feed the poor as well, and did not ask how.',
      'When the crowd asked for {work|cheaper rents}, their clubs answered with a committee.',
    ],
    ends: [
      'They gave the revolution its language, and it is their language that our sources speak.',
      'Without them there would have been riots in 1848, but no parliament at Frankfurt.',
    ],
  },
  {
    claim: [
      'The national question joined people in one town and divided them in the next.',
      'Nation was the word on most of the flags, and it was not one word but {many|a dozen}.',
    ],
    details: [
      'In Milan it meant the going of the Austrians; in Frankfurt it meant the coming of a Germany that had to be {drawn first|invented}.',
      'The Czech deputies declined the invitation to Frankfurt with the remark that they were not Germans, which nobody there had {considered|expected}.',
      'Magyar leaders claimed for themselves what they refused to Croats, Romanians and Slovaks.',
      'Songs, grammars and reading societies had prepared all this for thirty years, as chapter 6 shows.',
      'A revolution that must draw borders before it can hold elections loses {a summer|time that its enemies use}.',
      'The court in Vienna understood it sooner than the assemblies and let one people’s regiments march against another’s.',
    ],
    ends: [
      'Here the many revolutions were not merely different but {opposed|enemies}.',
      'Nationalism was a cause of the spring and a cause of its end.',
    ],
  },
  {
    claim: [
      'Governments, too, made the revolution, by {giving way|losing their nerve}.',
      'What strikes me in the reports of March is how little was needed.',
    ],
    details: [
      'Metternich left after a single day of rioting, although the garrison was intact.',
      'The treasuries had been emptied by {relief works|buying grain} and could not borrow.',
      'In Berlin the king first ordered the troops to fire, then ordered them {out of the city|away}, and lost the confidence of both sides.',
      'Princes remembered 1793 and took every crowd for the beginning of it.',
      'Ministers who had ruled for thirty years had no successor who believed in what they had done.',
      'By autumn the same courts had found loans, generals and {courage|a plan}, and not one of them fell again.',
    ],
    ends: [
      'The weakness of March was not that of armies but of {minds|belief}.',
      'A revolution that wins because its enemy is startled has to hurry, and this one debated.',
    ],
  },
  {
    claim: [
      'Nothing binds the events together so clearly as the speed of {news|the post}.',
      'That it all happened at once was the work of {the telegraph and the train|paper and steam}.',
    ],
    details: [
      'The fall of Louis-Philippe was known in Cologne within {two|three} days and in Vienna within five.',
      'People read the papers aloud in coffee houses, so that one copy served {thirty|forty} listeners.',
      'Rumours travelled by the same road and grew on the way: in several towns the French army was reported to be at the river.',
      'The demands of Mannheim were printed as a leaflet and copied word for word in towns three hundred kilometres away.',
      'Because everyone believed that everyone else was rising, {the cautious|even town councils} joined in.',
      'The same speed later served the generals, who moved by rail and gave their orders by wire.',
    ],
    ends: [
      'The press turned {a coincidence|neighbouring quarrels} into a movement.',
      'If there was one European revolution in 1848, it took place in the newspapers.',
    ],
  },
  {
    claim: [
      'Finally, the revolution carried the cause of its failure in itself: fear of the poor.',
      'The alliance of the spring broke on a question it had {never asked|left open}: what is owed to people without property?',
    ],
    details: [
      'In Paris the national workshops employed over a hundred thousand people by June, and every taxpayer {counted them|asked what they were building}.',
      'When they were closed, the east of the city rose, and the republic shot at it for {three|four} days.',
      'The news of the June days did in Germany and Austria what the news of February had done, with the sign reversed.',
      'Citizen guards who had been armed against the princes now asked the princes for troops.',
      'Women had marched, collected and carried messages, and no assembly gave them {a vote|so much as a hearing}.',
      'From then on a constitution granted from above looked safer to many than one won from below.',
    ],
    ends: [
      'After June there were two revolutions in every city, and each was {more afraid of|busier with} the other than of the court.',
      'The middle classes had not changed their minds about liberty; they had changed them about {its price|who should share it}.',
    ],
  },
];
