/** Every bound of the collaboration server in one place. Times in milliseconds, sizes in bytes. */
export const COLLAB_LIMITS = {
  /** The largest message: one update of the greatest size in each of a few documents. */
  messageBytes: 2_200_000,
  /** A socket that has not said which case it wants by then is ended. */
  helloWithin: 10_000,
  /** Sockets that are not yet admitted, over all addresses. */
  unadmitted: 200,
  connectionsPerPerson: 40,
  connections: 5_000,
  documentsPerSocket: 600,
  /** Bytes waiting for a slow reader, beyond the documents it asked for. */
  backlogBytes: 16_000_000,
  /** And the documents count up to here. */
  askedBytes: 64_000_000,
  /** Messages of one socket that wait for the one in front of them. */
  waitingMessages: 2_000,
  opens: { burst: 1_200, perSecond: 20 },
  pingEvery: 20_000,
  /** Sessions and access are asked for again this often even when nobody said they changed. */
  recheckEvery: 60_000,
  /** Reading pauses when a socket spends these; nothing is refused and nothing is lost. */
  updateBytes: { burst: 2_000_000, perSecond: 262_144 },
  updates: { burst: 400, perSecond: 120 },
  /** Presence beyond this is dropped: the next one says it all again. */
  presence: { burst: 40, perSecond: 15 },
  /** Presence of a case is sent at most this often. */
  presenceEvery: 80,
  /** Rejected updates of a person in a case before that person is kept out for a while. */
  strikes: 3,
  strikesWithin: 600_000,
  banFor: 60_000,
  /** A case with nobody in it is forgotten after this. */
  idleRoom: 30_000,
  /** Log rows, or bytes in them, after which the merged states are written again. */
  compactAfter: 500,
  compactAfterBytes: 1_000_000,
  /** Log rows after which merged states are kept for good: what reading a past state may replay. */
  checkpointAfter: 10_000,
  /** A case that nobody wrote in for so long rests: its heavy texts are then written anew. */
  restsAfter: 86_400_000,
  /** Log rows since a case was last looked at for that, before it is again. */
  tidyAfter: 200,
  /** Structs beyond one that make a text heavy, and what its heavy texts come to in a heavy case. */
  heavyText: 4,
  heavyCase: 500,
  /** Cases that are looked at in one run of the job, and how long it may go on to the next. */
  tidyCases: 100,
  tidyWithin: 60_000,
  /** Bytes of updates of a document that are kept after merging, for pages that come back. */
  keptBytes: 300_000,
  /** Merged states up to here are compared with what a page says it has; larger ones are sent whole. */
  comparedBytes: 65_536,
  /** Documents above this are sent in turns, one at a time. */
  largeBytes: 100_000,
  /** Updates of one transaction of the log. */
  batch: 500,
  /** What may wait for the database before everybody is told that it does not answer. */
  queuedUpdates: 5_000,
  queuedBytes: 64_000_000,
  commitWithin: 8_000,
  /** A case that somebody else holds is left for later after this, so that others are not kept. */
  lockWithin: 20,
  lockRetry: 40,
  /** Waits between attempts to commit; after the last the log is unhealthy. */
  commitRetries: [50, 200, 800, 2_000],
} as const;
