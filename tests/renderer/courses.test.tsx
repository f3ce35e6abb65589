// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ChapterRow, CourseRow } from '../../src/shared/contract/courses';
import { failure } from '../../src/shared/kernel/errors';
import { err, ok } from '../../src/shared/kernel/result';
import { clearQueries } from '../../src/renderer/client/query-cache';
import type { CourseDetail } from '../../src/renderer/features/courses/course-detail';
import { Chapters } from '../../src/renderer/features/courses/chapters';
import { CourseDetails } from '../../src/renderer/features/courses/course-details';
import {
  categoriesOf,
  coursesOf,
  noCategory,
} from '../../src/renderer/features/courses/course-filter';
import { descriptionMemory } from '../../src/renderer/features/courses/description-memory';
import { publishConsequences } from '../../src/renderer/features/courses/publish-consequences';
import { startKeyDispatch } from '../../src/renderer/ui/actions/key-dispatch';
import { installFakeBridge } from './support/fake-bridge';
import type { FakeBridge } from './support/fake-bridge';
import { renderPart } from './support/render';

let engine: FakeBridge;
beforeEach(() => {
  window.localStorage.clear();
  engine = installFakeBridge();
  engine.answer('courses.list', () => ok({ courses: [] }));
  engine.answer('courses.categories', () => ok({ categories: [] }));
  clearQueries();
  return startKeyDispatch();
});

const chapter = (id: string, position: number): ChapterRow => ({
  id,
  title: `Chapter ${id}`,
  description: null,
  position,
  isPublished: true,
  isFree: false,
  xpReward: 50,
  completedBy: 3,
});

const row: CourseRow = {
  id: 'c1',
  title: 'Heat',
  isPublished: false,
  isFree: false,
  difficulty: 'beginner',
  estimatedHours: 12,
  xpReward: 200,
  chapters: 3,
  publishedChapters: 3,
  learners: 0,
  completed: 0,
  category: null,
  updatedAt: '2026-01-01T00:00:00.000Z',
};

const course: CourseDetail = {
  ...row,
  description: 'Old words',
  categoryId: null,
  prerequisites: [],
  chapterList: [chapter('a', 1), chapter('b', 2), chapter('c', 3)],
  quizzes: [],
  assignments: [],
  certificates: 0,
};

const sent = (method: string) =>
  engine.calls.filter((call) => call.method === method).map(({ input }) => input);
const titles = () =>
  [...document.querySelectorAll<HTMLInputElement>('[data-chapter-title]')].map(({ value }) =>
    value.at(-1),
  );

describe('a field of a course', () => {
  it('is stored once by Enter and leaving, trimmed, and shows the stored value again', async () => {
    engine.answer('courses.update', () => ok({}));
    const { rerender } = renderPart(<CourseDetails course={course} />);
    const title = screen.getByLabelText<HTMLInputElement>('Title');
    fireEvent.change(title, { target: { value: '  Heat and  work ' } });
    fireEvent.keyDown(title, { key: 'Enter' });
    fireEvent.blur(title);
    await waitFor(() => expect(sent('courses.update')).toHaveLength(1));
    expect(sent('courses.update')).toEqual([{ id: 'c1', patch: { title: 'Heat and work' } }]);
    rerender(<CourseDetails course={{ ...course, title: 'Heat and work' }} />);
    rerender(<CourseDetails course={course} />);
    expect(title.value).toBe('Heat');
  });

  it('keeps what the engine refused and says why; Escape puts the stored value back', async () => {
    engine.answer('courses.update', () => err(failure('bad_input', 'No such title.')));
    renderPart(<CourseDetails course={course} />);
    const title = screen.getByLabelText<HTMLInputElement>('Title');
    fireEvent.change(title, { target: { value: 'Refused' } });
    fireEvent.blur(title);
    await screen.findByText('No such title.');
    expect(title.value).toBe('Refused');
    fireEvent.keyDown(title, { key: 'Escape' });
    expect(title.value).toBe('Heat');
    expect(screen.queryByText('No such title.')).toBeNull();
  });

  it('never asks the engine to store what cannot be', () => {
    renderPart(<CourseDetails course={course} />);
    const hours = screen.getByLabelText('Estimated hours');
    fireEvent.change(hours, { target: { value: '7.5' } });
    fireEvent.blur(hours);
    const title = screen.getByLabelText('Title');
    fireEvent.change(title, { target: { value: 'A\u202eB' } });
    fireEvent.keyDown(title, { key: 'Enter' });
    screen.getByText('A whole number from 0 to 100,000.');
    screen.getByText(/U\+202E/);
    expect(sent('courses.update')).toEqual([]);
  });

  it('remembers a description that is being typed, but only over the text it was typed over', () => {
    descriptionMemory('c1', 'Old words').keep('New words');
    expect(descriptionMemory('c1', 'Old words').recall()).toBe('New words');
    expect(descriptionMemory('c1', 'Words from elsewhere').recall()).toBeNull();
    expect(descriptionMemory('c2', 'Old words').recall()).toBeNull();
    window.localStorage.setItem('lectern.course.description.c1', '{"typed":7');
    expect(descriptionMemory('c1', 'Old words').recall()).toBeNull();
  });
});

