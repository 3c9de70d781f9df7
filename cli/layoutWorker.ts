import { parentPort, workerData } from 'node:worker_threads';
import { layoutReport } from './layoutReport';

/** The thread of {@link layoutInTime}: takes a document, answers with its layout. */
parentPort?.postMessage(layoutReport(workerData));
