import { readSource, type SourceRequest } from '../import/read-source';
import { serveWorker } from './serve-worker';

// The input is made by the import pipeline alone, in the same program.
serveWorker((input, task) => readSource(input as SourceRequest, task));
