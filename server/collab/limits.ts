type Unit = 'ms' | 'bytes' | 'count';

/** A bound of the collaboration server: its value where nothing else is set, and what it bounds. */
interface Limit<V> {
  value: V;
  unit: Unit;
  about: string;
}

interface Rate {
  burst: number;
  perSecond: number;
}

const limit = <V = number>(value: V, unit: Unit, about: string): Limit<V> => ({
  value,
  unit,
  about,
});
const rate = (burst: number, perSecond: number, about: string): Limit<Rate> =>
  limit({ burst, perSecond }, 'count', about);

/** Every bound of the collaboration server in one place (docs/collaboration-limits.md). */
export const COLLAB_LIMIT_TABLE = {
  messageBytes: limit(
    2_200_000,
    'bytes',
    'The largest message: one update of the greatest size in each of a few documents.',
  ),
  oneUpdateBytes: limit(
    1_000_000,
    'bytes',
    'The largest update of one document: a body of the greatest length fits.',
  ),
  oneUpdateStructs: limit(
    20_000,
    'count',
    'Structs in one update: no more than takes the server a few milliseconds.',
  ),
  oneUpdateDeletions: limit(20_000, 'count', 'Ranges that one update deletes.'),
  helloWithin: limit(
    10_000,
    'ms',
    'A socket that has not said which case it wants by then is ended.',
  ),
  unadmitted: limit(200, 'count', 'Sockets that are not yet admitted, over all addresses.'),
  connectionsPerPerson: limit(40, 'count', 'Sockets of one person.'),
  connections: limit(5_000, 'count', 'Sockets of this process.'),
  documentsPerSocket: limit(600, 'count', 'Documents that one socket has open.'),
  backlogBytes: limit(
    16_000_000,
    'bytes',
    'What waits for a slow reader, beyond the documents it asked for, before it is ended.',
  ),
  askedBytes: limit(
    64_000_000,
    'bytes',
    'Documents that a reader asked for count as no backlog up to here.',
  ),
  waitingMessages: limit(
    2_000,
    'count',
    'Messages of one socket that wait for the one in front of them.',
  ),
  opens: rate(1_200, 20, 'Documents that one socket opens.'),
  pingEvery: limit(
    20_000,
    'ms',
    'How often a socket is asked whether it is there; one that did not answer is ended.',
  ),
  recheckEvery: limit(
    60_000,
    'ms',
    'Sessions and access are asked for again this often even when nobody said they changed.',
  ),
  updateBytes: rate(
    2_000_000,
    262_144,
    'Bytes of updates of one socket. Reading pauses when they are spent; nothing is refused and nothing is lost.',
  ),
  updates: rate(400, 120, 'Updates of one socket, likewise.'),
  presence: rate(
    40,
    15,
    'Presence of one socket. Beyond it is dropped: the next one says it all again.',
  ),
  presenceEvery: limit(80, 'ms', 'Presence of a case is sent at most this often.'),
  strikes: limit(
    3,
    'count',
    'Rejected updates of a person in a case before that person is kept out of it for a while.',
  ),
  strikesWithin: limit(600_000, 'ms', 'How long a strike counts.'),
  banFor: limit(60_000, 'ms', 'How long a person is kept out of a case then.'),
  idleRoom: limit(30_000, 'ms', 'A case with nobody in it is forgotten after this.'),
  compactAfter: limit(
    500,
    'count',
    'Acts in the log after which the merged states are written again.',
  ),
  compactAfterBytes: limit(1_000_000, 'bytes', 'Bytes of acts after which they are, too.'),
  checkpointAfter: limit(
    10_000,
    'count',
    'Acts in the log after which merged states are kept for good: what reading a past state may replay.',
  ),
  restsAfter: limit(
    86_400_000,
    'ms',
    'A case that nobody wrote in for so long rests: its heavy texts are then written anew.',
  ),
  tidyAfter: limit(
    200,
    'count',
    'Acts in a case since it was last looked at for that, before it is again.',
  ),
  heavyText: limit(4, 'count', 'Structs beyond one that make a text heavy.'),
  heavyCase: limit(
    500,
    'count',
    'What the heavy texts of a case come to before they are written anew.',
  ),
  tidyCases: limit(100, 'count', 'Cases that are looked at in one run of that job.'),
  tidyWithin: limit(60_000, 'ms', 'How long a run may go on to the next case.'),
  checkedCases: limit(
    1_000,
    'count',
    'Cases whose log is compared with what is derived from it in one run of that job, those that waited longest first.',
  ),
  checkWithin: limit(1_200_000, 'ms', 'How long a run may go on to the next case.'),
  keptBytes: limit(
    300_000,
    'bytes',
    'Updates of a document that are kept after merging, for pages that come back.',
  ),
  comparedBytes: limit(
    65_536,
    'bytes',
    'Merged states up to here are compared with what a page says it has; larger ones are sent whole.',
  ),
  largeBytes: limit(100_000, 'bytes', 'Documents above this are sent in turns, one at a time.'),
  batch: limit(500, 'count', 'Updates of one transaction of the log.'),
  queuedUpdates: limit(
    5_000,
    'count',
    'Updates that may wait for the database before everybody is told that it does not answer.',
  ),
  queuedBytes: limit(64_000_000, 'bytes', 'Their bytes, likewise.'),
  commitWithin: limit(8_000, 'ms', 'How long a commit may take, its repetitions included.'),
  lockWithin: limit(
    20,
    'ms',
    'A case that somebody else holds is left for later after this, so that others are not kept.',
  ),
  lockRetry: limit(40, 'ms', 'When such a case is tried again.'),
  commitRetries: limit<readonly number[]>(
    [50, 200, 800, 2_000],
    'ms',
    'Waits between attempts to commit; after the last the log is unhealthy.',
  ),
} as const;

type Table = typeof COLLAB_LIMIT_TABLE;
export type CollabLimits = { [Name in keyof Table]: Table[Name]['value'] };

/** The bounds of this process; set otherwise at its start at most (setCollabLimits). */
export const COLLAB_LIMITS: Readonly<CollabLimits> = Object.fromEntries(
  Object.entries(COLLAB_LIMIT_TABLE).map(([name, { value }]) => [name, value]),
  // Each name has the type of its own value, which entries do not say.
) as CollabLimits;
