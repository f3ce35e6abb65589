import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectOk, testEngine } from '../support/engine';

const size = 20_000;

test('a bank of 20,000 questions shows its first page early, is stored whole, and is undone whole', async () => {
  const place = await testEngine();
  const file = join(place.folder, 'large.gift');
  const questions = Array.from(
    { length: size },
    (_, n) => `::Q${n}::What is ${n} + 1? {=${n + 1}#Right ~${n} ~${n + 2}}`,
  );
  writeFileSync(file, questions.join('\n\n'));
  const before = process.memoryUsage().rss;
  const previewId = 'large-preview';
  const start = performance.now();
  const reading = place.client.imports.preview({ sources: [{ path: file }], previewId });
  let firstPage = 0;
  while (firstPage === 0) {
    const page = await place.client.imports.page({ previewId, limit: 50 });
    if (page.ok && page.value.questions.length === 50) firstPage = performance.now() - start;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const { files } = expectOk(await reading);
  const read = performance.now() - start;
  expect(files).toMatchObject([{ found: size, imported: size, rejected: 0 }]);
  const accepted = expectOk(
    await place.client.imports.accept({ previewId, target: { newQuiz: 'Large' } }),
  );
  const count = place.sql.prepare('SELECT count(*) FROM Question').pluck();
  expect(count.get()).toBe(size);
  const grown = (process.memoryUsage().rss - before) / 1024 / 1024;
  expectOk(await place.client.imports.undo({ importId: accepted.importId }));
  expect(count.get()).toBe(0);
  // The whole bank must not have been read before its first page could be shown.
  expect(firstPage).toBeLessThan(read);
  expect(grown).toBeLessThan(600);
}, 120_000);
