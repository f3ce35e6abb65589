import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builders } from '../support/builders';
import { expectFailure, expectOk, testEngine } from '../support/engine';
import { contents, importInto, preview } from '../support/imports';

const bank = readFileSync(join(import.meta.dirname, '../fixtures/questions/bank.gift'), 'utf8');

describe('taking an import back', () => {
  test('restores every table byte for byte, also after a restart, and lists it as undone', async () => {
    const place = await testEngine();
    const quizId = builders(place).quiz();
    await importInto(place, quizId, 'Was there? {T}');
    const before = contents(place);
    const { importId } = await importInto(place, quizId, bank);
    const again = await place.restart();
    expect(expectOk(await again.client.imports.undo({ importId }))).toEqual({
      undone: importId,
      removed: 13,
    });
    expect(contents(again)).toBe(before);
    const { imports: list } = expectOk(await again.client.imports.list({}));
    expect(list).toMatchObject([
      { importId, imported: 13, undone: true, files: ['bank.gift'], quizTitle: 'Heat, week 1' },
      { imported: 1, undone: false },
    ]);
  });

  test('together with the quiz it made, and redo brings both again', async () => {
    const place = await testEngine();
    const before = contents(place);
    const { previewId } = await preview(place, bank);
    const { importId } = expectOk(
      await place.client.imports.accept({ previewId, target: { newQuiz: 'Heat' } }),
    );
    const after = contents(place);
    expectOk(await place.client.imports.undo({ importId }));
    expect(contents(place)).toBe(before);
    expectOk(await place.client.history.redo({}));
    expect(contents(place)).toBe(after);
    expect(expectOk(await place.client.imports.list({})).imports).toMatchObject([
      { importId, undone: false },
    ]);
  });

  test('is refused where a question was changed since, and then changes nothing', async () => {
    const place = await testEngine();
    const quizId = builders(place).quiz();
    const { importId } = await importInto(place, quizId, 'One? {T}\n\nTwo? {F}');
    const [first] = expectOk(await place.client.questions.list({ quizId })).questions;
    const question = {
      type: 'true_false',
      question: 'Other?',
      options: {},
      correctAnswer: { value: true },
    };
    expectOk(await place.client.questions.update({ id: first?.id ?? '', question }));
    const before = contents(place);
    expectFailure(await place.client.imports.undo({ importId }), 'conflict');
    expect(contents(place)).toBe(before);
  });

  test('of an import that never was is refused', async () => {
    const place = await testEngine();
    expectFailure(await place.client.imports.undo({ importId: 'never' }), 'not_found');
  });
});

describe('exporting a quiz', () => {
  test.each(['gift', 'csv', 'json'])(
    'as %s and importing it again finds every question there already',
    async (format) => {
      const place = await testEngine();
      const quizId = builders(place).quiz();
      await importInto(place, quizId, bank);
      const file = join(place.folder, `out.${format}`);
      const { written } = expectOk(await place.client.questions.export({ quizId, format, file }));
      expect(written).toBeGreaterThan(0);
      const { files } = expectOk(
        await place.client.imports.preview({ sources: [{ path: file }], quizId }),
      );
      expect(files).toMatchObject([{ format, found: written, duplicates: written }]);
    },
  );

  test('to a place that cannot be written says so and leaves nothing half-written', async () => {
    const place = await testEngine();
    const quizId = builders(place).quiz();
    const folder = join(place.folder, 'out.json');
    mkdirSync(folder);
    chmodSync(folder, 0o700);
    expectFailure(
      await place.client.questions.export({ quizId, format: 'json', file: folder }),
      'bad_input',
    );
    expectFailure(
      await place.client.questions.export({ quizId, format: 'docx', file: folder }),
      'usage',
    );
  });
});
