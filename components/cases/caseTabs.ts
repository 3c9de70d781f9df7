/** The views of one case, each with its own address. */
export type CaseTab =
  | 'argument'
  | 'contract'
  | 'scope'
  | 'evidence'
  | 'releases'
  | 'monitors'
  | 'access';

const TABS: { key: CaseTab; words: string; path: string }[] = [
  { key: 'argument', words: 'Argument', path: '' },
  { key: 'contract', words: 'Contract', path: '/contract' },
  { key: 'scope', words: 'Scope', path: '/scope' },
  { key: 'evidence', words: 'Evidence', path: '/evidence' },
  { key: 'releases', words: 'Releases', path: '/releases' },
  { key: 'monitors', words: 'Monitors', path: '/monitors' },
  { key: 'access', words: 'Access', path: '/access' },
];

/** Address of a case: /orgs/meridian/cases/larch-2-scheming */
export function casePath(orgSlug: string, caseSlug: string): string {
  return `/orgs/${orgSlug}/cases/${caseSlug}`;
}

/** Views of what was frozen, which engaged assessors and decision-makers read. */
const WITHOUT_DRAFT: readonly CaseTab[] = ['releases', 'monitors', 'access'];

/**
 * Tabs for CaseBar; those of the draft only where the draft is open to the reader, the contract only
 * for a supplement.
 */
export function caseTabs(
  owned: { orgSlug: string; slug: string; kind: string },
  current: CaseTab,
  mayReadDraft = true,
) {
  const base = casePath(owned.orgSlug, owned.slug);
  const tabs = TABS.filter(
    ({ key }) =>
      (mayReadDraft || WITHOUT_DRAFT.includes(key)) &&
      (key !== 'contract' || owned.kind === 'supplement'),
  );
  return tabs.map(({ key, words, path }) => ({
    href: `${base}${path}`,
    words,
    current: key === current,
  }));
}
