/**
 * Started by the kill test as a program of its own: issues all certificates of the workspace in
 * the folder given, into the second folder given.
 */
import { join } from 'node:path';
import { runnerImport } from 'vite';

const [folder, out] = process.argv.slice(2);
const source = join(import.meta.dirname, 'certificates-issuer.ts');
const { module } = await runnerImport(source, { configFile: false, logLevel: 'error' });
console.log('issuing');
await module.issueAll(folder, out);
