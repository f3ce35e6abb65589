// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Column } from '../../src/renderer/ui/data-table/column';
import { DataTable } from '../../src/renderer/ui/data-table/data-table';
import type { EmptyKind } from '../../src/renderer/ui/data-table/table-empty';
import { renderPart } from './support/render';

type Person = { readonly id: string; readonly name: string; readonly xp: number | null };

const columns: readonly Column<Person>[] = [
  { id: 'name', header: 'Name', width: 200, cell: (p) => p.name, sortValue: (p) => p.name },
  { id: 'xp', header: 'XP', width: 80, align: 'end', cell: (p) => p.xp, sortValue: (p) => p.xp },
];
const rowKey = (person: Person) => person.id;

function people(count: number): readonly Person[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `p${index}`,
    name: `Person ${index}`,
    xp: index === 1 ? null : (index * 7) % 10,
  }));
}

type Options = {
  readonly rows?: readonly Person[];
  readonly onOpen?: (person: Person) => void;
  readonly emptyKind?: EmptyKind;
  readonly onClearFilter?: () => void;
};

function Harness({ rows = people(100_000), ...rest }: Options) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  return (
    <>
      <output>{[...keys].join(' ')}</output>
      <DataTable
        id="test"
        label="People"
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        selection={{ keys, onChange: setKeys }}
        bulkActions={<button type="button">Award</button>}
        empty={<p>Nobody yet</p>}
        {...rest}
      />
    </>
  );
}

function grid(): HTMLElement {
  return screen.getByRole('grid', { name: 'People' });
}

function press(key: string, modifiers: { shiftKey?: boolean; ctrlKey?: boolean } = {}): void {
  fireEvent.keyDown(grid(), { key, ...modifiers });
}

function activeRow(): string | null {
  const id = grid().getAttribute('aria-activedescendant');
  return id ? (document.getElementById(id)?.textContent ?? null) : null;
}

function selected(): string {
  return document.querySelector('output')?.textContent ?? '';
}

beforeAll(() => {
  // happy-dom lays nothing out: a table without height would draw no row.
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(640);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(640);
});
beforeEach(() => window.localStorage.clear());

describe('a table of any length', () => {
  it('draws only the rows in view and tells readers how many there are', () => {
    renderPart(<Harness />);
    expect(grid().getAttribute('aria-rowcount')).toBe('100001');
    const drawn = screen.getAllByRole('row').length;
    expect(drawn).toBeGreaterThan(10);
    expect(drawn).toBeLessThan(60);
    expect(screen.getAllByRole('row')[1]?.getAttribute('aria-rowindex')).toBe('2');
  });

  it('puts the cursor on the first row when the focus comes, and moves it with the arrows', () => {
    renderPart(<Harness />);
    fireEvent.focus(grid());
    expect(activeRow()).toContain('Person 0');
    press('ArrowDown');
    press('ArrowDown');
    press('ArrowUp');
    expect(activeRow()).toContain('Person 1');
    press('Home');
    press('ArrowUp');
    expect(activeRow()).toContain('Person 0');
  });

  it('opens the row of the cursor with Enter and any row with a double click', () => {
    const onOpen = vi.fn();
    renderPart(<Harness onOpen={onOpen} />);
    fireEvent.focus(grid());
    press('ArrowDown');
    press('Enter');
    expect(onOpen).toHaveBeenLastCalledWith(expect.objectContaining({ id: 'p1' }));
    fireEvent.doubleClick(screen.getByText('Person 4'));
    expect(onOpen).toHaveBeenLastCalledWith(expect.objectContaining({ id: 'p4' }));
  });
});

