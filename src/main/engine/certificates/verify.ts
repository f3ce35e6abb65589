import { existsSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import type { certificates } from '../../../shared/contract/certificates';
import type { OutputOf } from '../../../shared/contract/define';
import { parseCode } from '../../../shared/domain/certificates';
import { toInstant } from '../../../shared/kernel/clock';
import type { Failure } from '../../../shared/kernel/errors';
import { ok, type Result } from '../../../shared/kernel/result';
import type { EngineContext } from '../context';
import { readCertificateFile, type CertificateFile } from './read-certificate-file';
import {
  findCertificateByCode,
  findDetailByCode,
  findDetailByHash,
  printedCode,
  type CertificateDetail,
} from './repository';

export type Verdict = OutputOf<typeof certificates.verify>;

type Answer = Omit<Verdict, 'checkedAgainst'>;

const nothingKnown = { code: null, learnerName: null, course: null, issuedAt: null } as const;

/** What a stored version says about itself; a pending one has not been issued. */
function fromDetail(detail: CertificateDetail): Answer {
  const known = {
    code: printedCode(detail.code),
    learnerName: detail.printed.learnerName,
    course: detail.printed.courseTitle,
    issuedAt: detail.issuedAt,
  };
  const reason = detail.reason === null ? '' : ` Reason: ${detail.reason}.`;
  switch (detail.status) {
    case 'issued':
      return { ...known, status: 'valid', message: 'This certificate was issued and stands.' };
    case 'superseded':
      return {
        ...known,
        status: 'superseded',
        message: `This certificate was issued, and a newer one has taken its place.${reason}`,
      };
    case 'revoked':
      return {
        ...known,
        status: 'revoked',
        message: `This certificate was issued and has been revoked.${reason}`,
      };
    case 'pending':
      return {
        ...nothingKnown,
        code: known.code,
        status: 'unknown',
        message: 'This certificate is being prepared and has not been issued.',
      };
  }
}

function verifyCode(typed: string, context: EngineContext): Answer {
  const db = context.workspace.read;
  const parsed = parseCode(typed);
  const detail = parsed.ok ? findDetailByCode(db, parsed.value) : undefined;
  if (detail) return fromDetail(detail);
  // The LMS may have issued certificates of its own, with codes in its own shape.
  const certificate =
    findCertificateByCode(db, typed.trim()) ??
    (parsed.ok ? findCertificateByCode(db, parsed.value) : undefined);
  if (certificate) {
    const { learnerName, course, issuedAt } = certificate;
    return {
      code: certificate.code,
      learnerName,
      course,
      issuedAt,
      status: 'valid',
      message: 'This certificate was issued and stands.',
    };
  }
  if (!parsed.ok) {
    const hint = parsed.error.message.replace(/[.!]$/u, '');
    return {
      ...nothingKnown,
      status: 'invalid',
      message: `This is not a verification code. ${hint}.`,
    };
  }
  return {
    ...nothingKnown,
    code: printedCode(parsed.value),
    status: 'unknown',
    message:
      'The code is well formed, but this workspace does not know it. Another workspace or the server may.',
  };
}

function verifyFile(file: CertificateFile, context: EngineContext): Answer {
  const db = context.workspace.read;
  const exact = findDetailByHash(db, file.sha256);
  if (exact) return fromDetail(exact);
  const named = file.codes
    .map((code) => findDetailByCode(db, code))
    .find((one) => one !== undefined);
  if (named && named.sha256 !== null && named.status !== 'pending') {
    return {
      ...fromDetail(named),
      status: 'invalid',
      message:
        'A certificate with this code was issued, but this file is not, byte for byte, the one that was: it has been changed or saved again since. Check the code by itself to see what was issued.',
    };
  }
  const code = file.codes[0] === undefined ? null : printedCode(file.codes[0]);
  return {
    ...nothingKnown,
    code,
    status: 'unknown',
    message: 'This workspace does not know this file. Another workspace or the server may.',
  };
}

/** Whether what a person gave means a file: it ends in `.pdf` or names one that is there. */
function namesFile(given: string): boolean {
  if (extname(given).toLowerCase() === '.pdf') return true;
  return !parseCode(given).ok && /[\\/.]/u.test(given) && existsSync(given);
}

/** The last part of a verification address or URN; anything else stays as it is. */
function codePart(given: string): string {
  const address = /^(?:https?:\/\/|urn:lectern:certificate:)/iu.test(given);
  return address
    ? (given
        .split(/[/:=]/u)
        .filter((part) => part !== '')
        .at(-1) ?? given)
    : given;
}

/**
 * Checks a code as typed, a verification address, or a PDF. Never says that something was
 * tampered with when it merely cannot be checked from here.
 * Failure: a file that cannot be read or is no PDF.
 */
export async function verifyCertificate(
  given: string,
  context: EngineContext,
): Promise<Result<Verdict, Failure>> {
  const now = toInstant(context.clock.now());
  const checkedAgainst = `${basename(context.workspace.file)} at ${now}`;
  const trimmed = given.trim();
  if (!namesFile(trimmed)) return ok({ ...verifyCode(codePart(trimmed), context), checkedAgainst });
  const file = await readCertificateFile(resolve(trimmed));
  if (!file.ok) return file;
  return ok({ ...verifyFile(file.value, context), checkedAgainst });
}
