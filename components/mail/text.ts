import { GROUP_WORDS, KIND_WORDS } from '@/core/inbox/words';

/** English words about e-mail: what one gets, and how it ends. */
export const TEXT = {
  kinds: KIND_WORDS,
  groups: GROUP_WORDS,
  head: 'E-mail',
  sends: (address: string) =>
    `What comes into your inbox is also sent to ${address}, several things in one message. Choose about what.`,
  sendsNone:
    'This installation sends no e-mail: no mail server is set up. What waits for you is in the inbox. Your choices are kept for the day one is.',
  stopTitle: 'No more e-mail about this?',
  stopLead: 'Only the messages stop. What waits for you stays in your inbox.',
  stop: 'Send no more',
  offTitle: 'Switched off',
  offLead: 'You get no more e-mail about this. What waits for you stays in your inbox.',
  on: 'Switch on again',
  isOff: 'is off',
  nothingTitle: 'Nothing to switch off',
  nothing: 'There is no such e-mail any more.',
  brokenTitle: 'This link is not whole',
  account: 'All choices are on your account’s page',
};
