import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delimitedRecords } from '../../src/main/engine/people/delimited-records';
import { builders } from '../support/builders';
import { expectFailure, expectOk, testEngine, type TestEngine } from '../support/engine';

const paste = (text: string) => ({ source: { name: 'roster.csv', text } });

function stored(test: TestEngine): unknown {
  return test.sql
    .prepare('SELECT user_id, name, email FROM lectern_person ORDER BY user_id')
    .raw()
    .all();
}

describe('a roster', () => {
  it('adds and changes people in one action, which one undo takes back', async () => {
    const test = await testEngine();
    builders(test).person('u1', 'Mia', 'mia@example.org');
    builders(test).person('u2', 'Noor');
    const text = 'userId,name,email\nu1,Mia Ito,\nu2,Noor,\nu3,"Olu, Jr.",olu@example.org\n';
    expect(expectOk(await test.client.people.importRoster(paste(text)))).toEqual({
      added: 1,
      changed: 1,
      unchanged: 1,
      problems: [],
    });
    expect(stored(test)).toEqual([
      ['u1', 'Mia Ito', 'mia@example.org'],
      ['u2', 'Noor', null],
      ['u3', 'Olu, Jr.', 'olu@example.org'],
    ]);
    expect(expectOk(await test.client.history.undo({})).undone.name).toBe('roster.import');
    expect(stored(test)).toEqual([
      ['u1', 'Mia', 'mia@example.org'],
      ['u2', 'Noor', null],
    ]);
  });

  it('is only counted in a dry run', async () => {
    const test = await testEngine();
    const result = expectOk(
      await test.client.people.importRoster({ ...paste('id;name\nu1;Mia\n'), dryRun: true }),
    );
    expect(result).toMatchObject({ added: 1 });
    expect(stored(test)).toEqual([]);
    expect(expectOk(await test.client.history.next({})).undo).toBeNull();
  });

  it('lists each row it leaves out with its line, also after a field of several lines', async () => {
    const test = await testEngine();
    const text = [
      'userId\tname\temail',
      'u1\t"Mia\nIto"\t',
      'u2\tNoor\tno address',
      '',
      '\tNobody\t',
      'u4\t\u202EOlu\t',
      'u5\tPim\tpim@example.org',
      'u5\tPim again\t',
    ].join('\r\n');
    const { added, problems } = expectOk(await test.client.people.importRoster(paste(text)));
    expect(added).toBe(1);
    expect(problems.map(({ line }) => line)).toEqual([2, 4, 6, 7, 9]);
    expect(problems.map(({ message }) => message.split(':')[0])).toEqual([
      'name',
      'email',
      'userId',
      'name',
      'u5 stands on line 8 already',
    ]);
  });

  it('of Clerk is read as CSV and as JSON', async () => {
    const test = await testEngine();
    const csv =
      'id,first_name,last_name,username,primary_email_address,password_digest\nuser_1,Mia,Ito,mia,mia@example.org,x\nuser_2,,,noor,,x\n';
    expectOk(await test.client.people.importRoster(paste(csv)));
    const json = JSON.stringify(
      [
        {
          id: 'user_3',
          first_name: 'Olu',
          last_name: null,
          primary_email_address_id: 'b',
          email_addresses: [
            { id: 'a', email_address: 'old@example.org' },
            { id: 'b', email_address: 'olu@example.org' },
          ],
        },
        { first_name: 'No id' },
      ],
      null,
      2,
    );
    const { added, problems } = expectOk(await test.client.people.importRoster(paste(json)));
    expect([added, problems]).toEqual([
      1,
      [{ line: 18, message: expect.stringContaining('userId') }],
    ]);
    expect(stored(test)).toEqual([
      ['user_1', 'Mia Ito', 'mia@example.org'],
      ['user_2', 'noor', null],
      ['user_3', 'Olu', 'olu@example.org'],
    ]);
    const wrapped = JSON.stringify({ data: [{ id: 'user_4', name: 'Pim' }], total_count: 1 });
    expect(expectOk(await test.client.people.importRoster(paste(wrapped)))).toMatchObject({
      added: 1,
    });
  });

  it('is read from a file in the encodings spreadsheets write', async () => {
    const test = await testEngine();
    const file = join(test.folder, 'roster.csv');
    writeFileSync(file, Buffer.from('\ufeffuserId,name\r\nu1,Zoë\r\n', 'utf16le'));
    expectOk(await test.client.people.importRoster({ source: { path: file } }));
    writeFileSync(file, Buffer.from('userId;name\r\nu2;Jos\xe9\r\n', 'latin1'));
    expectOk(await test.client.people.importRoster({ source: { path: file } }));
    expect(stored(test)).toEqual([
      ['u1', 'Zoë', null],
      ['u2', 'José', null],
    ]);
  });

  it('that cannot be read says which file, what is wrong, and that nothing was imported', async () => {
    const test = await testEngine();
    const bad = join(test.folder, 'bad.csv');
    const attempts: readonly [string | Buffer, RegExp][] = [
      ['', /bad\.csv is empty/],
      [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), /is not text/],
      ['name,mail\nMia,m@example.org\n', /no column for the user id/],
      ['userId,mail\nu1,m@example.org\n', /no column for the name/],
      ['[{"id": 1,', /not valid JSON/],
      ['{"users": 3}', /holds no list/],
    ];
    for (const [content, message] of attempts) {
      writeFileSync(bad, content);
      const failure = expectFailure(
        await test.client.people.importRoster({ source: { path: bad } }),
        'bad_input',
      );
      expect(failure.message).toMatch(message);
      expect(failure.message).toContain('Nothing was imported');
    }
    for (const path of [join(test.folder, 'none.csv'), test.folder]) {
      expectFailure(await test.client.people.importRoster({ source: { path } }), 'bad_input');
    }
    expect(stored(test)).toEqual([]);
  });
});

describe('a table of text', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', '\r\n', ' ') });
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 });

  it('is read back as it was written, each record with the line it begins on', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(',', ';', '\t'), fc.boolean(), (table, separator, ends) => {
        const write = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const lines = table.map((row) => row.map(write).join(separator));
        const text = lines.join('\r\n') + (ends ? '\r\n' : '');
        let line = 1;
        const expected = table.map((fields, index) => {
          const record = { line, fields };
          line += (lines[index] ?? '').split('\n').length;
          return record;
        });
        expect([...delimitedRecords(text, separator)]).toEqual(expected);
      }),
      // A failure prints its seed and path; give them here to see it again.
      { seed: Number(process.env.LECTERN_SEED ?? Date.now() % 2 ** 31) },
    );
  });

  it('that is not well-formed still ends, and gives each of its lines once', () => {
    fc.assert(
      fc.property(cell, (text) => {
        const records = [...delimitedRecords(text, ',')];
        const begins = records.map((record) => record.line);
        expect(begins).toEqual([...new Set(begins)].sort((a, b) => a - b));
      }),
      { seed: Number(process.env.LECTERN_SEED ?? Date.now() % 2 ** 31) },
    );
  });
});
