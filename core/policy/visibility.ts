/** Who can see that a thing exists. Everybody else is told that there is no such thing. */

import type { Part } from './parts';
import type { ReleaseResource, ResourceKind, Resources } from './resources';

type Sees = {
  [Kind in ResourceKind]: (parts: ReadonlySet<Part>, resource: Resources[Kind]) => boolean;
};

export function isVisible<Kind extends ResourceKind>(
  parts: ReadonlySet<Part>,
  kind: Kind,
  resource: Resources[Kind],
): boolean {
  return SEES[kind](parts, resource);
}

const OWN_SIDE: readonly Part[] = ['member', 'co-author'];
const ENGAGED: readonly Part[] = ['assessor', 'decision-maker', 'reader'];

/** Published once, public for good: suspension and revocation are shown, not hidden. */
export function isPublic({ state }: Pick<ReleaseResource, 'state'>): boolean {
  return state === 'published' || state === 'suspended' || state === 'revoked';
}

function has(parts: ReadonlySet<Part>, wanted: readonly Part[]): boolean {
  return wanted.some((part) => parts.has(part));
}

function seesRelease(parts: ReadonlySet<Part>, release: ReleaseResource): boolean {
  if (has(parts, OWN_SIDE)) return true;
  if (release.submitted && has(parts, ENGAGED)) return true;
  return isPublic(release);
}

const accounts = (parts: ReadonlySet<Part>) => has(parts, ['member', 'self', 'instance-admin']);
const caseSide = (parts: ReadonlySet<Part>) => has(parts, [...OWN_SIDE, ...ENGAGED]);

const SEES: Sees = {
  instance: () => true,
  org: accounts,
  member: accounts,
  key: accounts,
  session: accounts,
  case: caseSide,
  // Comments belong to the draft, which engaged assessors do not read.
  comment: (parts) => has(parts, [...OWN_SIDE, 'reader']),
  engagement: (parts) => has(parts, ['self']) || caseSide(parts),
  evidence: (parts, { access, published }) => {
    if (has(parts, OWN_SIDE)) return true;
    if (access === 'owner') return false;
    return has(parts, ENGAGED) || (access === 'public' && published);
  },
  release: seesRelease,
  view: (parts, { release, view }) => {
    if (has(parts, OWN_SIDE)) return true;
    // The public view is proposed before the decision, so that assessors can object to it.
    if (view !== 'owner' && release.submitted && has(parts, ENGAGED)) return true;
    return view === 'public' && isPublic(release);
  },
  review: (parts, { release }) =>
    has(parts, OWN_SIDE) || (release.submitted && has(parts, ['assessor', 'decision-maker'])),
  finding: (parts, { release, sent }) => {
    if (!sent) return has(parts, ['raiser']) && has(parts, ['assessor', 'decision-maker']);
    return (
      has(parts, OWN_SIDE) || (release.submitted && has(parts, ['assessor', 'decision-maker']))
    );
  },
};
