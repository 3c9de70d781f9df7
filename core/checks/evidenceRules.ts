import { parseDecimal } from '@/core/evidence/decimal';
import type { EvidenceVersionState } from '@/core/workflow/evidenceVersion';
import { kindName } from '@/core/argument/kinds';
import type { CaseView } from './caseView';
import type { Observation } from './finding';

/** A criterion names a metric and a limit (domain rule 1). */
export function* checkCriteriaComplete(view: CaseView): Generator<Observation> {
  for (const { id, node, metric, value } of view.document.criteria) {
    if (!view.node(node)) {
      yield { criterion: id, message: 'A criterion stands on a node that no longer exists.' };
      continue;
    }
    const name = `The criterion of ${view.name(node)}`;
    if (metric.trim() === '') yield { criterion: id, node, message: `${name} names no metric.` };
    if (parseDecimal(value) === null) {
      const words =
        value.trim() === '' ? 'has no limit' : `has a limit that is no number: ${value}`;
      yield { criterion: id, node, message: `${name} ${words}.` };
    }
  }
}

/** A criterion says which observation would show that the claim is false (GPAI Code 7.2(2)). */
export function* checkCriteriaFalsifiable(view: CaseView): Generator<Observation> {
  for (const { id, node, metric, failure } of view.document.criteria) {
    if (!view.node(node) || failure.trim() !== '') continue;
    yield {
      criterion: id,
      node,
      message: `Say what observation of ${metric || 'the metric'} would show that ${view.name(node)} is false.`,
    };
  }
}

/** Evidence is attached to solutions, or to goals that assert it directly (GSN 2:6.4). */
export function* checkEvidencePlaced(view: CaseView): Generator<Observation> {
  for (const { id, node } of view.document.evidence) {
    const place = view.node(node);
    const path = ['evidence', id];
    if (!place) yield { path, message: 'Evidence is attached to a node that no longer exists.' };
    else if (place.kind !== 'solution' && place.kind !== 'goal') {
      yield {
        path,
        node,
        message: `Evidence is attached to the ${kindName(place.kind)} ${view.name(node)}: add a solution.`,
      };
    }
  }
}

/** What evidence is said to show is stated (domain rule 2). */
export function* checkEvidenceReasoned(view: CaseView): Generator<Observation> {
  for (const { id, node, shows } of view.document.evidence) {
    if (!view.node(node) || shows.trim() !== '') continue;
    yield {
      path: ['evidence', id],
      node,
      message: `Say what the evidence at ${view.name(node)} shows.`,
    };
  }
}

const UNUSABLE: Readonly<Partial<Record<EvidenceVersionState, string>>> = {
  registered: 'has not been uploaded completely',
  scanning: 'is still being read',
  quarantined: 'is quarantined',
  retracted: 'was retracted',
};

/** Evidence is registered and readable when a case is frozen (domain rule 7, freeze gate). */
export function* checkEvidenceReady(view: CaseView): Generator<Observation> {
  const { evidence } = view.context;
  if (!evidence) return;
  for (const { id, node, evidence: row } of view.document.evidence) {
    const facts = evidence.get(row);
    const path = ['evidence', id];
    const place = view.node(node) ? { path, node } : { path };
    if (!facts) {
      yield {
        ...place,
        message: `The evidence at ${view.name(node)} is not in the evidence room.`,
      };
      continue;
    }
    const reason = UNUSABLE[facts.state];
    if (reason) yield { ...place, message: `“${facts.title}” at ${view.name(node)} ${reason}.` };
  }
}

/** Illustrative or fictional evidence supports nothing (domain rule 8). */
export function* checkEvidenceReal(view: CaseView): Generator<Observation> {
  for (const { id, node, evidence } of view.document.evidence) {
    const facts = view.context.evidence?.get(evidence);
    if (!facts?.illustrative) continue;
    yield {
      path: ['evidence', id],
      ...(view.node(node) && { node }),
      message: `“${facts.title}” at ${view.name(node)} is illustrative and can't support a claim.`,
    };
  }
}

/** Evidence that has aged or has a successor is looked at again (domain rule 7). */
export function* checkEvidenceCurrent(view: CaseView): Generator<Observation> {
  for (const { id, node, evidence } of view.document.evidence) {
    const facts = view.context.evidence?.get(evidence);
    if (facts?.state !== 'stale' && facts?.state !== 'superseded') continue;
    const reason = facts.state === 'stale' ? 'is stale' : 'has a newer version';
    yield {
      path: ['evidence', id],
      ...(view.node(node) && { node }),
      message: `“${facts.title}” at ${view.name(node)} ${reason}.`,
    };
  }
}
