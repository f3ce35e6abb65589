import type { ConnectFailure } from './connect-problem';
import { errorParts } from './postgres-errors';
import { serverPlace, type PostgresSettings } from './postgres-settings';

const unknownIssuer =
  'If the server is yours, choose the certificate of its authority (PEM) as the trusted one; providers offer it as “root certificate” or “CA”.';

const certificateCodes: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: ['is signed by nobody but itself', unknownIssuer],
  SELF_SIGNED_CERT_IN_CHAIN: ['comes from an authority that is not known here', unknownIssuer],
  UNABLE_TO_GET_ISSUER_CERT: ['comes from an authority that is not known here', unknownIssuer],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    'comes from an authority that is not known here',
    unknownIssuer,
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'comes from an authority that is not known here',
    unknownIssuer,
  ],
  CERT_HAS_EXPIRED: [
    'has expired',
    'Have it renewed. If it is valid, check the date of this computer.',
  ],
  CERT_NOT_YET_VALID: [
    'is not valid yet',
    'Check the date of this computer, and the dates of the certificate.',
  ],
  CERT_REVOKED: ['has been revoked', 'Ask whoever runs the server for the right address.'],
};

/** What is wrong with the server's certificate; undefined when the error is about something else. */
export function certificateProblem(
  error: unknown,
  settings: PostgresSettings,
): ConnectFailure | undefined {
  const { code, message } = errorParts(error);
  const whose = `The certificate of ${serverPlace(settings)}`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return certificate(
      `${whose} is for another name: ${namesOf(error)}.`,
      `Connect by a name it was made for. If you are certain that it is the right server, choose TLS without the name (verify-ca).`,
    );
  }
  const known = certificateCodes[code];
  if (known) return certificate(`${whose} ${known[0]}.`, known[1]);
  if (!/^(ERR_SSL_|ERR_TLS_|EPROTO$|ERR_OSSL_)/.test(code)) return undefined;
  return certificate(
    `The server ${serverPlace(settings)} and Lectern could not agree on TLS: ${plainWords(message)}.`,
    'Check that the server allows TLS 1.2 or newer and that its certificate is whole.',
  );
}

function certificate(what: string, remedy: string): ConnectFailure {
  return { problem: 'certificate', code: 'refused', what, remedy };
}

/** The names a certificate is for, as Node hands it over with the error. */
function namesOf(error: unknown): string {
  const seen = { found: '' };
  if (typeof error === 'object' && error !== null) {
    const shown: unknown = Reflect.get(error, 'cert');
    if (typeof shown === 'object' && shown !== null) {
      const names: unknown = Reflect.get(shown, 'subjectaltname');
      const subject: unknown = Reflect.get(shown, 'subject');
      const common: unknown =
        typeof subject === 'object' && subject !== null ? Reflect.get(subject, 'CN') : undefined;
      seen.found = typeof names === 'string' ? names : typeof common === 'string' ? common : '';
    }
  }
  return seen.found === '' ? 'it names none' : seen.found.replaceAll('DNS:', '');
}

/** OpenSSL's own sentence out of `error:0A000102:SSL routines::unsupported protocol:…`. */
function plainWords(message: string): string {
  return (
    message.split(':').find((part) => / [a-z]/.test(part) && !part.includes('routines')) ?? message
  );
}
