// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { OfflineFile, OfflineFileStatus } from '../../src/shared/contract/attachments';
import { WorkFiles } from '../../src/renderer/features/grading/work-files';
import { OfflineFilesSection } from '../../src/renderer/features/settings/offline-files-section';
import { ok } from '../../src/shared/kernel/result';
import { installFakeBridge } from './support/fake-bridge';
import type { FakeBridge } from './support/fake-bridge';
import { renderPart } from './support/render';

let bridge: FakeBridge;
let made = 0;
beforeEach(() => {
  bridge = installFakeBridge();
  made += 1;
});

function aFile(fields: Partial<OfflineFile>): OfflineFile {
  const name = fields.name ?? 'essay.pdf';
  return {
    url: `https://files.example.org/${name}`,
    name,
    state: 'kept',
    bytes: null,
    contentType: null,
    fetchedAt: null,
    problem: null,
    retryAt: null,
    ...fields,
  };
}

function show(files: readonly OfflineFile[], canFetch = true): void {
  bridge.answer('attachments.list', () => ok({ files, canFetch }));
  // An answer is remembered by its input: each test asks about another submission.
  renderPart(<WorkFiles submissionId={`s${made}`} />);
}

const sent = (method: string) =>
  bridge.calls.filter((call) => call.method === method).map(({ input }) => input);

describe('the files in the grading room', () => {
  it('say in words whether each is here without a network, and why not', async () => {
    show([
      aFile({ name: 'kept.pdf', bytes: 1_500_000 }),
      aFile({ name: 'later.pdf', state: 'waiting' }),
      aFile({
        name: 'huge.mp4',
        state: 'too_large',
        problem: { code: 'too_large', message: 'It is larger than a single file may be.' },
      }),
      aFile({
        name: 'gone.pdf',
        state: 'failed',
        retryAt: '2026-03-02T10:00:00.000Z',
        problem: { code: 'http', message: 'Its server answered with 404.' },
      }),
      aFile({
        name: 'local.txt',
        state: 'refused',
        problem: { code: 'scheme', message: 'Only http and https are fetched, not file.' },
      }),
    ]);
    expect((await screen.findByText(/^offline · 1\.5 MB$/)).textContent).toBe('offline · 1.5 MB');
    for (const words of ['not yet offline', 'too large', 'not offline', 'refused']) {
      expect(screen.getByText(words)).toBeTruthy();
    }
    expect(screen.getByText(/answered with 404/)).toBeTruthy();
    expect(screen.getByText(/Only http and https/)).toBeTruthy();
    const buttons = screen.getAllByRole('button').map((one) => one.getAttribute('aria-label'));
    expect(buttons.filter(Boolean)).toEqual([
      'Save a copy of kept.pdf…',
      'Fetch later.pdf now',
      'Fetch gone.pdf now',
    ]);
  });

  it('save a copy of a kept one where the person says, and never open it', async () => {
    const file = aFile({ name: 'essay.pdf', bytes: 10 });
    const saveFile = vi.fn(async () => '/home/ada/essay.pdf');
    Object.assign(window.lectern.shell, { saveFile });
    bridge.answer('attachments.saveCopy', () => ok({ file: '/home/ada/essay.pdf', bytes: 10 }));
    show([file]);
    fireEvent.click(await screen.findByRole('button', { name: /Save a copy of essay\.pdf/ }));
    await waitFor(() =>
      expect(sent('attachments.saveCopy')).toEqual([
        { url: file.url, file: '/home/ada/essay.pdf' },
      ]),
    );
    expect(saveFile).toHaveBeenCalledWith(expect.objectContaining({ suggestedName: 'essay.pdf' }));
    expect(document.querySelector('iframe, embed, object, a[href], img')).toBeNull();
  });

  it('save nothing when the person changes their mind, and offer no fetching without a server', async () => {
    show([aFile({}), aFile({ name: 'other.pdf', state: 'not_kept' })], false);
    fireEvent.click(await screen.findByRole('button', { name: /Save a copy/ }));
    await Promise.resolve();
    expect(sent('attachments.saveCopy')).toEqual([]);
    expect(screen.queryByRole('button', { name: /Fetch/ })).toBeNull();
  });

  it('fetch one at once when asked', async () => {
    const file = aFile({ state: 'waiting' });
    show([file]);
    fireEvent.click(await screen.findByRole('button', { name: /Fetch essay\.pdf now/ }));
    await waitFor(() => expect(sent('attachments.fetch')).toEqual([{ urls: [file.url] }]));
  });
});

describe('the settings of offline files', () => {
  const status: OfflineFileStatus = {
    enabled: true,
    totalBytes: 2_000_000_000,
    fileBytes: 200_000_000,
    allowPrivate: false,
    hasServer: true,
    running: false,
    folder: '/data/files',
    kept: 3,
    keptBytes: 4_200_000,
    waiting: 1,
    failed: 0,
    tooLarge: 0,
    refused: 0,
    problems: [],
  };

  it('store the budget when the field is left, and turn fetching off at once', async () => {
    bridge.answer('attachments.status', () => ok(status));
    bridge.answer('attachments.configure', () => ok(status));
    renderPart(<OfflineFilesSection />);
    const total = await screen.findByRole('textbox', { name: /All files together/ });
    expect((total as HTMLInputElement).value).toBe('2');
    fireEvent.change(total, { target: { value: '5' } });
    expect(sent('attachments.configure')).toEqual([]);
    fireEvent.blur(total);
    fireEvent.click(screen.getByRole('switch', { name: /Keep the files/ }));
    await waitFor(() =>
      expect(sent('attachments.configure')).toEqual([
        { totalBytes: 5_000_000_000 },
        { enabled: false },
      ]),
    );
    expect(screen.getByText('3 files · 4.2 MB')).toBeTruthy();
  });
});
