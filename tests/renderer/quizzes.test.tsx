import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { questionTypes, stemExcerpt } from '../../src/shared/domain/questions';
import { AddQuestionDialog } from '../../src/renderer/features/quizzes/editor/add-question-dialog';
import { ChoiceEditor } from '../../src/renderer/features/quizzes/editor/choice-editor';
import type { QuestionEditing } from '../../src/renderer/features/quizzes/editor/use-question-editor';
import { withDrafts } from '../../src/renderer/features/quizzes/editor/use-questions';
import { blankContent } from '../../src/renderer/features/quizzes/model/blank-content';
import { changeType } from '../../src/renderer/features/quizzes/model/change-type';
import {
  changeOption,
  markRight,
  optionsOf,
  removeOption,
  rightSum,
  setPartialCredit,
  setWeight,
  tickRight,
  weightOf,
  weightsOf,
} from '../../src/renderer/features/quizzes/model/choices';
import { describeProblem } from '../../src/renderer/features/quizzes/model/describe-problem';
import {
  problemsOf,
  sameContent,
  type DraftContent,
} from '../../src/renderer/features/quizzes/model/draft-content';
import { questionFacts } from '../../src/renderer/features/quizzes/model/question-facts';
import { leaveDraft, storeDraft } from '../../src/renderer/features/quizzes/store-draft';
import { useQuizStore } from '../../src/renderer/features/quizzes/store';
import { texts } from '../../src/renderer/features/quizzes/texts';
import { textsOf } from '../../src/renderer/ui/i18n/texts';
import { startKeyDispatch } from '../../src/renderer/ui/actions/key-dispatch';

const t = textsOf(texts);

function ids(): () => string {
  let last = 0;
  return () => `p${++last}`;
}

function multiple(weights: { readonly [id: string]: number }): DraftContent {
  return {
    type: 'multiple_choice',
    question: 'Which are state functions?',
    options: ['a', 'b', 'c', 'd'].map((id) => ({ id, text: id.toUpperCase() })),
    correctAnswer: { weights: { ...weights } },
    explanation: '',
    points: 2,
  };
}

function single(): DraftContent {
  const { options } = multiple({});
  const answer = { optionId: 'a' };
  return { ...multiple({}), type: 'single_choice', options, correctAnswer: answer };
}

describe('weights of a multiple choice', () => {
  test('ticking shares equally, to the last ten-millionth, and unticking shares anew', () => {
    const three = ['a', 'b', 'c'].reduce((all, id) => tickRight(all, id, true), multiple({}));
    expect(weightsOf(three)).toEqual({ a: 0.3333333, b: 0.3333333, c: 0.3333334 });
    expect(problemsOf(three)).toEqual([]);
    expect(weightsOf(tickRight(three, 'c', false))).toEqual({ a: 0.5, b: 0.5 });
  });

  test('shares set by hand are kept; the next right option gets what is left', () => {
    const one = setWeight(multiple({ a: 0.7, b: 0.1 }), 'd', -0.5);
    const two = tickRight(one, 'c', true);
    expect(weightsOf(two)).toEqual({ a: 0.7, b: 0.1, c: 0.2, d: -0.5 });
    expect(rightSum(two)).toBeCloseTo(1, 9);
    // Nothing is left for a fourth, so all share equally.
    expect(weightOf(tickRight(two, 'd', true), 'd')).toBe(0.25);
  });

  test('a removed option takes its share along, and no weight names it any more', () => {
    const left = removeOption(multiple({ a: 0.5, b: 0.5 }), 'b');
    expect(weightsOf(left)).toEqual({ a: 1 });
    expect(optionsOf(left).map(({ id }) => id)).toEqual(['a', 'c', 'd']);
    expect(problemsOf(left)).toEqual([]);
  });
});

describe('single choice', () => {
  test('partial credit of other options survives another mark; the marked one is worth all', () => {
    const partial = setWeight(setPartialCredit(single(), true), 'b', 0.5);
    expect(problemsOf(partial)).toEqual([]);
    const moved = markRight(partial, 'b');
    expect([weightOf(moved, 'a'), weightOf(moved, 'b')]).toEqual([0, 1]);
    expect(problemsOf(moved)).toEqual([]);
  });

  test('without its right option it asks for a mark, once, in the words of the editor', () => {
    const unmarked = removeOption(single(), 'a');
    const lines = problemsOf(unmarked).map((one) => describeProblem(one, unmarked, t));
    expect([...new Set(lines)]).toEqual(['Right answer: Mark the option that is right.']);
  });
});

