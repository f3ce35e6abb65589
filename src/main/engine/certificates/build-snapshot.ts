import {
  cleanPrintedText,
  formatCode,
  type VerificationCode,
} from '../../../shared/domain/certificates';
import type { ReadableDb } from '../storage/database';
import { readSettings } from '../settings/read-settings';
import { personName, type CertifiedCourse } from './eligibility-repository';
import type { CertificateSnapshot, CertificateWords } from './snapshot';

/** The design every certificate has for now; a version is never edited, only followed by another. */
export const classicTemplate = {
  id: 'classic-1',
  version: 1,
  name: 'Classic',
  design: { layout: 'classic-1', language: 'en' },
} as const;

const words: CertificateWords = {
  title: 'Certificate of Completion',
  certifies: 'This certifies that',
  completed: 'has completed the course',
  issuedOn: 'Date of issue',
  length: 'Course length',
  code: 'Verification code',
  verify: 'Scan to verify',
};

const printedDay = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** What is the same on every certificate of one course. */
export type CourseWording = Pick<
  CertificateSnapshot,
  'courseTitle' | 'printedLength' | 'issuer' | 'signatory' | 'signatoryRole'
> & { readonly verificationBaseUrl: string };

/** A printable text, or null: an optional line is left out rather than printed wrongly. */
function optionalText(text: string | undefined): string | null {
  const clean = cleanPrintedText(text ?? '');
  return clean.ok ? clean.value : null;
}

/** Reads what certificates of a course say; the title is cleaned and must be printable. */
export function courseWording(
  db: ReadableDb,
  course: CertifiedCourse,
  title: string,
): CourseWording {
  const hours = course.estimatedHours;
  const { issuerName, verificationBaseUrl } = readSettings(db, '');
  return {
    courseTitle: title,
    printedLength: hours === null || hours === 0 ? null : hours === 1 ? '1 hour' : `${hours} hours`,
    issuer: optionalText(issuerName),
    signatory: optionalText(personName(db, course.createdById)),
    signatoryRole: 'Course author',
    verificationBaseUrl,
  };
}

/** The address a code is checked at: the base with the code, or a URN when there is no base. */
export function verificationUrl(base: string, code: string): string {
  if (base === '') return `urn:lectern:certificate:${code}`;
  return `${base}${/[/=]$/u.test(base) ? '' : '/'}${code}`;
}

/** Writes down everything one certificate will say. */
export function buildSnapshot(
  wording: CourseWording,
  learner: { readonly name: string; readonly code: VerificationCode; readonly issuedAt: string },
): CertificateSnapshot {
  const { verificationBaseUrl, ...printed } = wording;
  return {
    ...printed,
    layout: 'classic-1',
    language: 'en',
    words,
    code: learner.code,
    printedCode: formatCode(learner.code),
    verificationUrl: verificationUrl(verificationBaseUrl, learner.code),
    learnerName: learner.name,
    issuedAt: learner.issuedAt,
    printedDate: printedDay.format(new Date(learner.issuedAt)),
  };
}
