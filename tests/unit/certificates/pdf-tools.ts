import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether a program is installed. */
function has(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined;
}

/** What the tests of whole files need; the names say what to install where they are skipped. */
export const missingPdfTools = [
  ...(has('pdftotext') ? [] : ['pdftotext (poppler-utils)']),
  ...(has('qpdf') ? [] : ['qpdf']),
];

/** Added to a suite's name when its tools are missing, so that the report says why it is skipped. */
export const whySkipped =
  missingPdfTools.length === 0 ? '' : ` (skipped: needs ${missingPdfTools.join(' and ')})`;

type Output = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

function run(program: string, ...words: readonly string[]): Output {
  return spawnSync(program, words, { encoding: 'utf8' });
}

function withFile<T>(pdf: Uint8Array, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-pdf-'));
  try {
    const file = join(folder, 'page.pdf');
    writeFileSync(file, pdf);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * The text a reader copies, NFC, without the direction marks that pdftotext writes around
 * right-to-left words and without spaces, which it guesses from gaps.
 */
export function textOf(pdf: Uint8Array): string {
  return withFile(pdf, (file) => {
    const { status, stdout } = run('pdftotext', '-enc', 'UTF-8', file, '-');
    if (status !== 0) throw new Error('pdftotext could not read the file');
    return squeezed(stdout);
  });
}

/** A text as `textOf` shows it. */
export function squeezed(text: string): string {
  return text.normalize('NFC').replace(/[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}

/** What qpdf complains of; empty for a clean file. */
export function complaintsOf(pdf: Uint8Array): string {
  return withFile(pdf, (file) => {
    const { status, stderr } = run('qpdf', '--check', file);
    return status === 0 ? '' : stderr || `qpdf ended with ${status}`;
  });
}

/** How many pages the file has. */
export function pagesOf(pdf: Uint8Array): number {
  return withFile(pdf, (file) => Number(run('qpdf', '--show-npages', file).stdout));
}