describe('types', () => {
  test('no new question can be stored before something is written, and each says what is missing', () => {
    for (const type of questionTypes) {
      const content = blankContent(type, ids());
      const lines = problemsOf(content).map((one) => describeProblem(one, content, t));
      expect(lines, type).toContain('Question text: Write something here.');
      expect(lines.join(), type).not.toContain('undefined');
    }
  });

  test('a change of type carries options, right answers and the stem along', () => {
    const asMultiple = changeType(single(), 'multiple_choice', ids());
    expect(weightsOf(asMultiple)).toEqual({ a: 1 });
    expect(problemsOf(asMultiple)).toEqual([]);
    const back = changeType(asMultiple, 'single_choice', ids());
    expect(sameContent(back, { ...single(), points: 2 })).toBe(true);
    const typed = changeType(single(), 'short_answer', ids());
    expect(typed.correctAnswer).toMatchObject({ accepted: [{ text: 'A', weight: 1 }] });
    expect(problemsOf(changeType(single(), 'ordering', ids()))).toEqual([]);
    expect(changeType(single(), 'essay', ids())).toMatchObject({ question: single().question });
  });

  test('the line of facts says what kind of answer it takes', () => {
    const fact = (content: Partial<DraftContent>) => questionFacts({ ...single(), ...content }, t);
    expect(fact({})).toBe('single choice · 4 options');
    expect(questionFacts(multiple({ a: 0.5, b: 0.5 }), t)).toBe('multiple choice · 2 of 4 right');
    const accepted = [{ value: 3458, tolerance: 0.01, relative: true, weight: 1 }];
    const numeric = { type: 'numeric', options: {}, correctAnswer: { accepted } };
    expect(fact(numeric)).toBe('numeric · 3458 ± 1 %');
    expect(fact({ type: 'hotspot' })).toBe('type “hotspot” is not known');
  });
});

test('an excerpt of a stem is plain words', () => {
  expect(stemExcerpt('## The **entropy** of an\n\n- isolated <b>system</b> never [[b1]].')).toBe(
    'The entropy of an isolated system never ___.',
  );
  expect(stemExcerpt('___ &lt;br&gt; 2 &#42; 3 and snake_case_name')).toBe(
    '___ <br> 2 * 3 and snake_case_name',
  );
  expect(stemExcerpt('x'.repeat(500))).toHaveLength(141);
});

test('unreadable JSON is a problem with its place and is never taken for the stored question', () => {
  const broken = { ...single(), type: 'ordering', texts: { options: '[{"id": "a",]' } };
  const [problem] = problemsOf(broken);
  expect(problem?.path).toBe('options');
  expect(problem && describeProblem(problem, broken, t)).toMatch(/not readable JSON/);
  expect(sameContent(broken, { ...single(), type: 'ordering' })).toBe(false);
});

