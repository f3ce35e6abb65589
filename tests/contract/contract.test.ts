import { describe, expect, it } from 'vitest';
import { handlers } from '../../src/main/engine/handlers';
import { contract, findMethod } from '../../src/shared/contract';
import type { Topic } from '../../src/shared/contract/define';
import { expectFailure, testEngine } from '../support/engine';

const methods = Object.entries(contract).flatMap(([topicName, topic]) =>
  Object.keys(topic).map((name) => ({ topicName, name, wire: `${topicName}.${name}` })),
);

/** Names of the tables and the wildcard a query may depend on. */
const known = /^(\*|[A-Z][A-Za-z]+|lectern_[a-z_]+)$/;

describe('the contract', () => {
  it('has a handler for every method, and no handler besides', async () => {
    const answered = await Promise.all(
      Object.entries(handlers).map(async ([topicName, load]) =>
        Object.keys(await load()).map((name) => `${topicName}.${name}`),
      ),
    );
    expect(answered.flat().toSorted()).toEqual(methods.map(({ wire }) => wire).toSorted());
  });

  it.each(methods)(
    '$wire rejects input that is no object, and unknown fields',
    async ({ wire }) => {
      const test = await testEngine();
      for (const input of [undefined, null, 'text', [], { surprise: true }]) {
        const failure = expectFailure(await test.call(wire, input), 'bad_input');
        expect(failure.message).toContain(wire);
        expect(failure.message).toContain('Nothing was changed');
      }
    },
  );

  it('answers a call that does not exist with a usage failure', async () => {
    const test = await testEngine();
    for (const name of [
      'courses.fly',
      'nowhere.list',
      'courses',
      '',
      'courses.constructor',
      '__proto__.x',
    ]) {
      expectFailure(await test.call(name, {}), 'usage');
      expect(findMethod(name)).toBeUndefined();
    }
  });

  it('says of queries alone which tables make them stale', () => {
    for (const topic of Object.values<Topic>(contract)) {
      for (const method of Object.values(topic)) {
        expect(['query', 'command']).toContain(method.kind);
        if (method.kind === 'command') expect(method.tables).toEqual([]);
        for (const table of method.tables) expect(table).toMatch(known);
      }
    }
  });
});
