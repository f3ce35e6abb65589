import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

const root = resolve(import.meta.dirname, '../..');

export type LaunchOptions = {
  /** The folder the program keeps everything in; pass the same one again to test a restart. */
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** A packaged program instead of the built folder. */
  readonly executablePath?: string;
};

export type LaunchedLectern = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly home: string;
  /** Everything the program and the page have said, for the message of a failed test. */
  readonly log: () => string;
  /** Ends the program; the home folder stays, so that the next launch can use it. */
  readonly close: () => Promise<void>;
};

const homesMadeHere: string[] = [];
process.on('exit', () =>
  homesMadeHere.forEach((home) => rmSync(home, { recursive: true, force: true })),
);

/** A fresh folder for the program, removed when the tests end. */
export function makeHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'lectern-home-'));
  homesMadeHere.push(home);
  return home;
}

/** Starts the program as `npm start` does, with a home of its own, and waits for its first window. */
export async function launchLectern(options: LaunchOptions = {}): Promise<LaunchedLectern> {
  const home = options.home ?? makeHome();
  const switches = [
    `--user-data-dir=${join(home, 'window')}`,
    '--disable-gpu',
    '--log-level=3',
    ...(options.args ?? []),
  ];
  const app = await _electron.launch({
    ...(options.executablePath
      ? { executablePath: options.executablePath, args: switches }
      : { args: [root, ...switches] }),
    cwd: root,
    // The driver would otherwise start Chromium with its sandbox off, and the program insists on it.
    chromiumSandbox: true,
    env: { ...definedEnvironment(), LECTERN_HOME: home, ...options.env },
    timeout: 60_000,
  });
  const log = keepLog(app);
  const page = await app.firstWindow({ timeout: 60_000 });
  await page.waitForLoadState('domcontentloaded');
  return { app, page, home, log, close: () => close(app) };
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

function keepLog(app: ElectronApplication): () => string {
  const lines: string[] = [];
  const child = app.process();
  child.stdout?.on('data', (piece: Buffer) => lines.push(String(piece)));
  child.stderr?.on('data', (piece: Buffer) => lines.push(String(piece)));
  app.on('window', (page) => {
    page.on('console', (message) => lines.push(`[console ${message.type()}] ${message.text()}\n`));
    page.on('pageerror', (error) => lines.push(`[page error] ${error.stack ?? error.message}\n`));
  });
  return () => lines.join('');
}

/** A program that does not end by itself is ended, so that one hanging test does not hold up the rest. */
async function close(app: ElectronApplication): Promise<void> {
  const child = app.process();
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  try {
    await app.close();
  } catch {
    // Already gone: a test may have ended it on purpose.
  } finally {
    clearTimeout(timer);
  }
}
