import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { parseCode, type VerificationCode } from '../../../shared/domain/certificates';
import { failure, type Failure } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';

/** No certificate of ours comes near this; larger files are not read into memory. */
const largest = 20 * 1024 * 1024;

/** What a file that is said to be a certificate shows by itself. */
export type CertificateFile = {
  readonly sha256: string;
  /** Every well-formed verification code that its readable parts contain. */
  readonly codes: readonly VerificationCode[];
};

/** Codes stand uncompressed in the document's information and metadata. */
function codesIn(bytes: Uint8Array): readonly VerificationCode[] {
  const text = Buffer.from(bytes).toString('latin1');
  const found = new Set<VerificationCode>();
  for (const [candidate] of text.matchAll(
    /(?<![0-9A-Za-z])[0-9A-HJKMNP-TV-Z]{17}(?![0-9A-Za-z])/gu,
  )) {
    const code = parseCode(candidate);
    if (code.ok) found.add(code.value);
  }
  return [...found];
}

async function readWhole(file: string): Promise<Uint8Array | undefined> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    return size > largest ? undefined : await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Reads a file for verification. Failure: it cannot be read, is too large or is no PDF. */
export async function readCertificateFile(file: string): Promise<Result<CertificateFile, Failure>> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await readWhole(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return err(
      failure('bad_input', `${file} cannot be read (${why}). Nothing was checked.`, { file }),
    );
  }
  if (bytes === undefined) {
    return err(
      failure(
        'bad_input',
        `${file} is larger than 20 MB and is no certificate of Lectern. Nothing was checked.`,
        { file },
      ),
    );
  }
  if (Buffer.from(bytes.subarray(0, 1024)).indexOf('%PDF-') < 0) {
    return err(
      failure('bad_input', `${file} is not a PDF. Give the certificate's PDF or its code.`, {
        file,
      }),
    );
  }
  return ok({ sha256: createHash('sha256').update(bytes).digest('hex'), codes: codesIn(bytes) });
}
