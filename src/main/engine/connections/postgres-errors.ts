/** What the driver, Node or the server says about an error, as far as it is known. */
export type PostgresError = {
  /** An SQLSTATE (`28P01`), or a code of Node (`ECONNREFUSED`). */
  readonly code: string;
  readonly message: string;
  /** The place in the server's sources: unlike the message it is never translated. */
  readonly routine: string;
};

/** Reads the parts of an error that decide what it means; they are the same in every language. */
export function errorParts(error: unknown): PostgresError {
  const part = (name: string): string => {
    if (typeof error !== 'object' || error === null) return '';
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' ? value : '';
  };
  return { code: part('code'), message: part('message'), routine: part('routine') };
}

/** Whether an SQLSTATE, as opposed to a code of Node. */
export function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('E');
}

const lostStates: ReadonlySet<string> = new Set([
  '57P01', // the administrator ended the session
  '57P02', // another session crashed
  '57P03', // the server starts or stops
  '08000',
  '08003',
  '08006',
]);
const lostNetwork: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
]);
const lostWords = [
  'Connection terminated',
  'Client has encountered a connection error and is not queryable',
  'Query read timeout',
  'timeout exceeded when trying to connect',
];

/** Whether an error means that the session is gone, and not that a statement was wrong. */
export function connectionLost(error: unknown): boolean {
  const { code, message } = errorParts(error);
  if (lostStates.has(code) || lostNetwork.has(code)) return true;
  return code === '' && lostWords.some((words) => message.startsWith(words));
}
