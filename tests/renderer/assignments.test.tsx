// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../src/shared/kernel/result';
import type { AssignmentDetail } from '../../src/renderer/features/assignments/assignment-detail';
import { AssignmentForm } from '../../src/renderer/features/assignments/assignment-form';
import {
  joinInterval,
  splitInterval,
  workExample,
} from '../../src/renderer/features/assignments/late-rule-words';
import { installFakeBridge } from './support/fake-bridge';
import type { FakeBridge } from './support/fake-bridge';
import { renderPart } from './support/render';

let bridge: FakeBridge;
beforeEach(() => {
  bridge = installFakeBridge();
  bridge.answer('courses.list', () => ok({ courses: [] }));
});

const changes = () =>
  bridge.calls.filter(({ method }) => method.startsWith('assignments.')).map(({ input }) => input);

function anAssignment(fields: Partial<AssignmentDetail> = {}): AssignmentDetail {
  return {
    id: 'a1',
    title: 'Essay 2',
    description: 'Write.',
    courseId: null,
    courseTitle: null,
    chapterId: null,
    dueDate: '2026-11-20T22:59:00.000Z',
    maxPoints: 100,
    allowLateSubmission: true,
    isPublished: false,
    xpReward: 50,
    submissions: 0,
    ungraded: 0,
    meanScore: null,
    updatedAt: '2026-11-01T00:00:00.000Z',
    latePolicy: { rate: 10, intervalSeconds: 86_400, floorPercent: 50 },
    ...fields,
  };
}

describe('the late rule in words', () => {
  it('counts an interval in its largest whole unit, and back', () => {
    expect([604_800, 172_800, 5_400, 61].map(splitInterval)).toEqual([
      { count: 1, unit: 'week' },
      { count: 2, unit: 'day' },
      { count: 90, unit: 'minute' },
      { count: 61, unit: 'second' },
    ]);
    expect([joinInterval(2, 'day'), joinInterval(999, 'week')]).toEqual([172_800, 31_536_000]);
  });

  it('is explained with its points, and with an example that the rule itself works out', () => {
    renderPart(<AssignmentForm assignment={anAssignment()} />);
    expect(
      screen.getByText(
        'Each day begun after the due date takes 10 points off (10 % of 100). No score falls below 50 points (50 %) on that account.',
      ),
    ).toBeTruthy();
    expect(screen.getByText('2 days 6 hours late: 3 days begun at 10 % each')).toBeTruthy();
    expect(screen.getByText('55 of 100')).toBeTruthy();
  });

  it('shows where the floor holds the score', () => {
    const policy = { rate: 20, intervalSeconds: 3_600, floorPercent: 60 };
    const { parts } = workExample(policy, 50);
    expect(parts.map(({ text }) => text)).toEqual([
      '43 of 50',
      '2 hours 15 minutes late: 3 hours begun at 20 % each, not below 60 %',
      '30 of 50',
    ]);
  });

  it('stores a changed part with the parts that stay, and nothing when it is out of bounds', async () => {
    renderPart(<AssignmentForm assignment={anAssignment()} />);
    const floor = screen.getByLabelText('But not below');
    fireEvent.change(floor, { target: { value: '140' } });
    fireEvent.blur(floor);
    expect(screen.getByText('Write a number from 0 to 100.')).toBeTruthy();
    fireEvent.change(floor, { target: { value: '40' } });
    fireEvent.blur(floor);
    await waitFor(() => expect(changes()).toHaveLength(1));
    expect(changes()).toEqual([
      { id: 'a1', policy: { rate: 10, intervalSeconds: 86_400, floorPercent: 40 } },
    ]);
  });
});

describe('the fields of an assignment', () => {
  it('are stored once when they are left, though Enter came before', async () => {
    renderPart(<AssignmentForm assignment={anAssignment()} />);
    const title = screen.getByLabelText('Title');
    fireEvent.change(title, { target: { value: 'Essay two' } });
    fireEvent.keyDown(title, { key: 'Enter' });
    fireEvent.blur(title);
    await waitFor(() => expect(changes()).toHaveLength(1));
    expect(changes()).toEqual([{ id: 'a1', patch: { title: 'Essay two' } }]);
  });

  it('keep what cannot be stored in sight, and Escape gives the stored value back', () => {
    renderPart(<AssignmentForm assignment={anAssignment()} />);
    const title = screen.getByLabelText('Title');
    fireEvent.change(title, { target: { value: '   ' } });
    fireEvent.blur(title);
    expect(title.getAttribute('aria-invalid')).toBe('true');
    expect(changes()).toEqual([]);
    fireEvent.keyDown(title, { key: 'Escape' });
    expect(screen.getByDisplayValue('Essay 2')).toBe(title);
  });

  it('are stored when the page is left while something is still being typed', async () => {
    const page = renderPart(<AssignmentForm assignment={anAssignment()} />);
    const text = screen.getByLabelText('What learners are to do');
    fireEvent.change(text, { target: { value: 'Write more.' } });
    page.unmount();
    await waitFor(() =>
      expect(changes()).toEqual([{ id: 'a1', patch: { description: 'Write more.' } }]),
    );
  });
});
