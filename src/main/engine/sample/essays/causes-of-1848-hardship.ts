import type { Point } from './text-bank';

/** Bread, work and towns. */
export const hardshipBefore1848: readonly Point[] = [
  {
    claim: [
      'The first cause lies in the fields. Two harvests failed one after the other, and with them the sum on which every poor household lived.',
      'I begin with {bread|prices}, because everyone in the sources does.',
    ],
    details: [
      'The price table in the source book shows rye at {nearly twice|about double} its usual price by May 1847.',
      'A family that spends two thirds of its income on food has nothing left for a coat when food doubles, and so the weaver feels the harvest as much as the farmer.',
      'Where the potato had become the dinner of the poor, the blight took the {second|last} line of defence.',
      'Bread riots broke out in {dozens of|some hundred} towns that spring, and they were about a fair price, not about a constitution.',
      'The petition we read in class names the baker, the grain merchant and the toll at the bridge; it does not name the king.',
      'By the time of the barricades grain was cheap again, but the {debts|pawn tickets} of the hungry year were still to be paid.',
    ],
    ends: [
      'Hunger did not make the revolution, but it made {people who had nothing to lose|a public that would not go home}.',
      'It taught people to gather in the square and to ask the authorities for something, and that habit stayed.',
    ],
  },
  {
    claim: [
      'Craftsmen suffered a slower harm than hunger.',
      'A second group had been losing ground for {twenty|thirty} years: the masters and journeymen of the old trades.',
    ],
    details: [
      'A journeyman tailor in 1845 had served seven years for a place that {ready-made clothing|a warehouse in the next street} was about to abolish.',
      'In the Silesian linen villages the merchants paid by the piece, and every year the piece {grew longer|was worth less}.',
      'Guild rules still kept outsiders out but no longer kept the members fed.',
      'It was these men, and not the factory hands, whom the lists of the arrested show on the barricades in {Berlin|Vienna}.',
      'Their wishes looked backwards as often as forwards: some petitions ask for the machines to be forbidden.',
      'For a historian this matters, since a coalition of those who want less change with those who want more cannot last a summer.',
    ],
    ends: [
      'Their anger lent the revolution its fighters, and their fear of each other took them away again.',
      'They fought for a world that was going, beside students who fought for one that had not come.',
    ],
  },
  {
    claim: [
      'Towns had grown faster than anything that could keep order in them.',
      'It also matters where all this took place: in cities that were {too full|bursting}.',
    ],
    details: [
      'Vienna and Berlin had each added about {a third|half} to their people within a generation, and hardly a street to their water pipes.',
      'Newcomers slept in shifts, and in the cellars near the river fever came back every {autumn|wet year}.',
      'The police of a city of four hundred thousand was still that of a town with a wall.',
      'Narrow streets are good for barricades; the officers complain of it in {every|almost every} report.',
      'In the same streets lived lodgers, students and small masters, so that a rumour needed one evening to reach them all.',
      'The railway that brought the troops had already brought the newspapers.',
    ],
    ends: [
      'The city did not cause the rising, but it decided {its shape|who would meet whom}.',
      'What would have been a riot in the country became a fall of ministers in the capital.',
    ],
  },
  {
    claim: [
      'In the country the word was not liberty but dues.',
      'For most Europeans, who were peasants, the revolution had a very {plain|practical} meaning.',
    ],
    details: [
      'In Galicia and Hungary a household could owe its lord more than a hundred days of work in the year.',
      'Peasants burned the registers before they burned anything else, which shows {how well they knew|that they knew exactly} where the power lay.',
      'The September law of the Vienna parliament ended these dues, and from that day the villages {went quiet|lost interest}.',
      'Where the land question had been settled earlier, as on the left bank of the Rhine, the country was calm throughout.',
      'Forest rights are the commonest subject in the petitions of the south-west, and no assembly ever {found the time|got round} to debate them.',
    ],
    ends: [
      'So the largest class of all was won by one law and lost by it.',
      'The peasants had a revolution of their own, and it was over by autumn because it had succeeded.',
    ],
  },
];
