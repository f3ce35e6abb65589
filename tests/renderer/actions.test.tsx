// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Action } from '../../src/renderer/ui/actions/action';
import { startKeyDispatch } from '../../src/renderer/ui/actions/key-dispatch';
import { registerActions, runAction, useActions } from '../../src/renderer/ui/actions/registry';
import { chordOf, isSingleKey } from '../../src/renderer/ui/actions/shortcut';
import { remapShortcut, setSingleKeys } from '../../src/renderer/ui/actions/shortcut-settings';
import { keyNames } from '../../src/renderer/ui/kbd/key-names';
import { renderPart } from './support/render';

const offs: (() => void)[] = [];
beforeEach(() => {
  window.localStorage.clear();
  setSingleKeys(true);
  offs.push(startKeyDispatch());
});
afterEach(() => {
  for (const off of offs.splice(0)) off();
});

function action(
  id: string,
  shortcut: string,
  more: Partial<Action> = {},
): ReturnType<typeof vi.fn> {
  const run = vi.fn();
  offs.push(registerActions(() => [{ id, name: id, group: 'Test', shortcut, run, ...more }]));
  return run;
}

function press(key: string, init: KeyboardEventInit = {}, target: Element = document.body): void {
  fireEvent.keyDown(target, { key, ...init });
}

describe('shortcuts', () => {
  it('run the action, and the newest one when two share a key', () => {
    const app = action('app.x', 'x');
    press('x');
    const place = action('place.x', 'x');
    press('x');
    expect([app.mock.calls.length, place.mock.calls.length]).toEqual([1, 1]);
  });

  it('may be two keys one after the other', () => {
    const go = action('go.courses', 'g c');
    const other = action('app.c', 'c');
    press('g');
    press('c');
    expect(go).toHaveBeenCalledOnce();
    expect(other).not.toHaveBeenCalled();
    press('c');
    expect(other).toHaveBeenCalledOnce();
  });

  it('of a single key are off while typing, chords are not', () => {
    renderPart(<input aria-label="Name" />);
    const field = screen.getByLabelText('Name');
    const single = action('place.j', 'j');
    const chord = action('app.palette', 'mod+k');
    const anyway = action('room.next', 'Enter', { whileTyping: true });
    press('j', {}, field);
    press('k', { ctrlKey: true }, field);
    press('Enter', {}, field);
    expect(single).not.toHaveBeenCalled();
    expect(chord).toHaveBeenCalledOnce();
    expect(anyway).toHaveBeenCalledOnce();
  });

  it('leave undo to the text only while a field was really changed', () => {
    renderPart(<input aria-label="Score" />);
    const field = screen.getByLabelText('Score');
    const undo = action('app.undo', 'mod+z');
    fireEvent.focusIn(field);
    press('z', { ctrlKey: true }, field);
    expect(undo).toHaveBeenCalledOnce();
    fireEvent.input(field, { target: { value: '7' } });
    press('z', { ctrlKey: true }, field);
    expect(undo).toHaveBeenCalledOnce();
  });

  it('of a single key can be turned off; chords and named keys stay', () => {
    const single = action('place.j', 'j');
    const named = action('place.enter', 'Enter');
    setSingleKeys(false);
    press('j');
    press('Enter');
    expect(single).not.toHaveBeenCalled();
    expect(named).toHaveBeenCalledOnce();
  });

  it('can be given other keys, and their own again', () => {
    const run = action('place.next', 'j');
    remapShortcut('place.next', 'n');
    press('j');
    expect(run).not.toHaveBeenCalled();
    press('n');
    expect(run).toHaveBeenCalledOnce();
    remapShortcut('place.next', undefined);
    press('j');
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('leave Enter to the button that has the focus', () => {
    renderPart(<button type="button">Save</button>);
    const run = action('place.open', 'Enter');
    press('Enter', {}, screen.getByRole('button'));
    expect(run).not.toHaveBeenCalled();
  });

  it('are silent while a dialog is open', () => {
    const run = action('place.j', 'j');
    renderPart(<div role="dialog" aria-modal="true" aria-label="Sure?" />);
    press('j');
    expect(run).not.toHaveBeenCalled();
  });

  it('do nothing for an action that is disabled', () => {
    const run = action('place.j', 'j', { disabled: true });
    press('j');
    runAction('place.j');
    expect(run).not.toHaveBeenCalled();
  });
});

describe('actions of a component', () => {
  it('exist only while it is shown, and run with its newest state', () => {
    const seen: number[] = [];
    function Place({ step }: { readonly step: number }) {
      useActions([{ id: 'p.a', name: 'A', group: 'P', shortcut: 'a', run: () => seen.push(step) }]);
      return null;
    }
    const { rerender, unmount } = renderPart(<Place step={1} />);
    rerender(<Place step={2} />);
    press('a');
    unmount();
    press('a');
    expect(seen).toEqual([2]);
  });
});

describe('the name of a chord', () => {
  const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  it('shows shift only where the character does not', () => {
    expect(chordOf({ ...plain, key: '?', shiftKey: true })).toBe('?');
    expect(chordOf({ ...plain, key: 'Z', ctrlKey: true, shiftKey: true })).toBe('mod+Shift+z');
    expect(chordOf({ ...plain, key: 'ArrowDown', altKey: true })).toBe('Alt+ArrowDown');
  });
  it('is written as a person reads it', () => {
    expect(keyNames('mod+Shift+z')).toBe('Ctrl Shift Z');
    expect(keyNames('g c')).toBe('G C');
    expect(keyNames('Enter')).toBe('↵');
  });
  it('counts characters as single keys, not chords or named keys', () => {
    expect(['j', 'Shift+j', '?', 'g c'].every(isSingleKey)).toBe(true);
    expect(['mod+j', 'Enter', 'F2'].some(isSingleKey)).toBe(false);
  });
});
