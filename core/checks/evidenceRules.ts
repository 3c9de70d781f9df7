import type { Criterion, EvidenceReference } from '@/core/argument/document';
import { kindName } from '@/core/argument/kinds';
import { parseDecimal } from '@/core/evidence/decimal';
import type { EvidenceVersionState } from '@/core/workflow/evidenceVersion';
import type { CaseView } from './caseView';
import { NONE, type EvidenceFacts, type Observation } from './finding';
import type { Rule } from './rule';

/** A criterion names a metric and a limit (domain rule 1). */
function* checkCriterionComplete(criterion: Criterion, view: CaseView): Generator<Observation> {
  const { id, node, metric, value } = criterion;
  if (!view.node(node)) {
    yield { criterion: id, message: 'A criterion stands on a node that no longer exists.' };
    return;
  }
  const name = `The criterion of ${view.name(node)}`;
  if (metric.trim() === '') yield { criterion: id, node, message: `${name} names no metric.` };
  if (parseDecimal(value) === null) {
    const words = value.trim() === '' ? 'has no limit' : `has a limit that is no number: ${value}`;
    yield { criterion: id, node, message: `${name} ${words}.` };
  }
}

/** A criterion says which observation would show that the claim is false (GPAI Code 7.2(2)). */
function checkCriterionFalsifiable(criterion: Criterion, view: CaseView): readonly Observation[] {
  const { id, node, metric, failure } = criterion;
  if (failure.trim() !== '' || !view.node(node)) return NONE;
  return [
    {
      criterion: id,
      node,
      message: `Say what observation of ${metric || 'the metric'} would show that ${view.name(node)} is false.`,
    },
  ];
}

/** Evidence is attached to solutions, or to goals that assert it directly (GSN 2:6.4). */
function checkEvidencePlaced(
  { id, node }: EvidenceReference,
  view: CaseView,
): readonly Observation[] {
  const place = view.node(node);
  if (place?.kind === 'solution' || place?.kind === 'goal') return NONE;
  const path = ['evidence', id];
  if (!place) return [{ path, message: 'Evidence is attached to a node that no longer exists.' }];
  return [
    {
      path,
      node,
      message: `Evidence is attached to the ${kindName(place.kind)} ${view.name(node)}: add a solution.`,
    },
  ];
}

/** What evidence is said to show is stated (domain rule 2). */
function checkEvidenceReasoned(
  { id, node, shows }: EvidenceReference,
  view: CaseView,
): readonly Observation[] {
  if (shows.trim() !== '' || !view.node(node)) return NONE;
  return [
    {
      path: ['evidence', id],
      node,
      message: `Say what the evidence at ${view.name(node)} shows.`,
    },
  ];
}

const UNUSABLE: Readonly<Partial<Record<EvidenceVersionState, string>>> = {
  registered: 'has not been uploaded completely',
  scanning: 'is still being read',
  quarantined: 'is quarantined',
  retracted: 'was retracted',
};

/** Evidence is registered and readable when a case is frozen (domain rule 7, freeze gate). */
function checkEvidenceReady(one: EvidenceReference, view: CaseView): readonly Observation[] {
  const { evidenceFacts } = view;
  if (!evidenceFacts) return NONE;
  const facts = evidenceFacts.get(one.evidence);
  if (!facts) {
    const message = `The evidence at ${view.name(one.node)} is not in the evidence room.`;
    return [{ ...placeOf(one, view), message }];
  }
  const reason = UNUSABLE[facts.state];
  return reason ? [said(one, facts, view, `${reason}.`)] : NONE;
}

/** Illustrative or fictional evidence supports nothing (domain rule 8). */
function checkEvidenceReal(one: EvidenceReference, view: CaseView): readonly Observation[] {
  const facts = view.evidenceFacts?.get(one.evidence);
  return facts?.illustrative
    ? [said(one, facts, view, "is illustrative and can't support a claim.")]
    : NONE;
}

/** Evidence that has aged or has a successor is looked at again (domain rule 7). */
function checkEvidenceCurrent(one: EvidenceReference, view: CaseView): readonly Observation[] {
  const facts = view.evidenceFacts?.get(one.evidence);
  if (facts?.state !== 'stale' && facts?.state !== 'superseded') return NONE;
  return [said(one, facts, view, facts.state === 'stale' ? 'is stale.' : 'has a newer version.')];
}

