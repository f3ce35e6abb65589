// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  client,
  forgetWorkspace,
  loadTableDependencies,
  setOutcomeSink,
  startLiveQueries,
  useAutosave,
  useCommand,
  useQuery,
} from '../../src/renderer/client';
import { failure } from '../../src/shared/kernel/errors';
import { err, ok } from '../../src/shared/kernel/result';
import { installFakeBridge } from './support/fake-bridge';
import type { FakeBridge } from './support/fake-bridge';
import { renderPart } from './support/render';

let engine: FakeBridge;
beforeEach(() => {
  engine = installFakeBridge();
  forgetWorkspace();
});

function called(method: string): number {
  return engine.calls.filter((call) => call.method === method).length;
}

function Zone() {
  const query = useQuery(client.settings.get, {});
  return (
    <p>
      {query.isLoading && 'loading'}
      {query.data?.streakZone}
      {query.failure && (
        <button type="button" onClick={query.retry}>
          {query.failure.message}
        </button>
      )}
    </p>
  );
}

describe('the typed client', () => {
  it('sends a call under its wire name and keeps its identity', async () => {
    engine.answer('courses.list', () => ok({ courses: [] }));
    expect(client.courses.list).toBe(client.courses.list);
    expect(await client.courses.list({})).toEqual(ok({ courses: [] }));
    expect(engine.calls).toEqual([{ method: 'courses.list', input: {} }]);
  });

  it('asks the engine to give up a call whose signal is aborted', async () => {
    const abort = new AbortController();
    engine.answer('courses.list', () => new Promise((done) => setTimeout(() => done(ok({})), 5)));
    const call = client.courses.list({}, { signal: abort.signal });
    abort.abort();
    expect(engine.cancelled).toHaveLength(1);
    await call;
  });

  it('does not send a call that was cancelled before', async () => {
    const result = await client.courses.list({}, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(engine.calls).toHaveLength(0);
  });
});

describe('a query on screen', () => {
  it('is fetched again when rows it depends on change, and not for other rows', async () => {
    await loadTableDependencies();
    const stop = startLiveQueries();
    let zone = 'Europe/Berlin';
    engine.answer('settings.get', () => ok({ streakZone: zone }));
    renderPart(<Zone />);
    expect(screen.getByText('loading')).toBeTruthy();
    await screen.findByText('Europe/Berlin');
    act(() => engine.emit('changed', { tables: ['Course'] }));
    expect(called('settings.get')).toBe(1);
    zone = 'Asia/Tokyo';
    act(() => engine.emit('changed', { tables: ['lectern_setting'] }));
    expect(screen.getByText('Europe/Berlin')).toBeTruthy();
    await screen.findByText('Asia/Tokyo');
    stop();
  });

  it('shows a failure, tries again, and asks once more when the engine is back', async () => {
    const stop = startLiveQueries();
    engine.answer('settings.get', () => err(failure('engine_stopped', 'It stopped.')));
    renderPart(<Zone />);
    const retry = await screen.findByRole('button', { name: 'It stopped.' });
    fireEvent.click(retry);
    await waitFor(() => expect(called('settings.get')).toBe(2));
    engine.answer('settings.get', () => ok({ streakZone: 'UTC' }));
    act(() => engine.setState({ state: 'restarting', attempt: 1 }));
    act(() => engine.setState({ state: 'ready' }));
    await screen.findByText('UTC');
    stop();
  });

  it('drops an answer that a later one has overtaken', async () => {
    const stop = startLiveQueries();
    const waiting: ((zone: string) => void)[] = [];
    engine.answer(
      'settings.get',
      () => new Promise((done) => waiting.push((streakZone) => done(ok({ streakZone })))),
    );
    renderPart(<Zone />);
    await waitFor(() => expect(waiting).toHaveLength(1));
    act(() => engine.emit('changed', { tables: ['lectern_setting'] }));
    await waitFor(() => expect(waiting).toHaveLength(2));
    await act(async () => waiting[1]?.('new'));
    await act(async () => waiting[0]?.('old'));
    expect(screen.getByText('new')).toBeTruthy();
    stop();
  });

  it('asks once for two views of the same', async () => {
    engine.answer('settings.get', () => ok({ streakZone: 'UTC' }));
    renderPart(
      <>
        <Zone />
        <Zone />
      </>,
    );
    expect(await screen.findAllByText('UTC')).toHaveLength(2);
    expect(called('settings.get')).toBe(1);
  });
});

describe('a command', () => {
  function Save({ undoable = false }: { readonly undoable?: boolean }) {
    const save = useCommand(client.courses.create, {
      success: ({ id }) => `Made ${id}`,
      undoable,
      failureTitle: 'Not made',
    });
    return (
      <button type="button" onClick={() => void save.run({ title: 'Optics' })}>
        {save.isPending ? 'running' : 'idle'}
      </button>
    );
  }

  it('is pending while it runs and offers to undo exactly this action', async () => {
    const sink = { done: vi.fn(), failed: vi.fn() };
    const off = setOutcomeSink(sink);
    engine.answer('courses.create', () => ok({ id: 'c1' }));
    engine.answer('history.next', () => ok({ undo: { action: 'a7' }, redo: null }));
    engine.answer('history.undo', () => ok({}));
    renderPart(<Save undoable />);
    fireEvent.click(screen.getByRole('button'));
    expect(screen.getByText('running')).toBeTruthy();
    await screen.findByText('idle');
    await waitFor(() => expect(sink.done).toHaveBeenCalledWith('Made c1', expect.any(Function)));
    sink.done.mock.calls[0]?.[1]();
    expect(engine.calls.at(-1)).toEqual({ method: 'history.undo', input: { action: 'a7' } });
    off();
  });

  it('reports a failure with its title and reference', async () => {
    const sink = { done: vi.fn(), failed: vi.fn() };
    const off = setOutcomeSink(sink);
    const full = { ...failure('disk_full', 'The disk is full.'), reference: 'R-1' };
    engine.answer('courses.create', () => err(full));
    renderPart(<Save />);
    fireEvent.click(screen.getByRole('button'));
    await waitFor(() => expect(sink.failed).toHaveBeenCalledWith(full, 'Not made', undefined));
    expect(sink.done).not.toHaveBeenCalled();
    off();
  });
});

describe('a field that stores itself', () => {
  function Name({ stored, store }: Parameters<typeof useNameField>[0]) {
    const { value, setValue, flush, state } = useNameField({ stored, store });
    return (
      <>
        <input
          aria-label="Name"
          value={value}
          onChange={(event) => setValue(event.target.value)}
          onBlur={flush}
        />
        <output>{state}</output>
      </>
    );
  }
  function useNameField(field: {
    readonly stored: string;
    readonly store: Parameters<typeof useAutosave<string>>[1];
  }) {
    return useAutosave(field.stored, field.store);
  }

  it('stores once, half a second after the last key', async () => {
    vi.useFakeTimers();
    const store = vi.fn(async () => ok({}));
    renderPart(<Name stored="Ada" store={store} />);
    const input = screen.getByLabelText('Name');
    fireEvent.change(input, { target: { value: 'Ada L' } });
    fireEvent.change(input, { target: { value: 'Ada Lo' } });
    expect(store).not.toHaveBeenCalled();
    await act(() => vi.advanceTimersByTimeAsync(600));
    expect(store.mock.calls).toEqual([['Ada Lo']]);
    vi.useRealTimers();
  });

  it('stores what is left when it goes away', () => {
    const store = vi.fn(async () => ok({}));
    const { unmount } = renderPart(<Name stored="Ada" store={store} />);
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Grace' } });
    unmount();
    expect(store.mock.calls).toEqual([['Grace']]);
  });

  it('keeps the text that could not be stored', async () => {
    const store = vi.fn(async () => err(failure('disk_full', 'Full.')));
    renderPart(<Name stored="Ada" store={store} />);
    const input = screen.getByLabelText<HTMLInputElement>('Name');
    fireEvent.change(input, { target: { value: 'Grace' } });
    fireEvent.blur(input);
    await screen.findByText('failed');
    expect(input.value).toBe('Grace');
  });
});
