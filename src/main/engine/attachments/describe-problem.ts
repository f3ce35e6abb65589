import type { Problem, ProblemCode } from './problem';

const certificates: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is signed by nobody but itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'it comes from an authority that is not known here',
  UNABLE_TO_GET_ISSUER_CERT: 'it comes from an authority that is not known here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'it comes from an authority that is not known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'it comes from an authority that is not known here',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  CERT_REVOKED: 'it has been revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name',
};

const reaches: Readonly<Record<string, string>> = {
  loopback: 'this computer itself',
  private: 'a private network, while the LMS’s server is a public one (Settings can allow it)',
  forbidden: 'an address no file comes from',
};

type Sentence = (detail: string) => string;

const sentences: { readonly [C in ProblemCode]: Sentence } = {
  malformed: () => 'Its address is no complete web address.',
  scheme: (scheme) => `Only http and https are fetched, not ${scheme}.`,
  credentials: () => 'Its address holds a name or a password, which are never sent.',
  port: (port) => `Port ${port} is not one of a web server.`,
  address: (reach) => `Its address leads to ${reaches[reach] ?? 'an address that is not allowed'}.`,
  redirect_refused: (where) => `Its address leads on to one that is not fetched (${where}).`,
  certificate: (code) =>
    `The certificate of its server is refused: ${certificates[code] ?? `TLS failed (${code})`}.`,
  redirects: (most) => `Its address leads on more than ${most} times.`,
  http: (status) => `Its server answered with ${statusText(status)}.`,
  login: (status) =>
    `Its server asks for a login (${status}); Lectern never sends one. Open the address in a browser.`,
  web_page: () => 'Its address answers with a web page, probably a login, and not with the file.',
  encoding: (name) =>
    name === ''
      ? 'What arrived could not be unpacked.'
      : `It is packed in an unknown way (${name}).`,
  cut_off: () => 'The transfer was cut in the middle.',
  timeout: () => 'Its server did not answer, or stopped in the middle.',
  unreachable: (code) => `Its server could not be reached (${code}).`,
  disk: (code) =>
    code === 'ENOSPC'
      ? 'The disk of the workspace is nearly full.'
      : `It could not be written to the disk (${code}).`,
  no_room: () => 'There is no room left: the budget is full of work that is still to be graded.',
  changed: () => 'The kept copy was changed on the disk; it is fetched again.',
  too_large: () => 'It is larger than a single file may be.',
};

function statusText(status: string): string {
  if (status === '404') return '404: there is no such file';
  if (status === '410') return '410: the file is gone';
  return status;
}

/** A problem in a sentence for a person. */
export function describeProblem({ code, detail }: Problem): {
  readonly code: string;
  readonly message: string;
} {
  return { code, message: sentences[code](detail ?? '') };
}