/** Evidence says how it was made (domain rule 6; GPAI Code 7.3(1)). */
function checkEvidenceMethod(one: EvidenceReference, view: CaseView): readonly Observation[] {
  const facts = view.evidenceFacts?.get(one.evidence);
  if (facts === undefined || facts.method?.trim() !== '') return NONE;
  return [said(one, facts, view, 'does not say by which method it was made.')];
}

/** Evidence names the system that it was made on, and it is the one of the case (domain rule 7). */
function checkEvidenceSubject(one: EvidenceReference, view: CaseView): readonly Observation[] {
  const facts = view.evidenceFacts?.get(one.evidence);
  if (facts?.subject === undefined) return NONE;
  if (facts.subject.trim() === '') {
    return [said(one, facts, view, 'does not name the system that it was made on.')];
  }
  const { name, digest } = view.value('facts').subject;
  const words = facts.subject.toLowerCase();
  const marks = [name, digest]
    .map((mark) => mark.trim().toLowerCase())
    .filter((mark) => mark !== '');
  if (marks.length === 0 || marks.some((mark) => words.includes(mark))) return NONE;
  return [
    said(
      one,
      facts,
      view,
      `was made on ${facts.subject.trim()}, while the case is about ${name.trim() || digest.trim()}.`,
    ),
  ];
}

function said(
  one: EvidenceReference,
  { title }: EvidenceFacts,
  view: CaseView,
  words: string,
): Observation {
  return { ...placeOf(one, view), message: `“${title}” at ${view.name(one.node)} ${words}` };
}

function placeOf({ id, node }: EvidenceReference, view: CaseView): Omit<Observation, 'message'> {
  return { path: ['evidence', id], ...(view.node(node) && { node }) };
}

export const EVIDENCE_RULES: readonly Rule[] = [
  {
    id: 'criterion-complete',
    severity: 'error',
    blocks: 'freeze',
    clause: 'domain rule 1',
    title: 'A criterion names a metric and a limit on a node that exists.',
    checks: { criterion: checkCriterionComplete },
  },
  {
    id: 'evidence-placed',
    severity: 'error',
    blocks: 'freeze',
    clause: 'C17 · GSN 2:6.4',
    title: 'Evidence is attached to solutions and to goals.',
    checks: { evidence: checkEvidencePlaced },
  },
  {
    id: 'evidence-ready',
    severity: 'error',
    blocks: 'freeze',
    clause: 'freeze gate',
    title: 'All evidence is uploaded, read and not withdrawn.',
    checks: { evidence: checkEvidenceReady },
  },
  {
    id: 'evidence-real',
    severity: 'error',
    blocks: 'freeze',
    clause: 'domain rule 8',
    title: 'Illustrative or fictional evidence supports nothing.',
    checks: { evidence: checkEvidenceReal },
  },
  {
    id: 'criterion-falsifiable',
    severity: 'warning',
    blocks: null,
    clause: 'domain rule 4; GPAI Code 7.2(2)',
    title: 'A criterion says which observation would show that the claim is false.',
    checks: { criterion: checkCriterionFalsifiable },
  },
  {
    id: 'evidence-reasoned',
    severity: 'warning',
    blocks: null,
    clause: 'domain rule 2',
    title: 'It is said what each piece of evidence shows.',
    checks: { evidence: checkEvidenceReasoned },
  },
  {
    id: 'evidence-current',
    severity: 'warning',
    blocks: null,
    clause: 'domain rule 7',
    title: 'Evidence is neither stale nor superseded.',
    checks: { evidence: checkEvidenceCurrent },
  },
  {
    id: 'evidence-subject',
    severity: 'warning',
    blocks: null,
    clause: 'domain rule 7',
    title:
      'Evidence names the system that it was made on, and it is the one that the case is about.',
    checks: { evidence: checkEvidenceSubject },
  },
  {
    id: 'evidence-method',
    severity: 'warning',
    blocks: null,
    clause: 'domain rule 6; GPAI Code 7.3(1)',
    title: 'Evidence says by which method it was made.',
    checks: { evidence: checkEvidenceMethod },
  },
];
