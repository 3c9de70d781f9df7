/** English words of statuses and of the ledger. */
export const TEXT = {
  inForce: {
    yes: 'In force',
    yesToday: 'In force today',
    no: 'Not in force',
    onHold: 'On hold, not in force',
    terms: 'Terms of being in force',
    computed: (at: string, checkpoint: string | null) =>
      checkpoint === null
        ? `Computed ${at}.`
        : `Computed ${at}, at log checkpoint\u00a0${checkpoint}.`,
    holds: 'holds',
    fails: 'fails',
    howMany: (failing: number, all: number) =>
      failing === 0
        ? `${all} of ${all} terms hold`
        : `${failing} of ${all} terms ${failing === 1 ? 'fails' : 'fail'}`,
  },
  example: 'Example',
  ledger: {
    title: 'Cases',
    caption: 'Cases you can see, with status, window and next date',
    case: 'Case',
    subject: 'Subject',
    release: 'Release',
    status: 'In force, or the term that fails',
    window: 'Window, today marked',
    findings: 'Open findings',
    next: 'Next date',
    filters: 'Saved filters',
    export: 'Export CSV',
    draft: 'draft',
    none: 'none',
    noneSet: 'none set',
    overdue: 'overdue',
    computed: (at: string) =>
      `“In force” is computed from its terms each time this page is read: ${at}.`,
    checkpoint: 'Log checkpoint',
    empty:
      'A case is one argument about one system in one setting, with its evidence. Begin from a template; nothing turns green by itself.',
    emptyFilter: 'No case matches this filter.',
  },
  findings: (severity: string, count: number) => `${count} ${severity}`,
};