describe('the chapters of a course', () => {
  const focusTitle = (number: number) => {
    const title = screen.getByLabelText(`Title of chapter ${number}`);
    title.focus();
    return title;
  };
  const moveDown = (target: HTMLElement) =>
    fireEvent.keyDown(target, { key: 'ArrowDown', altKey: true });

  it('move with Alt and the arrows at once, keep the focus, and stay until the engine agrees', async () => {
    const answers: (() => void)[] = [];
    engine.answer('courses.moveChapter', async () => {
      await new Promise<void>((done) => answers.push(done));
      return ok({});
    });
    const { rerender } = renderPart(<Chapters course={course} />);
    const title = focusTitle(1);
    moveDown(title);
    moveDown(title);
    moveDown(title);
    expect(titles()).toEqual(['b', 'c', 'a']);
    expect(document.activeElement).toBe(title);
    // The third press had nowhere to go.
    await waitFor(() => expect(answers).toHaveLength(2));
    expect(sent('courses.moveChapter')).toEqual([
      { id: 'a', to: 1 },
      { id: 'a', to: 2 },
    ]);
    const half = [chapter('b', 1), chapter('a', 2), chapter('c', 3)];
    rerender(<Chapters course={{ ...course, chapterList: half }} />);
    expect(titles()).toEqual(['b', 'c', 'a']);
    await act(async () => answers.forEach((done) => done()));
    const whole = [chapter('b', 1), chapter('c', 2), chapter('a', 3)];
    rerender(<Chapters course={{ ...course, chapterList: whole }} />);
    // Undo, which comes as rows in another order, must show.
    rerender(<Chapters course={{ ...course, chapterList: [...course.chapterList] }} />);
    expect(titles()).toEqual(['a', 'b', 'c']);
  });

  it('go back to where they were when a move is refused', async () => {
    engine.answer('courses.moveChapter', () => err(failure('read_only', 'Read only.')));
    renderPart(<Chapters course={course} />);
    moveDown(focusTitle(1));
    await waitFor(() => expect(titles()).toEqual(['a', 'b', 'c']));
  });

  it('grow by a title and Enter, and the next can be typed at once', async () => {
    engine.answer('courses.createChapter', () => ok({ id: 'd' }));
    renderPart(<Chapters course={course} />);
    const add = screen.getByLabelText<HTMLInputElement>('New chapter');
    add.focus();
    fireEvent.keyDown(add, { key: 'Enter' });
    fireEvent.change(add, { target: { value: ' Entropy ' } });
    fireEvent.keyDown(add, { key: 'Enter' });
    await waitFor(() => expect(add.value).toBe(''));
    expect(document.activeElement).toBe(add);
    expect(sent('courses.createChapter')).toEqual([{ courseId: 'c1', title: 'Entropy' }]);
  });

  it('keep the title of a new one that could not be stored', async () => {
    engine.answer('courses.createChapter', () => err(failure('disk_full', 'Full.')));
    renderPart(<Chapters course={course} />);
    const add = screen.getByLabelText<HTMLInputElement>('New chapter');
    fireEvent.change(add, { target: { value: 'Entropy' } });
    fireEvent.keyDown(add, { key: 'Enter' });
    await waitFor(() => expect(sent('courses.createChapter')).toHaveLength(1));
    expect(add.value).toBe('Entropy');
  });
});

describe('the review before publishing', () => {
  it('warns of a course nobody can complete and of prerequisites nobody can meet', () => {
    const asked = {
      ...course,
      publishedChapters: 0,
      prerequisites: [
        { id: 'p1', title: 'Algebra' },
        { id: 'p2', title: 'Drafting' },
        { id: 'p3', title: null },
      ],
    };
    const all = [
      { ...row, id: 'p1', isPublished: true },
      { ...row, id: 'p2', isPublished: false },
    ];
    const warnings = publishConsequences(asked, all)
      .filter(({ tone }) => tone === 'wait')
      .map(({ text }) => text);
    expect(warnings).toHaveLength(3);
    expect(warnings.join()).toMatch(/empty course.*Drafting.*p3/);
    expect(publishConsequences(course, []).some(({ tone }) => tone === 'wait')).toBe(false);
  });
});

describe('the filter by category', () => {
  it('knows courses without one', () => {
    const all = [row, { ...row, id: 'c2', category: 'Zoology' }, { ...row, category: 'Art' }];
    expect(categoriesOf(all)).toEqual(['Art', 'Zoology', noCategory]);
    expect(coursesOf(all, noCategory)).toEqual([row]);
    expect(coursesOf(all, '')).toEqual(all);
  });
});