describe('selecting rows', () => {
  it('ticks with space and extends with shift and arrows', () => {
    renderPart(<Harness />);
    fireEvent.focus(grid());
    press(' ');
    expect(selected()).toBe('p0');
    press('ArrowDown', { shiftKey: true });
    press('ArrowDown', { shiftKey: true });
    expect(selected()).toBe('p0 p1 p2');
    expect(screen.getByText('Person 2').closest('[role=row]')?.getAttribute('aria-selected')).toBe(
      'true',
    );
  });

  it('takes a range with shift and click, one more with ctrl and click', () => {
    renderPart(<Harness />);
    fireEvent.click(screen.getByText('Person 2'));
    fireEvent.click(screen.getByText('Person 5'), { shiftKey: true });
    expect(selected()).toBe('p2 p3 p4 p5');
    fireEvent.click(screen.getByText('Person 7'), { ctrlKey: true });
    fireEvent.click(screen.getByText('Person 3'), { ctrlKey: true });
    expect(selected()).toBe('p2 p4 p5 p7');
  });

  it('takes all with Ctrl A, offers bulk actions, and lets go with Escape', () => {
    renderPart(<Harness rows={people(30)} />);
    press('a', { ctrlKey: true });
    expect(selected().split(' ')).toHaveLength(30);
    expect(screen.getByRole('toolbar').textContent).toContain('30 selected');
    expect(screen.getByRole('button', { name: 'Award' })).toBeTruthy();
    press('Escape');
    expect(selected()).toBe('');
    expect(screen.queryByRole('toolbar')).toBeNull();
  });

  it('lets go of rows that are no longer in the list', () => {
    const { rerender } = renderPart(<Harness rows={people(5)} />);
    press('a', { ctrlKey: true });
    rerender(<Harness rows={people(2)} />);
    expect(selected()).toBe('p0 p1');
  });
});

describe('order and widths', () => {
  it('sorts up, down and back, with absent values last both ways', () => {
    renderPart(<Harness rows={people(4)} />);
    const heading = screen.getByRole('button', { name: 'XP' });
    const order = () =>
      screen
        .getAllByRole('row')
        .slice(1)
        .map((row) => row.textContent?.slice(0, 8));
    fireEvent.click(heading);
    expect(heading.closest('[role=columnheader]')?.getAttribute('aria-sort')).toBe('ascending');
    expect(order()).toEqual(['Person 0', 'Person 3', 'Person 2', 'Person 1']);
    fireEvent.click(heading);
    expect(order()).toEqual(['Person 2', 'Person 3', 'Person 0', 'Person 1']);
    fireEvent.click(heading);
    expect(order()).toEqual(['Person 0', 'Person 1', 'Person 2', 'Person 3']);
  });

  it('keeps the width of a column between starts', () => {
    const first = renderPart(<Harness rows={people(4)} />);
    fireEvent.keyDown(screen.getByRole('button', { name: 'Name' }), {
      key: 'ArrowRight',
      altKey: true,
    });
    first.unmount();
    renderPart(<Harness rows={people(4)} />);
    expect(grid().style.getPropertyValue('--columns')).toContain('216px');
  });

  it('ignores remembered widths that are garbled', () => {
    window.localStorage.setItem('lectern.table.test', '{"name":"wide","xp":1e9');
    renderPart(<Harness rows={people(4)} />);
    expect(grid().style.getPropertyValue('--columns')).toContain('200px 80px');
  });
});

describe('a table without rows', () => {
  it('says what to do when there is nothing yet', () => {
    renderPart(<Harness rows={[]} />);
    expect(screen.getByText('Nobody yet')).toBeTruthy();
  });

  it('offers to clear the filter that hides everything', () => {
    const onClearFilter = vi.fn();
    renderPart(<Harness rows={[]} emptyKind="filtered" onClearFilter={onClearFilter} />);
    fireEvent.click(screen.getByRole('button', { name: 'Clear the filter' }));
    expect(onClearFilter).toHaveBeenCalledOnce();
    expect(screen.queryByText('Nobody yet')).toBeNull();
  });

  it('tells apart what was never synced', () => {
    renderPart(<Harness rows={[]} emptyKind="unsynced" />);
    expect(screen.getByText('Not synced yet')).toBeTruthy();
  });
});
