import { extname } from 'node:path';
import { fail } from '../../../../../shared/kernel/errors';
import { writeWhole } from '../../../import/write-whole';
import type { MigrationReport } from './gather-report';
import { reportPage } from './report-page';

/**
 * Writes a report as a page (.html, .htm) or as JSON (.json), whole or not at all, over an older one
 * of that name. Fails with `bad_input` for another ending or a place that cannot be written.
 */
export function writeReport(
  report: MigrationReport,
  file: string,
): { readonly file: string; readonly bytes: number } {
  const text = textFor(report, extname(file).toLowerCase());
  if (text === undefined) {
    fail(
      'bad_input',
      `A report is a page to read (.html) or data (.json), and ${file} is neither by its name. Nothing was written. Give the file one of these endings.`,
      { file },
    );
  }
  writeWhole(file, text);
  return { file, bytes: Buffer.byteLength(text) };
}

function textFor(report: MigrationReport, ending: string): string | undefined {
  if (ending === '.html' || ending === '.htm') return reportPage(report);
  if (ending === '.json') return `${JSON.stringify(report, null, 2)}\n`;
  return undefined;
}
