import { parse } from 'gift-pegjs';
import { checkDraft } from '../../src/main/engine/import/checked-draft';
import { readGift } from '../../src/main/engine/import/formats/gift/read';

const kinds: readonly ((n: number) => string)[] = [
  (n) =>
    `::Planet ${n}::Which planet is number ${n} from the sun? {~Mars =Saturn#Quite so ~Venus#No, that one is nearer ~Pluto}`,
  (n) => `::Fact ${n}::Water boils at ${n} degrees somewhere. {TRUE#Think of high mountains}`,
  (n) =>
    `// a comment\n::Sum ${n}::How much is ${n} + ${n}? {#=${n + n}:0.5#Right =%50%${n + n}:2#Nearly}`,
  (n) =>
    `Name the author of book ${n}. {=Lagerlöf =%80%Selma =Selma Lagerlöf#In full\\: very good}`,
  (n) =>
    `::Pairs ${n}::Match the capitals. {\n\t=Norway -> Oslo\n\t=Peru -> Lima\n\t=Kenya -> Nairobi\n}`,
  (n) =>
    `::Colours ${n}::[html]Which <b>colours</b> are in flag ${n}? {\n\t~%50%red\n\t~%50%white\n\t~%-100%green\n\t####See a picture of it.\n}`,
  (n) => `The river {~Rhine =Danube ~Elbe} flows through ${n % 10} capitals.`,
  (n) => `::Essay ${n}::Tell what happened in the year ${1000 + n} \\{in your own words\\}. {}`,
];

function bank(size: number): string {
  return Array.from({ length: size }, (_, n) => kinds[n % kinds.length]?.(n) ?? '').join('\n\n');
}

const text = bank(2000);

type Work = { readonly name: string; readonly run: () => number; times: number[] };

function timed(work: Work): void {
  const start = performance.now();
  const found = work.run();
  work.times.push(performance.now() - start);
  if (found !== 2000) throw new Error(`${work.name} found ${found} questions`);
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

/** Ours and gift-pegjs by turns in one process: single runs differ by more than the programs. */
export async function measure(): Promise<
  readonly {
    readonly label: string;
    readonly ratio: number;
    readonly ceiling: number;
    readonly detail: string;
  }[]
> {
  const peer: Work = { name: 'gift-pegjs', run: () => parse(text).length, times: [] };
  const read: Work = { name: 'reading', run: () => [...readGift(text)].length, times: [] };
  const whole: Work = {
    name: 'reading, checking and hashing',
    run: () => [...readGift(text)].map(checkDraft).length,
    times: [],
  };
  for (let round = 0; round < 12; round += 1) for (const work of [peer, read, whole]) timed(work);
  // The first rounds warm the compiler up.
  const perSecond = (work: Work): number => Math.round((2000 / median(work.times.slice(3))) * 1000);
  return [read, whole].map((work) => ({
    label: `GIFT: ${work.name}, time against parsing with gift-pegjs`,
    ratio: median(work.times.slice(3)) / median(peer.times.slice(3)),
    ceiling: work === read ? 0.35 : 1,
    detail: `${perSecond(work)} against ${perSecond(peer)} questions a second`,
  }));
}
