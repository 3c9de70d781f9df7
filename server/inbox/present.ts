import { GROUP_OF, type InboxGroup } from '@/core/inbox/kinds';
import type { InboxItem } from './items';

export interface InboxItemView extends Omit<InboxItem, 'since'> {
  group: InboxGroup;
  since: string;
}

export function presentItem(item: InboxItem): InboxItemView {
  return { ...item, group: GROUP_OF[item.kind], since: item.since.toISOString() };
}
