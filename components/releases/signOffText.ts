/** English words of the sign-off page beyond its frame. */
export const SIGN_OFF = {
  title: 'Sign-off',
  standing: (
    title: string,
    number: number,
    candidate: number,
    frozen: string,
    by: string | null,
    organisation: string,
  ) =>
    `${title}, release ${number}, candidate ${candidate}. Frozen ${frozen}${by ? ` by ${by}` : ''}, ${organisation}.`,
  withheldClaim: 'The top claim is withheld from this view.',
  view: 'the assessors’ view',
  you: 'You',
  decisions: {
    approved: 'Approved.',
    'approved-with-conditions': 'Approved with conditions.',
    rejected: 'Rejected.',
  },
  options: {
    approved: 'Approve',
    'approved-with-conditions': 'Approve with conditions',
    rejected: 'Reject',
  },
  optionNotes: {
    approved: 'The case holds as it stands, for this window and setting.',
    'approved-with-conditions': 'It holds, and the holder owes something by a date.',
    rejected: 'It does not hold. Nothing needs to be accepted; the reasons are published.',
  },
  decision: 'Your decision',
  reasons: 'Reasons',
  reasonsHint: 'Published with the decision, whatever it is.',
  dissent: 'Dissent or doubt',
  dissentHint: 'Where you depart from an assessor, or what you were unsure of. Published.',
  conditionWords: (index: number) => `Condition ${index}`,
  conditionDue: (index: number) => `Due date of condition ${index}`,
  addCondition: 'Add a condition',
  removeCondition: (index: number) => `Remove condition ${index}`,
  condition: (text: string, due: string) => `${text} Due ${due}.`,
  converted: 'From findings',
  capacities: {
    external: 'Decision-maker from outside',
    internal: 'Internal: nobody outside decides',
  },
  checks: {
    statement: 'Statement matches the words shown',
    independent: 'You never contributed to this lineage',
    findings: 'No finding stands in the way of approval',
    key: 'Your signing key is active',
  },
  prepare: 'Go on to sign',
  preparing: 'Preparing the statement…',
  mismatch: 'The statement does not say what this page shows. Do not sign; load the page again.',
  change: 'Change the words',
  missing: {
    reasons: 'Give your reasons: they are published with the decision.',
    accept: (count: number) =>
      count === 1
        ? 'One thing that is left open is not accepted yet.'
        : `${count} things that are left open are not accepted yet.`,
    condition: 'Give every condition its words and a due date.',
    noCondition: 'Name at least one condition, or approve without conditions.',
    conditionsExist: 'Findings were turned into conditions. Approve with conditions instead.',
  },
  kinds: { 'open-problem': 'open problem', undeveloped: 'undeveloped', doubt: 'doubt' },
  next: {
    approved: 'The officer of the owning organisation can publish the release.',
    'approved-with-conditions': 'The officer of the owning organisation can publish the release.',
    rejected: 'The release stays visible as rejected; a new candidate can be frozen.',
  },
  done: {
    approved: 'You approved this release',
    'approved-with-conditions': 'You approved this release with conditions',
    rejected: 'You rejected this release',
  },
  toRelease: 'Open the release',
  record: {
    decided: 'Decided',
    notYours: 'This decision is not yours to sign',
    reasons: 'Reasons',
    dissent: 'Dissent',
    none: 'None.',
  },
  findings: { head: 'Findings you may rule on' },
};
