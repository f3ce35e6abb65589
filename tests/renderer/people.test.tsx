// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { failure } from '../../src/shared/kernel/errors';
import { err, ok } from '../../src/shared/kernel/result';
import { setOutcomeSink } from '../../src/renderer/client/outcomes';
import { clearQueries } from '../../src/renderer/client/query-cache';
import { findPeople } from '../../src/renderer/features/people/find-people';
import { LearnerDetails } from '../../src/renderer/features/people/learner-details';
import type { PersonDetail } from '../../src/renderer/features/people/person-detail';
import { RosterDialog } from '../../src/renderer/features/people/roster-dialog';
import { installFakeBridge } from './support/fake-bridge';
import type { FakeBridge } from './support/fake-bridge';
import { renderPart } from './support/render';

let engine: FakeBridge;
beforeEach(() => {
  engine = installFakeBridge();
  clearQueries();
});

const sent = (method: string) =>
  engine.calls.filter((call) => call.method === method).map(({ input }) => input);

describe('finding people', () => {
  const names = [
    'Łukasz Żółć',
    'Đặng Thị Hoà',
    'Siân O’Neill-Smith',
    'Bjørg Nørgaard',
    'أحمد العلي',
    'דניאל בן־עמי',
    '王小明',
    'สมชาย ใจดี',
    'अनिता शर्मा',
    null,
  ];
  const people = names.map((name, index) => ({
    userId: `user_${index}zq`,
    name,
    email: name === null ? null : `p${index}@example.edu`,
  }));
  const find = (typed: string) => findPeople(people, typed).map(({ name }) => name);

  it('works in every script, without accents and without the letters of another keyboard', () => {
    const wanted: readonly (readonly [string, number])[] = [
      ['lukasz zolc', 0],
      ['Łukasz', 0],
      ['dang hoa', 1],
      ['oneill', 2],
      ["o'neill-smith", 2],
      ['norgaard BJORG', 3],
      ['احمد', 4],
      ['أحمد', 4],
      ['בן־עמי', 5],
      ['王小', 6],
      ['ใจดี', 7],
      ['शर्मा', 8],
      ['p8@example', 8],
    ];
    for (const [typed, index] of wanted)
      expect([typed, find(typed)]).toEqual([typed, [names[index]]]);
  });

  it('looks into ids only when the query looks like one, or there is no name', () => {
    expect(find('user_3')).toEqual(['Bjørg Nørgaard']);
    expect(find('zq')).toEqual([null]);
  });
});

describe('the import of a roster', () => {
  const counts = (added: number, line?: number) => ({
    added,
    changed: 0,
    unchanged: 4,
    problems: line === undefined ? [] : [{ line, message: 'userId: The user id is missing' }],
  });
  const paste = (text: string) => {
    fireEvent.click(screen.getByLabelText('Pasted text'));
    fireEvent.change(screen.getByLabelText('Roster'), { target: { value: text } });
  };

  it('shows counts and lines first, then imports with a way back', async () => {
    const sink = { done: vi.fn(), failed: vi.fn() };
    const off = setOutcomeSink(sink);
    const close = vi.fn();
    engine.answer('people.importRoster', () => ok(counts(2, 7)));
    engine.answer('history.next', () => ok({ undo: { action: 'a1' }, redo: null }));
    renderPart(<RosterDialog onClose={close} />);
    paste('userId,name\nu1,Ada');
    const button = await screen.findByRole('button', { name: 'Import 2 people' });
    screen.getByText('Line 7');
    const source = { name: 'pasted text', text: 'userId,name\nu1,Ada' };
    expect(sent('people.importRoster')).toEqual([{ source, dryRun: true }]);
    fireEvent.click(button);
    await waitFor(() => expect(sink.done).toHaveBeenCalled());
    expect(sent('people.importRoster')[1]).toEqual({ source });
    expect(sink.done).toHaveBeenCalledWith(
      expect.stringContaining('2 people'),
      expect.any(Function),
    );
    expect(close).toHaveBeenCalled();
    off();
  });

  it('shows the answer about the newest text, whichever answer comes first', async () => {
    let answerFirst = () => undefined as void;
    engine.answer('people.importRoster', async (input) => {
      if (!JSON.stringify(input).includes('first')) return ok(counts(5));
      await new Promise<void>((done) => (answerFirst = done));
      return ok(counts(1));
    });
    renderPart(<RosterDialog onClose={() => undefined} />);
    paste('first');
    await waitFor(() => expect(sent('people.importRoster')).toHaveLength(1));
    paste('second');
    await screen.findByRole('button', { name: 'Import 5 people' });
    answerFirst();
    await Promise.resolve();
    screen.getByRole('button', { name: 'Import 5 people' });
  });

  it('says why a roster cannot be read, and imports nothing', async () => {
    engine.answer('people.importRoster', () => err(failure('bad_input', 'No column for the id.')));
    renderPart(<RosterDialog onClose={() => undefined} />);
    paste('foo,bar');
    await screen.findByText('No column for the id.');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Import' }).disabled).toBe(true);
  });
});

describe('the details of a learner', () => {
  const person: PersonDetail = {
    userId: 'u1',
    name: 'Ada',
    email: 'ada@example.edu',
    totalXP: 140,
    level: 2,
    currentLevelXP: 40,
    courses: 1,
    completedCourses: 0,
    lastActivity: null,
    currentStreak: 1,
    longestStreak: 9,
    progress: [],
    attempts: [],
    submissions: [],
    ledger: [],
    achievements: [],
    certificates: [],
  };
  const email = () => screen.getByLabelText('E-mail');

  it('take an e-mail away when the field is emptied, and refuse what is none', async () => {
    renderPart(<LearnerDetails person={person} />);
    fireEvent.change(email(), { target: { value: 'nonsense' } });
    fireEvent.blur(email());
    screen.getByText(/is not an e-mail address/);
    fireEvent.change(email(), { target: { value: ' ' } });
    fireEvent.blur(email());
    await waitFor(() => expect(sent('people.update')).toEqual([{ userId: 'u1', email: null }]));
  });

  it('ask for a name before an e-mail', () => {
    renderPart(<LearnerDetails person={{ ...person, name: null, email: null }} />);
    fireEvent.change(email(), { target: { value: 'ada@example.edu' } });
    fireEvent.blur(email());
    screen.getByText(/Write the name first/);
    expect(sent('people.update')).toEqual([]);
  });

  it('show how far the next level is', () => {
    renderPart(<LearnerDetails person={person} />);
    screen.getByText('60 XP to level 3');
  });
});
