import { readGift } from '../src/main/engine/import/formats/gift/read';
import { blocksOf } from '../src/main/engine/import/formats/gift/blocks';
const kinds: readonly ((n: number) => string)[] = [
  (n) => `::Planet ${n}::Which planet is number ${n} from the sun? {~Mars =Saturn#Quite so ~Venus#No, that one is nearer ~Pluto}`,
  (n) => `::Fact ${n}::Water boils at ${n} degrees somewhere. {TRUE#Think of high mountains}`,
  (n) => `// a comment\n::Sum ${n}::How much is ${n} + ${n}? {#=${n + n}:0.5#Right =%50%${n + n}:2#Nearly}`,
  (n) => `Name the author of book ${n}. {=Lagerlöf =%80%Selma =Selma Lagerlöf#In full\\: very good}`,
  (n) => `::Pairs ${n}::Match the capitals. {\n\t=Norway -> Oslo\n\t=Peru -> Lima\n\t=Kenya -> Nairobi\n}`,
  (n) => `::Colours ${n}::[html]Which <b>colours</b> are in flag ${n}? {\n\t~%50%red\n\t~%50%white\n\t~%-100%green\n\t####See a picture of it.\n}`,
  (n) => `The river {~Rhine =Danube ~Elbe} flows through ${n % 10} capitals.`,
  (n) => `::Essay ${n}::Tell what happened in the year ${1000 + n} \\{in your own words\\}. {}`,
];
const bank = (ks: typeof kinds) => Array.from({ length: 4000 }, (_, n) => ks[n % ks.length]!(n)).join('\n\n');
function time(label: string, f: () => number) { for (let i=0;i<8;i++) f(); const t: number[]=[]; for (let i=0;i<15;i++){const s=performance.now(); f(); t.push(performance.now()-s);} t.sort((a,b)=>a-b); console.log(label, (t[7]!/4000*1000).toFixed(2),'us'); }
export async function main() {
  const all = bank(kinds);
  time('all', () => [...readGift(all)].length);
  time('blocks', () => [...blocksOf(all)].length);
  kinds.forEach((k, i) => { const b = bank([k]); time('kind '+i, () => [...readGift(b)].length); });
}
