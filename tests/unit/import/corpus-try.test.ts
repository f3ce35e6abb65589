import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'vitest';
import { decode } from '../../../src/main/engine/import/decode';
import { recognise } from '../../../src/main/engine/import/recognise';
import { parseQuestion } from '../../../src/shared/domain/questions';
const root = '/work/shared/corpus/';
const exp = JSON.parse(readFileSync(root + 'questions/expected.json', 'utf8'));
const dan = JSON.parse(readFileSync(root + 'dangers/expected.json', 'utf8'));
function run(path: string) {
  const d = decode(readFileSync(path));
  if (!d.ok) return { fail: d.error.message };
  const r = recognise(d.value.text, path);
  if (!r.ok) return { fail: r.error.message };
  const t = performance.now();
  const drafts = [...r.value.format.read(d.value.text, {})];
  const ms = performance.now() - t;
  const bad: string[] = [];
  let good = 0;
  for (const x of drafts) {
    if (!x.question) { bad.push(x.line + ': ' + x.problems.map((p) => p.line+' '+p.message).join('; ')); continue; }
    const p = parseQuestion({ ...x.question, order: 0 });
    if (!p.ok) bad.push(x.line + ' SCHEMA ' + JSON.stringify(p.error));
    else { good++; if (x.problems.length) bad.push('  note ' + x.line + ' ' + x.problems.map((p) => p.message).join(';')); }
  }
  return { enc: d.value.encoding, f: r.value.format.id, good, n: drafts.length, bad, ms: Math.round(ms), drafts };
}
test('x', () => {
  for (const [k, v] of Object.entries<any>(exp)) {
    if (!/^(gift|aiken|csv|derived\/opentdb\.(aiken|kahoot))/.test(k)) continue;
    const r = run(root + 'questions/' + k);
    const { drafts, ...s } = r;
    if (s.good !== v.questions || s.bad?.length) console.log(k, 'expected', v.questions, JSON.stringify(s));
  }
  for (const k of readdirSync(root + 'dangers').filter((f) => /gift|aiken|csv|json$/.test(f) && f !== 'expected.json')) {
    const { drafts, ...s } = run(root + 'dangers/' + k);
    console.log(k, dan[k]?.questions, JSON.stringify(s).slice(0, 400), JSON.stringify(drafts?.slice(0, 2).map((d) => d.question?.question.slice(0, 80))));
    if (/xss/.test(k)) for (const d of drafts!) console.log('   ', d.question?.question, JSON.stringify(d.question?.options).slice(0, 200), JSON.stringify(d.losses));
  }
});
