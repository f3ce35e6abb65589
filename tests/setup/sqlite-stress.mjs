// Run by sqlite-binding.test.mjs with Node and with Electron, garbage collection exposed. A binding
// without a safe finalizer survives ordinary tests and aborts here.
import Database from 'better-sqlite3';

for (let round = 0; round < 1500; round += 1) {
  const db = new Database(':memory:');
  db.function('plus_one', (value) => value + 1);
  db.aggregate('total', { start: 0, step: (sum, value) => sum + value });
  db.table('numbers', {
    columns: ['n'],
    rows: function* rows() {
      yield [1];
    },
  });
  db.prepare('select plus_one(1), total(value) from json_each(?)').get('[1,2,3]');
  db.prepare('select * from numbers').all();
  // Left half-read on purpose: the iterator and its statement are then freed by the collector.
  db.prepare('select 1 union select 2').iterate().next();
  if (round % 3 === 0)
    try {
      db.prepare('select no_such_column');
    } catch {
      /* the error object is what is wanted */
    }
  if (round % 100 === 0) globalThis.gc();
}
for (let times = 0; times < 10; times += 1) globalThis.gc();
console.log(
  `stress passed on ${process.versions.electron ? 'Electron' : 'Node'} with Node-API ${process.versions.napi}`,
);
