import { GROUP_WORDS, KIND_WORDS } from '@/core/inbox/words';

/** English words of the inbox. */
export const TEXT = {
  title: 'Inbox',
  kinds: KIND_WORDS,
  groups: GROUP_WORDS,
  lists: 'Inbox',
  all: 'Waiting for me',
  byReason: 'By reason',
  byCase: 'By case',
  since: (date: string) => `since ${date}`,
  until: (date: string) => `until ${date}`,
  due: (date: string) => `due ${date}`,
  about: 'About',
  whyYou: 'Why you',
  release: (identifier: string) => `release ${identifier}`,
  cameIn: 'came in',
  join: (organisation: string) => `Join ${organisation}`,
};
