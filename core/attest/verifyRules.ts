import type { Lines, ReleaseFactsFound, VerifiedReview, VerifiedSignoff } from './report';
import { ofPredicate } from './verifyStatements';
import type { ProvenStatement } from './verifyStatements';

type Status = ReleaseFactsFound['status'];

/**
 * Author, assessor and decision-maker are different people; an outside decision comes from outside.
 * People are told apart by the handles that their enrolled keys carry.
 */
export function checkSeparation(proven: readonly ProvenStatement[], lines: Lines): void {
  const check = 'separation of duties';
  const submissions = ofPredicate(proven, 'release');
  const reviews = ofPredicate(proven, 'review');
  const signoffs = ofPredicate(proven, 'signoff');
  if (reviews.length + signoffs.length === 0) {
    lines.open(check, 'Nobody has assessed or decided yet.');
    return;
  }
  if (submissions.length === 0) {
    lines.wrong(check, 'There is no submission that names who contributed.');
    return;
  }
  const authors = new Set<string | null>();
  const owners = new Set<string | null>();
  for (const { statement } of submissions) {
    authors.add(statement.predicate.person);
    owners.add(statement.predicate.organisation);
    for (const contributor of statement.predicate.contributors) authors.add(contributor);
  }
  for (const { statement } of ofPredicate(proven, 'disclosure')) {
    authors.add(statement.predicate.person);
  }
  const assessors = new Set(reviews.map((one) => one.statement.predicate.person));
  const problems: string[] = [];
  for (const assessor of assessors) {
    if (authors.has(assessor))
      problems.push(`Assessor ${short(assessor)} contributed to the case.`);
  }
  for (const { statement } of signoffs) {
    const { person, capacity, organisation } = statement.predicate;
    if (authors.has(person))
      problems.push(`Decision-maker ${short(person)} contributed to the case.`);
    if (assessors.has(person))
      problems.push(`Decision-maker ${short(person)} also assessed the case.`);
    if (capacity === 'external' && owners.has(organisation)) {
      problems.push(`Decision-maker ${short(person)} is not from outside.`);
    }
  }
  const people = `${authors.size} contributors, ${assessors.size} assessors, ${signoffs.length} decisions`;
  lines.judge(check, problems, `${people}, no person twice`);
}

/** Order of acts in the log: submission, review, decision, publication, and what followed. */
export function checkOrder(proven: readonly ProvenStatement[], lines: Lines): Status {
  const problems: string[] = [];
  const submitted = ofPredicate(proven, 'release')[0]?.index ?? Infinity;
  for (const one of [...ofPredicate(proven, 'review'), ...ofPredicate(proven, 'signoff')]) {
    if (one.index < submitted) problems.push(`Log ${one.index} is older than the submission.`);
  }
  const signoffs = ofPredicate(proven, 'signoff');
  const deciders = signoffs.map((one) => one.statement.predicate.person);
  if (new Set(deciders).size !== deciders.length) problems.push('Somebody decided twice.');

  let status: Status = 'not published';
  for (const { statement, index } of ofPredicate(proven, 'status')) {
    const { action } = statement.predicate;
    const decided = signoffs.filter((one) => one.index < index);
    if (action === 'publish') {
      if (decided.length === 0) problems.push('It was published before anybody decided.');
      if (decided.some((one) => one.statement.predicate.decision === 'rejected')) {
        problems.push('It was published although it had been rejected.');
      }
    }
    const next: Status | undefined = STEPS[status][action];
    if (next === undefined)
      problems.push(`A release that is ${status} cannot be put to ${action}.`);
    else status = next;
  }
  lines.judge('order of acts', problems, `${status}; ${proven.length} statements in log order`);
  return status;
}

const STEPS: Record<
  Status,
  Partial<Record<'publish' | 'suspend' | 'reinstate' | 'revoke', Status>>
> = {
  'not published': { publish: 'published' },
  published: { suspend: 'suspended', revoke: 'revoked' },
  suspended: { reinstate: 'published', revoke: 'revoked' },
  revoked: {},
};

/** The view and the readable page are what an officer disclosed. */
export function checkDisclosure(
  proven: readonly ProvenStatement[],
  found: { name: string; digest: string; htmlDigest: string; status: Status },
  lines: Lines,
): void {
  const check = 'disclosure';
  const disclosed = ofPredicate(proven, 'disclosure')
    .flatMap((one) => one.statement.predicate.views)
    .filter((view) => view.digest === found.digest);
  const view = disclosed.at(-1);
  if (view === undefined) {
    const sentence = `No disclosure statement names the view "${found.name}".`;
    if (found.status === 'not published') lines.open(check, sentence);
    else lines.wrong(check, sentence);
    return;
  }
  const problems: string[] = [];
  if (view.name !== found.name) problems.push(`The officer disclosed it as "${view.name}".`);
  if (view.htmlDigest !== found.htmlDigest) {
    problems.push('The readable page is not the one the officer disclosed.');
  }
  lines.judge(check, problems, `view "${found.name}" and its readable page, as signed`);
}

export function reviewsOf(proven: readonly ProvenStatement[]): VerifiedReview[] {
  return ofPredicate(proven, 'review').map(({ statement: { predicate } }) => ({
    assessment: predicate.assessment,
    assuranceLevel: predicate.assuranceLevel,
    keyId: predicate.signedBy,
    person: predicate.person ?? '',
    organisation: predicate.organisation ?? '',
    issuedAt: predicate.issuedAt,
  }));
}

export function signoffsOf(proven: readonly ProvenStatement[]): VerifiedSignoff[] {
  return ofPredicate(proven, 'signoff').map(
    ({ statement: { predicate }, prose, authenticator }) => ({
      decision: predicate.decision,
      capacity: predicate.capacity,
      keyId: predicate.signedBy,
      person: predicate.person ?? '',
      organisation: predicate.organisation ?? '',
      issuedAt: predicate.issuedAt,
      conditions: predicate.conditions.map((condition) => ({
        text: prose.get(condition.text)?.text ?? null,
        due: condition.due,
      })),
      dissent: predicate.dissent === null ? null : (prose.get(predicate.dissent)?.text ?? null),
      backedUp: authenticator?.backedUp ?? false,
    }),
  );
}

function short(handle: string | null): string {
  return (handle ?? '').slice(0, 8);
}
