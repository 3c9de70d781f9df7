import { openEngagement } from '@/server/engagements/service';
import { freeze } from '@/server/releases/freeze';
import { preview } from '@/server/releases/preview';
import { signOffPage } from '@/server/signoffs/page';
import { ORGANISATIONS, PEOPLE, type PersonName } from './cast';
import type { Stage } from './stage';

export interface ExampleRelease {
  releaseId: string;
  digest: string;
}

/** The officer looks at what a freeze would hold, and freezes exactly that. */
export async function freezePreviewed(
  stage: Stage,
  officer: PersonName,
  caseId: string,
  changelog: string,
): Promise<ExampleRelease> {
  const { contentDigest, blockers, number } = await preview(stage.as(officer), { caseId });
  if (contentDigest === null)
    throw new Error(
      `The example cannot be frozen: ${blockers.map(({ words }) => words).join(' ')}`,
    );
  const expected = { caseId, expectedContentDigest: contentDigest, number, changelog };
  const { releaseId, digest } = await freeze(stage.as(officer), expected);
  return { releaseId, digest };
}

/** Brings somebody of another organisation in. */
export async function engage(
  stage: Stage,
  officer: PersonName,
  caseId: string,
  who: PersonName,
  role: 'assessor' | 'decision-maker',
): Promise<void> {
  const { email, org } = PEOPLE[who];
  const holderOrg = ORGANISATIONS[org].slug;
  await openEngagement(stage.as(officer), { caseId, holderOrg, email, role });
}

/** Signs the decision, accepting by name everything that the release leaves open. */
export async function decide(
  stage: Stage,
  who: PersonName,
  releaseId: string,
  said: {
    decision: 'approved' | 'approved-with-conditions';
    reasons: string;
    dissent: string;
    conditions: { text: string; due: string }[];
  },
): Promise<void> {
  const { viewDigest, residuals } = await signOffPage(stage.as(who), { releaseId });
  const acceptedResiduals = residuals.map(({ id }) => id);
  await stage.sign(who, 'signoff.sign', { releaseId, viewDigest, acceptedResiduals, ...said });
}
