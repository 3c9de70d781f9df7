import type { InboxItem } from '@/server/inbox/items';
import { readInbox } from '@/server/inbox/service';
import { inTransaction } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import type { RequestContext } from '@/server/platform/requestContext';
import { inboxMail } from './message';
import {
  claimItems,
  clearRefusals,
  countRefusal,
  forgetGone,
  kindsOff,
  mailedItems,
  nextRecipients,
  releaseItems,
  takeTurn,
  waitUntil,
  type RecipientRow,
} from './repo';
import { MailRefusedError, MailServerDownError, type Mailer } from './transport';

const PAGE = 50;
/** A run ends after this many milliseconds; the next begins with those it did not come to. */
const DEADLINE = 40_000;
const DAY_MS = 86_400_000;
/** What has waited longer when a person's inbox is read for the first time is taken as known. */
const KNOWN_AFTER_DAYS = 30;
/** After a refusal, and four times as long after each further one. */
const FIRST_PAUSE_MS = 300_000;
const LONGEST_PAUSE_MS = DAY_MS;

/** One run of the job. */
interface Run {
  deps: Dependencies;
  mailer: Mailer;
  began: Date;
  /** Asks the server once a run, before anything is taken as told. */
  serverIsUp(): Promise<void>;
}

/**
 * Tells people by e-mail what waits in their inbox and was not told before: at most one message a
 * person. May run twice at once, and end at any point.
 *
 * An item is taken as told before its message is handed over, and given back when the server does not
 * take it: nobody is told twice, and what the server refused, or could not be asked, is told later. A
 * process that is killed while a message is on the line does not send it again; what it told of waits
 * in the inbox all the same.
 */
export async function mailInboxes(deps: Dependencies, mailer: Mailer): Promise<void> {
  let asked: Promise<void> | undefined;
  const began = deps.now();
  const run: Run = { deps, mailer, began, serverIsUp: () => (asked ??= mailer.check()) };
  try {
    for (;;) {
      const page = await nextRecipients(deps.database.prisma, began, PAGE);
      if (page.length === 0) return;
      for (const recipient of page) {
        if (mailer.closed || deps.now().getTime() - began.getTime() > DEADLINE) return;
        await mailInbox(run, recipient);
      }
    }
  } catch (error) {
    if (!(error instanceof MailServerDownError)) throw error;
    deps.log.warn({ reason: error.message }, 'the mail server takes nothing; e-mail waits');
  }
}

async function mailInbox(run: Run, recipient: RecipientRow): Promise<void> {
  const { deps } = run;
  const { personId } = recipient;
  try {
    if (!(await isMyTurn(run, recipient))) return;
    if ((await untold(deps, recipient)).length === 0) return;
    await run.serverIsUp();
    // Read again: what they may see may have changed while the server was waited for.
    const items = await untold(deps, recipient);
    const ids = items.map(({ id }) => id);
    const claimed = new Set(await claimItems(deps.database.prisma, personId, ids, deps.now()));
    await tell(
      run,
      recipient,
      items.filter(({ id }) => claimed.has(id)),
    );
  } catch (error) {
    if (error instanceof MailServerDownError) throw error;
    // One person's trouble keeps nobody else from their mail.
    deps.log.error({ err: error }, 'the inbox could not be mailed');
  }
}

async function isMyTurn({ deps, began }: Run, recipient: RecipientRow): Promise<boolean> {
  const db = deps.database.prisma;
  if (recipient.lookedAt !== null) return takeTurn(db, recipient, began);
  const items = await readInbox(asPerson(deps, recipient));
  const known = items.filter((item) => isKnown(item, recipient, began)).map(({ id }) => id);
  return inTransaction(db, async (tx) => {
    if (!(await takeTurn(tx, recipient, began))) return false;
    await claimItems(tx, recipient.personId, known, began);
    return true;
  });
}

/**
 * Whether an item need not be told when an inbox is read for the first time: where e-mail is set up
 * late, nobody gets what has waited for months. What has a date is told as long as it waits.
 */
function isKnown(item: InboxItem, { createdAt }: RecipientRow, now: Date): boolean {
  const waitsSince = Math.max(item.since.getTime(), createdAt.getTime());
  return item.due === null && now.getTime() - waitsSince > KNOWN_AFTER_DAYS * DAY_MS;
}

/** What waits for somebody, as they see it now, less what they were told or want no e-mail about. */
async function untold(deps: Dependencies, recipient: RecipientRow): Promise<InboxItem[]> {
  const db = deps.database.prisma;
  const { personId } = recipient;
  const asOf = deps.now();
  const items = await readInbox(asPerson(deps, recipient));
  const ids = items.map(({ id }) => id);
  await forgetGone(db, personId, ids, asOf);
  const told = await mailedItems(db, personId);
  const off = await kindsOff(db, personId);
  return items.filter(({ id, kind }) => !told.has(id) && !off.has(kind));
}

async function tell(run: Run, recipient: RecipientRow, items: InboxItem[]): Promise<void> {
  if (items.length === 0) return;
  const { deps, mailer } = run;
  const db = deps.database.prisma;
  const { personId } = recipient;
  const { publicUrl } = deps.env;
  const { authSecret } = deps.secrets;
  try {
    await mailer.send(inboxMail(items, recipient, { publicUrl, authSecret }, deps.now()));
  } catch (error) {
    await releaseItems(
      db,
      personId,
      items.map(({ id }) => id),
    );
    if (!(error instanceof MailRefusedError)) throw error;
    const failures = await countRefusal(db, personId);
    const pause = Math.min(FIRST_PAUSE_MS * 4 ** (failures - 1), LONGEST_PAUSE_MS);
    await waitUntil(db, personId, new Date(deps.now().getTime() + pause));
    deps.log.warn({ reason: error.message, personId }, 'the mail server refuses a message');
    return;
  }
  await clearRefusals(db, personId);
}

/**
 * A request of somebody who is not there, to read what they would. There is no session behind it:
 * nothing that comes over the wire is ever answered by it.
 */
function asPerson(deps: Dependencies, person: RecipientRow): RequestContext {
  const { personId, name, email, instanceAdmin } = person;
  return {
    ...deps,
    db: deps.database.prisma,
    session: { sessionId: '', personId, name, email, instanceAdmin, method: 'mail' },
    requestId: 'inbox.mail',
    address: '',
    userAgent: '',
  };
}
