/** Why something waits for a person. */
export const INBOX_KINDS = [
  'finding-to-answer',
  'finding-to-verify',
  'changes-requested',
  'base-moved',
  'contract-outdated',
  'indicator-breach',
  'condition-due',
  'review-asked',
  'decision-asked',
  'candidate-to-submit',
  'approved-to-publish',
  'key-to-approve',
  'invitation',
  'revalidation-due',
  'window-ending',
] as const;
export type InboxKind = (typeof INBOX_KINDS)[number];

/** Who waits: something is stopped until it is done, somebody waits for it, or a date comes. */
export const INBOX_GROUPS = ['blocks', 'waits', 'calendar'] as const;
export type InboxGroup = (typeof INBOX_GROUPS)[number];

export const GROUP_OF: Record<InboxKind, InboxGroup> = {
  'finding-to-answer': 'blocks',
  'finding-to-verify': 'blocks',
  'changes-requested': 'blocks',
  'base-moved': 'blocks',
  'contract-outdated': 'blocks',
  'indicator-breach': 'blocks',
  'condition-due': 'calendar',
  'review-asked': 'waits',
  'decision-asked': 'waits',
  'candidate-to-submit': 'waits',
  'approved-to-publish': 'waits',
  'key-to-approve': 'waits',
  invitation: 'waits',
  'revalidation-due': 'calendar',
  'window-ending': 'calendar',
};
