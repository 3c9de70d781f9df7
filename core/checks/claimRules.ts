import type { ArgumentNode } from '@/core/argument/document';
import { listed, type CaseView } from './caseView';
import type { Observation } from './finding';

/** What is undeveloped is listed, and accepted by name before approval (domain rule 3). */
export function* checkUndevelopedAccepted(view: CaseView): Generator<Observation> {
  for (const node of view.restingOn()) {
    if (!node.undeveloped) continue;
    yield { node: node.id, message: `${view.name(node.id)} is undeveloped.` };
  }
}

/** What is not claimed is listed, and accepted by name before approval (domain rule 3). */
export function* checkNotClaimedAccepted(view: CaseView): Generator<Observation> {
  for (const node of view.reading) {
    if (node.claim !== 'not-claimed') continue;
    yield { node: node.id, message: `${view.name(node.id)} is not claimed.` };
  }
}

/** Open problems are listed, and accepted by name before approval (domain rule 3). */
export function* checkOpenProblemsAccepted(view: CaseView): Generator<Observation> {
  const source: Record<NonNullable<ArgumentNode['openProblem']>, string> = {
    report: 'by the report that the case builds on',
    inferred: 'by inference',
    unstated: 'by its source',
  };
  for (const { id, openProblem } of view.restingOn()) {
    if (openProblem === null) continue;
    yield {
      node: id,
      message: `${view.name(id)} is an open problem (${source[openProblem]}): nobody can satisfy it with confidence today.`,
    };
  }
}

/** Every solution rests on a registered artefact (GSN 2:7.4.2.1; domain rule 2). */
export function* checkSolutionsHaveEvidence(view: CaseView): Generator<Observation> {
  const used = new Set(view.document.evidence.map(({ node }) => node));
  for (const { id, kind } of view.restingOn()) {
    if (kind !== 'solution' || used.has(id)) continue;
    yield { node: id, message: `${view.name(id)} refers to no evidence yet.` };
  }
}

/** Each load-bearing leaf has a doubt that was considered (domain rule 5; Assurance 2.0). */
export function* checkLeavesChallenged(view: CaseView): Generator<Observation> {
  const considered = new Set<string>();
  const raised = new Set<string>();
  for (const { target, response } of view.document.defeaters) {
    if (!('node' in target)) continue;
    raised.add(target.node);
    if (response.trim() !== '') considered.add(target.node);
  }
  for (const { id } of loadBearingLeaves(view)) {
    if (considered.has(id)) continue;
    yield {
      node: id,
      message: raised.has(id)
        ? `No doubt about ${view.name(id)} has been answered.`
        : `Nobody has raised a doubt about ${view.name(id)}.`,
    };
  }
}

/** Supporting-only branches are never the sole support (domain rule 9; Balesni et al. 2024, section 7). */
export function* checkSoleSupport(view: CaseView): Generator<Observation> {
  for (const { id, choice } of view.restingOn()) {
    if (!choice || choice.supportingOnly.length === 0) continue;
    const claimed = view.supporters(id).filter(({ claim }) => claim !== 'not-claimed');
    const supportingOnly = new Set(choice.supportingOnly);
    if (claimed.length === 0 || claimed.some((branch) => !supportingOnly.has(branch.id))) continue;
    const names = listed(claimed.map((branch) => view.name(branch.id)));
    yield {
      node: id,
      message: `${view.name(id)} rests on ${names} alone, which may support but never carry it.`,
    };
  }
}

/** The author says which nodes are claimed; a draft says nothing. */
export function* checkDraftsCounted(view: CaseView): Generator<Observation> {
  const drafts = [...view.restingOn()].filter(({ claim }) => claim === 'draft');
  const [first] = drafts;
  if (!first) return;
  const count = drafts.length === 1 ? '1 node is a draft' : `${drafts.length} nodes are drafts`;
  yield { node: first.id, message: `${count}: their authors do not claim them yet.` };
}

/** Goals that carry weight and that no further goal or strategy argues. */
function* loadBearingLeaves(view: CaseView): Generator<ArgumentNode> {
  for (const node of view.restingOn()) {
    if (node.kind !== 'goal') continue;
    const argued = view
      .supporters(node.id)
      .some(({ kind, claim }) => kind !== 'solution' && claim !== 'not-claimed');
    if (!argued) yield node;
  }
}
