import { createHash } from 'node:crypto';
import { GROUP_OF, INBOX_GROUPS, INBOX_KINDS, type InboxKind } from '@/core/inbox/kinds';
import { GROUP_WORDS, KIND_WORDS } from '@/core/inbox/words';
import type { InboxItem } from '@/server/inbox/items';
import { letterHtml } from './letterHtml';
import { letterText } from './letterText';
import { oneLine } from './oneLine';
import { TEXT } from './text';
import { topicToken } from './token';
import type { OutgoingMail } from './transport';

/** Items that are written out; the others are counted. */
const MOST_ITEMS = 20;
const LONGEST_SUBJECT = 150;

export interface Reader {
  personId: string;
  name: string;
  email: string;
}

/** One thing that waits, in one line each. */
export interface LetterEntry {
  sentence: string;
  /** Which finding, release or key. */
  about: string;
  /** The case and whose it is. */
  where: string;
  when: string;
  why: string;
  act: string;
  url: string;
}

/** What a message says, before it is set as text and as HTML. */
export interface Letter {
  greeting: string;
  groups: { head: string; entries: LetterEntry[] }[];
  /** How many more wait; empty when none do. */
  more: string;
  inboxUrl: string;
  reason: string;
  stops: { words: string; url: string }[];
  choicesUrl: string;
}

/**
 * The message that tells somebody what waits in their inbox.
 *
 * @param items at least one, most urgent first
 */
export function inboxMail(
  items: readonly InboxItem[],
  reader: Reader,
  { publicUrl, authSecret }: { publicUrl: string; authSecret: string },
  now: Date,
): OutgoingMail {
  const kinds = kindsIn(items);
  const stopping = (of: InboxKind[]) =>
    `${publicUrl}/unsubscribe/${topicToken({ personId: reader.personId, kinds: of }, authSecret)}`;
  const shown = items.slice(0, MOST_ITEMS);
  const left = items.length - shown.length;
  const letter: Letter = {
    greeting: TEXT.greeting(oneLine(reader.name, 120)),
    groups: INBOX_GROUPS.map((group) => ({
      head: items.length > 1 ? GROUP_WORDS[group].head : '',
      entries: shown
        .filter(({ kind }) => GROUP_OF[kind] === group)
        .map((item) => entryOf(item, publicUrl)),
    })).filter(({ entries }) => entries.length > 0),
    more: left > 0 ? TEXT.more(left) : '',
    inboxUrl: `${publicUrl}/inbox`,
    reason: TEXT.reasonOfMail(new URL(publicUrl).host),
    stops: kinds.map((kind) => ({ words: KIND_WORDS[kind].reason, url: stopping([kind]) })),
    choicesUrl: `${publicUrl}/account#e-mail`,
  };
  const subject = subjectOf(items);
  return {
    to: { name: oneLine(reader.name, 120), address: reader.email },
    subject,
    text: letterText(letter),
    html: letterHtml(letter, subject),
    messageId: idOf(items, reader),
    date: now,
    headers: {
      // RFC 8058: a POST there, without a session and without a question, is an unsubscription.
      'List-Unsubscribe': `<${stopping(kinds)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      // RFC 3834: nobody's holiday notice is wanted.
      'Auto-Submitted': 'auto-generated',
    },
  };
}

function kindsIn(items: readonly InboxItem[]): InboxKind[] {
  return INBOX_KINDS.filter((kind) => items.some((item) => item.kind === kind));
}

/** What waits, and why. */
function subjectOf(items: readonly InboxItem[]): string {
  const [first] = items;
  if (first !== undefined && items.length === 1)
    return oneLine(TEXT.one(KIND_WORDS[first.kind].reason, aboutOf(first)), LONGEST_SUBJECT);
  const reasons = kindsIn(items).map((kind) => {
    const count = items.filter((item) => item.kind === kind).length;
    return TEXT.times(KIND_WORDS[kind].reason, count);
  });
  return oneLine(TEXT.several(items.length, reasons.join('; ')), LONGEST_SUBJECT);
}

function entryOf(item: InboxItem, publicUrl: string): LetterEntry {
  const { kind, severity, organisation, case: of, due } = item;
  const words = KIND_WORDS[kind];
  const name = oneLine(organisation?.name ?? '', 120);
  const title = oneLine(item.title, 300);
  const caseTitle = oneLine(of?.title ?? '', 200);
  const where = [caseTitle === title ? '' : caseTitle, name === title ? '' : name, of?.path ?? ''];
  return {
    sentence: oneLine(words.sentence({ organisation: name, severity, title }), 400),
    about: aboutOf(item),
    where: where.filter((part) => part !== '').join(', '),
    when: due === null ? TEXT.since(day(item.since)) : TEXT.by(day(new Date(due))),
    why: words.why,
    act: words.act,
    url: `${publicUrl}${item.href}`,
  };
}

function aboutOf({ identifier, title }: InboxItem): string {
  return oneLine(`${identifier} ${title}`, 300);
}

/** The same things told to the same person are the same message, whenever it is sent. */
function idOf(items: readonly InboxItem[], { personId }: Reader): string {
  const told = [personId, ...items.map(({ id }) => id).toSorted()];
  return createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 40);
}

const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

function day(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : DAY.format(date);
}
