/**
 * Started by the kill test as a program of its own: issues all certificates of the workspace in
 * the folder given, into the second folder given.
 */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/** @param {string} file */
async function load(file) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
  return module;
}

const [folder, out] = process.argv.slice(2);
const { openCertificateWorkspace } = await load('./certificates-workspace.ts');
const { issueCertificates } = await load('../../src/main/engine/certificates/issue.ts');
console.log('issuing');
const { context } = openCertificateWorkspace(folder);
const result = await issueCertificates({ courseId: 'course', out }, context);
if (!result.ok) throw new Error(result.error.message);
process.exit(0);