describe('drafts', () => {
  type Call = { readonly method: string; readonly input: unknown };
  let calls: Call[];
  let answer: (call: Call) => Promise<unknown>;

  beforeEach(() => {
    calls = [];
    answer = async () => ({ ok: true, value: { id: 'stored-1' } });
    const call = (method: string, input: unknown) => {
      calls.push({ method, input });
      return answer({ method, input });
    };
    Object.assign(window, { lectern: { call, cancel: () => undefined } });
    useQuizStore.setState({ drafts: {}, renamed: {}, discarded: null });
  });

  const put = (id: string, content: DraftContent, base: DraftContent | null = null) =>
    useQuizStore.getState().put(id, { quizId: 'q', content, base, at: 0, state: 'typed' });
  const draft = (id: string) => useQuizStore.getState().drafts[id];

  test('an unfinished draft is not sent, stays, and says so once the question is left', async () => {
    put('new-1', changeOption(single(), 'a', { text: '' }));
    await storeDraft('new-1');
    expect(calls).toEqual([]);
    expect(draft('new-1')?.attempted).toBeUndefined();
    leaveDraft('new-1');
    expect(draft('new-1')).toMatchObject({ state: 'typed', attempted: true });
  });

  test('what is typed while a new question is being stored is kept and stored after it', async () => {
    put('new-1', single());
    let release: (value: unknown) => void = () => undefined;
    answer = () => new Promise((resolve) => (release = resolve));
    const storing = storeDraft('new-1');
    const more = { ...single(), question: 'Which one, really?' };
    useQuizStore.getState().patch('new-1', { content: more });
    void storeDraft('new-1');
    answer = async () => ({ ok: true, value: {} });
    release({ ok: true, value: { id: 'stored-1' } });
    await storing;
    await vi.waitFor(() => expect(draft('stored-1')?.state).toBe('stored'));
    expect(calls.map(({ method }) => method)).toEqual(['questions.create', 'questions.update']);
    expect(calls[1]?.input).toMatchObject({
      id: 'stored-1',
      question: { question: 'Which one, really?' },
    });
    expect(useQuizStore.getState().renamed).toEqual({ 'new-1': 'stored-1' });
    expect(draft('new-1')).toBeUndefined();
  });

  test('a draft the engine refuses stays with the reason', async () => {
    put('q1', { ...single(), points: 3 }, single());
    const error = { code: 'disk_full', message: 'The disk is full. Your draft was kept.' };
    answer = async () => ({ ok: false, error });
    await storeDraft('q1');
    expect(draft('q1')).toMatchObject({ state: 'typed', failure: error.message });
  });

  test('a draft equal to what is stored is dropped without a call', async () => {
    put('q1', { ...single() }, single());
    await storeDraft('q1');
    expect(draft('q1')).toBeUndefined();
    expect(calls).toEqual([]);
  });

  test('a draft thrown away can be put back', () => {
    put('q1', { ...single(), points: 5 }, single());
    useQuizStore.getState().discard('q1');
    expect(draft('q1')).toBeUndefined();
    useQuizStore.getState().putBack();
    expect(draft('q1')?.content.points).toBe(5);
  });

  test('drafts lie over stored questions, new ones at their places, those of other quizzes nowhere', () => {
    const stored = [{ id: 'q1', row: undefined, draft: undefined, content: single() }];
    put('q1', { ...single(), points: 9 }, single());
    put('new-1', blankContent('essay', ids()));
    put('gone', single(), single());
    useQuizStore.getState().patch('gone', { at: undefined });
    const { drafts } = useQuizStore.getState();
    const shown = withDrafts(stored, drafts, 'q');
    expect(shown.map(({ id }) => id)).toEqual(['new-1', 'q1']);
    expect(shown[1]?.content.points).toBe(9);
    expect(withDrafts(stored, drafts, 'other')).toBe(stored);
  });
});

describe('keys', () => {
  afterEach(cleanup);

  function Bench() {
    const [content, setContent] = useState(single());
    const editing: QuestionEditing = {
      content,
      problems: problemsOf(content),
      showsProblems: true,
      type: setContent,
      change: setContent,
      commit: () => undefined,
    };
    return (
      <MantineProvider>
        <ChoiceEditor editing={editing} />
        <output>
          {optionsOf(content)
            .map(({ text }) => text || '_')
            .join('')}
        </output>
      </MantineProvider>
    );
  }

  const shown = () => screen.getByRole('status').textContent;

  test('Enter goes on, Ctrl+Enter adds, Alt and arrows move, Backspace in an empty option removes', () => {
    const stop = startKeyDispatch();
    render(<Bench />);
    const option = (number: number) => screen.getByLabelText(`Option ${number}`);
    option(1).focus();
    fireEvent.keyDown(option(1), { key: 'Enter' });
    expect(document.activeElement).toBe(option(2));
    fireEvent.keyDown(option(2), { key: 'ArrowUp', altKey: true });
    expect(shown()).toBe('BACD');
    fireEvent.keyDown(option(1), { key: 'Enter', ctrlKey: true });
    expect(shown()).toBe('BACD_');
    expect(document.activeElement).toBe(option(5));
    expect(screen.getByText('Write something here.')).toBeTruthy();
    fireEvent.keyDown(option(5), { key: 'Backspace' });
    expect(shown()).toBe('BACD');
    expect(document.activeElement).toBe(option(4));
    stop();
  });

  test('a digit chooses the kind of a new question', async () => {
    const onChoose = vi.fn();
    render(
      <MantineProvider>
        <AddQuestionDialog opened onClose={() => undefined} onChoose={onChoose} />
      </MantineProvider>,
    );
    const first = await screen.findByText('Single choice');
    fireEvent.keyDown(first, { key: '0' });
    expect(onChoose).toHaveBeenCalledWith('description');
  });
});
