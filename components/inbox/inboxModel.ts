import type { InboxItem as Row } from '@/components/shell/InboxView';
import type { IconName } from '@/components/ui/Icon';
import type { Tone } from '@/components/ui/Status';
import { formatDate } from '@/components/ui/dates';
import { INBOX_GROUPS, type InboxKind } from '@/core/inbox/kinds';
import type { InboxItemView } from '@/server/inbox/present';
import { TEXT } from './text';

const LOOK: Record<InboxKind, { icon: IconName; tone: Tone }> = {
  'finding-to-answer': { icon: 'finding', tone: 'warn' },
  'finding-to-verify': { icon: 'finding', tone: 'info' },
  'changes-requested': { icon: 'finding', tone: 'warn' },
  'base-moved': { icon: 'base', tone: 'warn' },
  'contract-outdated': { icon: 'base', tone: 'bad' },
  'indicator-breach': { icon: 'silent', tone: 'bad' },
  'condition-due': { icon: 'clock', tone: 'warn' },
  'review-asked': { icon: 'review', tone: 'info' },
  'decision-asked': { icon: 'passkey', tone: 'info' },
  'candidate-to-submit': { icon: 'frozen', tone: 'mute' },
  'approved-to-publish': { icon: 'pass', tone: 'ok' },
  'key-to-approve': { icon: 'passkey', tone: 'mute' },
  invitation: { icon: 'person', tone: 'mute' },
  'revalidation-due': { icon: 'clock', tone: 'warn' },
  'window-ending': { icon: 'clock', tone: 'mute' },
};

/** Where in the inbox somebody is: a list and an item, as the address says them. */
export interface InboxPlace {
  reason?: string | undefined;
  case?: string | undefined;
  item?: string | undefined;
}

export function inboxHref(place: InboxPlace): string {
  const query = new URLSearchParams();
  for (const key of ['reason', 'case', 'item'] as const) {
    const value = place[key];
    if (value) query.set(key, value);
  }
  return query.size > 0 ? `/inbox?${query}` : '/inbox';
}

export function look(item: InboxItemView): { icon: IconName; tone: Tone } {
  const { icon, tone } = LOOK[item.kind];
  return { icon, tone: item.severity === 'blocking' ? 'bad' : tone };
}

export function sentence(item: InboxItemView): string {
  const { title, severity, organisation } = item;
  return TEXT.kinds[item.kind].sentence({
    title,
    severity,
    organisation: organisation?.name ?? '',
  });
}

export function dueWords(item: InboxItemView): string {
  const { kind, due, since } = item;
  if (due === null) return TEXT.since(formatDate(since, 'day'));
  return kind === 'condition-due'
    ? TEXT.due(formatDate(due, 'day'))
    : TEXT.until(formatDate(due, 'day'));
}

/** The items of the list that the address asks for. */
export function shownItems(items: InboxItemView[], place: InboxPlace): InboxItemView[] {
  return items.filter(
    (item) =>
      (!place.reason || item.kind === place.reason) &&
      (!place.case || item.case?.path === place.case),
  );
}

/** The list, grouped by what waits. */
export function inboxGroups(items: InboxItemView[], place: InboxPlace) {
  return INBOX_GROUPS.map((group) => ({
    ...TEXT.groups[group],
    items: items.filter((item) => item.group === group).map((item) => rowOf(item, place)),
  }));
}

/** The rail: everything, by reason, by case. */
export function inboxLists(items: InboxItemView[], place: InboxPlace) {
  const reasons = Map.groupBy(items, ({ kind }) => kind);
  const cases = Map.groupBy(
    items.filter((item) => item.case !== null),
    (item) => item.case?.path ?? '',
  );
  const lists = [
    {
      head: TEXT.lists,
      links: [
        {
          href: '/inbox',
          words: TEXT.all,
          count: items.length,
          current: !place.reason && !place.case,
        },
      ],
    },
    {
      head: TEXT.byReason,
      links: [...reasons].map(([kind, of]) => ({
        href: inboxHref({ reason: kind }),
        words: TEXT.kinds[kind].reason,
        count: of.length,
        current: place.reason === kind,
      })),
    },
    {
      head: TEXT.byCase,
      links: [...cases].map(([path, of]) => ({
        href: inboxHref({ case: path }),
        words: of[0]?.case?.title ?? path,
        count: of.length,
        current: place.case === path,
      })),
    },
  ];
  return lists.filter(({ links }) => links.length > 0);
}

function rowOf(item: InboxItemView, place: InboxPlace): Row {
  return {
    id: item.id,
    href: inboxHref({ ...place, item: item.id }),
    words: sentence(item),
    ...look(item),
    due: dueWords(item),
    identifier: item.identifier,
    about: item.title,
    read: false,
  };
}
