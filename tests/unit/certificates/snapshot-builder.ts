import { createVerificationCode, formatCode } from '../../../src/shared/domain/certificates';
import type { CertificateSnapshot } from '../../../src/main/engine/certificates/snapshot';

/** A code that is the same in every run. */
export const sampleCode = createVerificationCode((length) => new Uint8Array(length).fill(7));

/** A certificate as it would be issued; the fields given replace the usual ones. */
export function aSnapshot(fields: Partial<CertificateSnapshot> = {}): CertificateSnapshot {
  return {
    layout: 'classic-1',
    language: 'en',
    words: {
      title: 'Certificate of Completion',
      certifies: 'This certifies that',
      completed: 'has completed the course',
      issuedOn: 'Date of issue',
      length: 'Course length',
      code: 'Verification code',
      verify: 'Scan to verify',
    },
    code: sampleCode,
    printedCode: formatCode(sampleCode),
    verificationUrl: `https://learn.example/verify/${sampleCode}`,
    learnerName: 'Zoë Müller',
    courseTitle: 'Describing Data',
    issuedAt: '2025-03-03T10:00:00.000Z',
    printedDate: '3 March 2025',
    printedLength: '24 hours',
    issuer: 'Northfield Institute of Science',
    signatory: 'Ada Grünwald',
    signatoryRole: 'Course author',
    ...fields,
  };
}
