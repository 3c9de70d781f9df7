import type { BlobStore } from '@/server/storage/blobStore';
import type { JobQueue } from '@/server/jobs/queue';
import type { Bus } from './bus';
import type { Database } from './database';
import type { Environment } from './env';
import type { Logger } from './logger';
import type { RateLimiter } from './rateLimit';
import type { Secrets } from './secrets';

/** What a process is made of; made once in server/main.ts and handed to everything. */
export interface Dependencies {
  env: Environment;
  secrets: Secrets;
  log: Logger;
  database: Database;
  bus: Bus;
  blobs: BlobStore;
  jobs: JobQueue;
  limiter: RateLimiter;
  /** Tests set the clock; nothing else reads the time for a decision. */
  now(): Date;
}
