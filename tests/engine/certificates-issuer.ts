import { issueCertificates } from '../../src/main/engine/certificates/issue';
import { openCertificateWorkspace } from './certificates-workspace';

/** A program of its own that issues all certificates of a workspace; the kill test ends it. */
export async function issueAll(folder: string, out: string): Promise<void> {
  const place = openCertificateWorkspace(folder);
  const result = await issueCertificates({ courseId: 'course', out }, place.context);
  if (!result.ok) throw new Error(result.error.message);
  process.exit(0);
}
