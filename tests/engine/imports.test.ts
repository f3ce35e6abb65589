import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builders } from '../support/builders';
import { expectFailure, expectOk, testEngine } from '../support/engine';
import { contents, countOf, importInto, preview } from '../support/imports';

const bank = readFileSync(join(import.meta.dirname, '../fixtures/questions/bank.gift'), 'utf8');
const broken =
  '::A::One? {T}\n\n::B::Broken {=a ~b\n\n::C::Opinion? {~yes ~no}\n\n::D::Four? {F}\n';

describe('a preview', () => {
  test('shows each question with its line, status and what it loses, and stores nothing', async () => {
    const place = await testEngine();
    const before = contents(place);
    const { previewId, files } = await preview(place, broken);
    expect(files).toMatchObject([
      {
        file: 'bank.gift',
        format: 'gift',
        found: 4,
        imported: 2,
        needsAttention: 1,
        rejected: 1,
        duplicates: 0,
        failure: null,
      },
    ]);
    const { total, complete, questions } = expectOk(await place.client.imports.page({ previewId }));
    expect([total, complete]).toEqual([4, true]);
    expect(questions.map(({ line, title, status }) => [line, title, status])).toEqual([
      [1, 'A', 'imported'],
      [3, 'B', 'rejected'],
      [5, 'C', 'needs_attention'],
      [7, 'D', 'imported'],
    ]);
    expect(questions[1]).toMatchObject({
      raw: '::B::Broken {=a ~b',
      problems: [{ code: 'unclosed_brace', line: 3 }],
    });
    expect(contents(place)).toBe(before);
  });

  test('is paged, also by status', async () => {
    const place = await testEngine();
    const { previewId } = await preview(place, broken);
    const page = expectOk(await place.client.imports.page({ previewId, offset: 1, limit: 2 }));
    expect(page.questions.map(({ index }) => index)).toEqual([1, 2]);
    const rejected = expectOk(await place.client.imports.page({ previewId, status: 'rejected' }));
    expect(rejected.questions.map(({ line }) => line)).toEqual([3]);
  });

  test('reads several files, one of them unreadable, and says what is wrong with that one', async () => {
    const place = await testEngine();
    const good = join(place.folder, 'good.gift');
    const empty = join(place.folder, 'empty.gift');
    writeFileSync(good, bank);
    writeFileSync(empty, '');
    const sources = [empty, good, join(place.folder, 'none.gift'), place.folder].map((path) => ({
      path,
    }));
    const { files } = expectOk(await place.client.imports.preview({ sources }));
    expect(files.map(({ failure }) => failure ?? 'read')).toEqual([
      expect.stringContaining('empty'),
      'read',
      expect.stringContaining('There is no file'),
      expect.stringContaining('folder'),
    ]);
    expect(files[1]).toMatchObject({ found: 13, imported: 13 });
  });

  test('honours format, encoding and mapping that the person gives', async () => {
    const place = await testEngine();
    const table = join(place.folder, 'table.csv');
    writeFileSync(table, Buffer.from('Q;X;Y;R\n\xc9t\xe9?;a;b;2\n', 'latin1'));
    const mapping = { question: 'Q', option1: 'X', option2: 'Y', correct: 'R' };
    const input = { sources: [{ path: table }], mapping, encoding: 'latin1', format: 'csv' };
    const { previewId, files } = expectOk(await place.client.imports.preview(input));
    expect(files[0]).toMatchObject({
      columns: ['Q', 'X', 'Y', 'R'],
      mapping,
      encoding: 'latin1',
      imported: 1,
    });
    const { questions } = expectOk(await place.client.imports.page({ previewId }));
    expect(questions[0]).toMatchObject({ stem: 'Été?', correctAnswer: { optionId: 'b' } });
  });

  test('that was discarded is gone, and says so', async () => {
    const place = await testEngine();
    const { previewId } = await preview(place, bank);
    expectOk(await place.client.imports.discard({ previewId }));
    expectFailure(await place.client.imports.page({ previewId }), 'not_found');
    expectFailure(
      await place.client.imports.accept({ previewId, target: { newQuiz: 'Heat' } }),
      'not_found',
    );
  });

  test('can be cancelled while it reads, and leaves nothing behind', async () => {
    const place = await testEngine();
    const many = Array.from({ length: 60_000 }, (_, n) => `Question ${n}? {=a ~b}`).join('\n\n');
    const controller = new AbortController();
    // Progress is told now and then, by a clock that must move for that.
    const ticking = setInterval(() => place.clock.advance(1000), 1);
    const off = place.subscribe((event) => {
      if (event.name === 'job' && event.payload.done > 0) controller.abort();
    });
    const result = await place.client.imports.preview(
      { sources: [{ name: 'x.gift', text: many }] },
      { signal: controller.signal },
    );
    off();
    clearInterval(ticking);
    expectFailure(result, 'cancelled');
    expect(expectOk(await place.client.jobs.list({})).jobs).toEqual([]);
  });
});

