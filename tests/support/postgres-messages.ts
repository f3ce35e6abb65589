/** Log-in requests that are answered by one byte and followed by another log-in request. */
const encryptionRequests = new Set([80877103, 80877104]);

/**
 * Cuts what a client sends into its messages, and knows the transaction they are in. What it has
 * just handed out is what `isCommit` and `transactionFits` speak of.
 */
export class ClientMessages {
  isCommit = false;
  #rest = Buffer.alloc(0);
  #loggedIn = false;
  #transaction: string[] = [];

  *split(data: Buffer): Generator<Buffer> {
    this.#rest = Buffer.concat([this.#rest, data]);
    for (;;) {
      const length = this.#lengthOfNext();
      if (length === undefined || this.#rest.length < length) return;
      const message = this.#rest.subarray(0, length);
      this.#rest = this.#rest.subarray(length);
      this.#understand(message);
      yield message;
    }
  }

  /** Whether the transaction has such a statement, or values; without one, whether it may write. */
  transactionFits(statement: RegExp | undefined): boolean {
    const [begin = ''] = this.#transaction;
    if (statement === undefined) return !/READ ONLY/i.test(begin);
    return this.#transaction.some((text) => statement.test(text));
  }

  #lengthOfNext(): number | undefined {
    // The first message has no letter before its length.
    const at = this.#loggedIn ? 1 : 0;
    return this.#rest.length < at + 4 ? undefined : this.#rest.readUInt32BE(at) + at;
  }

  #understand(message: Buffer): void {
    this.isCommit = false;
    if (!this.#loggedIn) {
      this.#loggedIn = !encryptionRequests.has(message.readUInt32BE(4));
      return;
    }
    const text = statementOf(message);
    if (text === undefined) {
      if (isKind(message, 'B')) this.#transaction.push(message.toString());
      return;
    }
    if (/^\s*BEGIN\b/i.test(text)) this.#transaction = [];
    this.#transaction.push(text);
    this.isCommit = /^\s*COMMIT\s*;?\s*$/i.test(text);
  }
}

/** The text of a simple query or of a statement that is prepared. */
function statementOf(message: Buffer): string | undefined {
  if (isKind(message, 'Q')) return message.subarray(5, -1).toString();
  if (!isKind(message, 'P')) return undefined;
  const afterName = message.indexOf(0, 5) + 1;
  return message.subarray(afterName, message.indexOf(0, afterName)).toString();
}

function isKind(message: Buffer, kind: string): boolean {
  return message[0] === kind.charCodeAt(0);
}

/** What a server answered to a COMMIT: its word, or `error`; undefined while it has not finished. */
export function commitAnswer(bytes: Buffer): string | undefined {
  let word: string | undefined;
  for (let at = 0; at + 5 <= bytes.length;) {
    const end = at + 1 + bytes.readUInt32BE(at + 1);
    if (end > bytes.length) return undefined;
    const kind = String.fromCharCode(bytes[at] ?? 0);
    if (kind === 'C') word = bytes.subarray(at + 5, end - 1).toString();
    if (kind === 'E') word = 'error';
    if (kind === 'Z') return word ?? 'error';
    at = end;
  }
  return undefined;
}