describe('accepting a preview', () => {
  test('stores the questions in order with their source, in one action with one import id', async () => {
    const place = await testEngine();
    const { previewId } = await preview(place, broken);
    const target = { newQuiz: 'Heat' };
    const { importId, quizId, files } = expectOk(
      await place.client.imports.accept({ previewId, target }),
    );
    expect(files).toMatchObject([{ found: 4, imported: 2, needsAttention: 1, rejected: 1 }]);
    const { questions } = expectOk(await place.client.questions.list({ quizId }));
    expect(
      questions.map(({ order, type, source }) => [
        order,
        type,
        source?.line,
        source?.needsAttention,
      ]),
    ).toEqual([
      [1, 'true_false', 1, false],
      [2, 'essay', 5, true],
      [3, 'true_false', 7, false],
    ]);
    expect(questions[1]?.source).toMatchObject({
      importId,
      losses: [
        { field: 'answers', text: '~yes ~no' },
        { field: 'source', text: '::C::Opinion? {~yes ~no}' },
      ],
    });
    const { actions } = expectOk(await place.client.history.list({}));
    expect(actions).toMatchObject([
      { name: 'questions.import', label: 'import of 3 questions into “Heat”' },
    ]);
  });

  test('leaves out what the person skipped; the counts still add up', async () => {
    const place = await testEngine();
    const { previewId } = await preview(place, broken);
    const accepted = expectOk(
      await place.client.imports.accept({ previewId, target: { newQuiz: 'Heat' }, skip: [0, 2] }),
    );
    expect(accepted.files).toMatchObject([
      { found: 2, imported: 1, needsAttention: 0, rejected: 1 },
    ]);
    expect(countOf(place, accepted.quizId)).toBe(1);
  });

  test('adds after the questions that are there', async () => {
    const place = await testEngine();
    const make = builders(place);
    const quizId = make.quiz();
    make.question(quizId, { order: 7 });
    await importInto(place, quizId, 'New? {F}');
    const orders = place.sql
      .prepare('SELECT "order" FROM Question WHERE quizId = ? ORDER BY 1')
      .pluck()
      .all(quizId);
    expect(orders).toEqual([7, 8]);
  });

  test('of the same file again adds nothing, unless it is asked to', async () => {
    const place = await testEngine();
    const quizId = builders(place).quiz();
    await importInto(place, quizId, bank);
    const before = contents(place);
    const again = await importInto(place, quizId, bank);
    expect(again.importId).toBe('');
    expect(again.files).toMatchObject([{ imported: 0, duplicates: 13 }]);
    expect(contents(place)).toBe(before);
    const kept = await importInto(place, quizId, bank, 'keep');
    expect(kept.files).toMatchObject([{ imported: 13, duplicates: 0 }]);
    expect(countOf(place, quizId)).toBe(26);
  });

  test('with "update" brings feedback and explanation up to date and adds nothing', async () => {
    const place = await testEngine();
    const quizId = builders(place).quiz();
    await importInto(place, quizId, 'Is it? {T####Old words.}');
    const { files } = await importInto(place, quizId, 'Is it? {T####New words.}', 'update');
    expect(files).toMatchObject([{ imported: 0, duplicates: 1 }]);
    expect(place.sql.prepare('SELECT explanation FROM Question').pluck().all()).toEqual([
      'New words.',
    ]);
    expectOk(await place.client.history.undo({}));
    expect(place.sql.prepare('SELECT explanation FROM Question').pluck().all()).toEqual([
      'Old words.',
    ]);
  });

  test('finds a question that stands twice in one file, and one written by hand', async () => {
    const place = await testEngine();
    const make = builders(place);
    const quizId = make.quiz();
    make.question(quizId);
    const { files } = await importInto(
      place,
      quizId,
      'Heat flows from hot to cold. {T}\n\nNew? {F}\n\nNew? {F}',
    );
    expect(files).toMatchObject([{ found: 3, imported: 1, duplicates: 2 }]);
  });

  test('of nothing usable makes no quiz and no trace', async () => {
    const place = await testEngine();
    const before = contents(place);
    const { previewId } = await preview(place, '::B::Broken {=a ~b');
    expectFailure(
      await place.client.imports.accept({ previewId, target: { newQuiz: 'Heat' } }),
      'bad_input',
    );
    expect(contents(place)).toBe(before);
    expect(expectOk(await place.client.history.list({})).actions).toEqual([]);
  });

  test('into a quiz or course that is not there is refused', async () => {
    const place = await testEngine();
    expectFailure(
      await place.client.imports.preview({ sources: [{ name: 'x', text: bank }], quizId: 'gone' }),
      'not_found',
    );
    const { previewId } = await preview(place, bank);
    const target = { newQuiz: 'Heat', courseId: 'gone' };
    expectFailure(await place.client.imports.accept({ previewId, target }), 'not_found');
  });
});
