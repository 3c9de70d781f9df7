import type { ArgumentNode } from '@/core/argument/document';
import { listed, type CaseView } from './caseView';
import { NONE, type Observation } from './finding';
import type { Rule } from './rule';

/** What is undeveloped is listed, and accepted by name before approval (domain rule 3). */
function checkUndevelopedAccepted(node: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!node.undeveloped || !view.isClaimed(node.id)) return NONE;
  return [{ node: node.id, message: `${view.name(node.id)} is undeveloped.` }];
}

/** What is not claimed is listed, and accepted by name before approval (domain rule 3). */
function checkNotClaimedAccepted(node: ArgumentNode, view: CaseView): readonly Observation[] {
  if (node.claim !== 'not-claimed') return NONE;
  return [{ node: node.id, message: `${view.name(node.id)} is not claimed.` }];
}

const SOURCE_OF_PROBLEM: Record<NonNullable<ArgumentNode['openProblem']>, string> = {
  report: 'by the report that the case builds on',
  inferred: 'by inference',
  unstated: 'by its source',
};

/** Open problems are listed, and accepted by name before approval (domain rule 3). */
function checkOpenProblemAccepted(node: ArgumentNode, view: CaseView): readonly Observation[] {
  const { id, openProblem } = node;
  if (openProblem === null || !view.isClaimed(id)) return NONE;
  return [
    {
      node: id,
      message: `${view.name(id)} is an open problem (${SOURCE_OF_PROBLEM[openProblem]}): nobody can satisfy it with confidence today.`,
    },
  ];
}

/** Every solution rests on a registered artefact (GSN 2:7.4.2.1; domain rule 2). */
function checkSolutionHasEvidence({ id }: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!view.isClaimed(id) || view.evidenceAt(id).length > 0) return NONE;
  return [{ node: id, message: `${view.name(id)} refers to no evidence yet.` }];
}

/** Each load-bearing leaf has a doubt that was considered (domain rule 5; Assurance 2.0). */
function checkLeafChallenged({ id }: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!view.isClaimed(id)) return NONE;
  const raised = view.defeatersOn(id);
  if (raised.some(({ response }) => response.trim() !== '')) return NONE;
  // A leaf carries weight and is argued by no further goal or strategy.
  const argued = view
    .supporters(id)
    .some(({ kind, claim }) => kind !== 'solution' && claim !== 'not-claimed');
  if (argued) return NONE;
  return [
    {
      node: id,
      message:
        raised.length > 0
          ? `No doubt about ${view.name(id)} has been answered.`
          : `Nobody has raised a doubt about ${view.name(id)}.`,
    },
  ];
}

/** Supporting-only branches are never the sole support (domain rule 9; Balesni et al. 2024, section 7). */
function checkSoleSupport({ id, choice }: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!choice || choice.supportingOnly.length === 0 || !view.isClaimed(id)) return NONE;
  const claimed = view.supporters(id).filter(({ claim }) => claim !== 'not-claimed');
  const supportingOnly = new Set(choice.supportingOnly);
  if (claimed.length === 0 || claimed.some((branch) => !supportingOnly.has(branch.id))) return NONE;
  const names = listed(claimed.map((branch) => view.name(branch.id)));
  return [
    {
      node: id,
      message: `${view.name(id)} rests on ${names} alone, which may support but never carry it.`,
    },
  ];
}

/** The author says which nodes are claimed; a draft says nothing (domain section 3.3). */
function checkDraftsCounted(view: CaseView): readonly Observation[] {
  const { count, first } = view.drafts;
  if (first === null) return NONE;
  const drafts = count === 1 ? '1 node is a draft' : `${count} nodes are drafts`;
  return [{ node: first, message: `${drafts}: their authors do not claim them yet.` }];
}

export const CLAIM_RULES: readonly Rule[] = [
  {
    id: 'sole-support',
    severity: 'error',
    blocks: 'freeze',
    clause: 'domain rule 9; Balesni et al. 2024, section 7',
    title: 'Branches that may only support are never the sole support.',
    checks: { node: checkSoleSupport },
  },
  {
    id: 'undeveloped',
    severity: 'warning',
    blocks: 'approval',
    clause: 'domain rule 3',
    title: 'What is undeveloped is accepted by name before approval.',
    checks: { node: checkUndevelopedAccepted },
  },
  {
    id: 'solution-evidence',
    severity: 'warning',
    blocks: 'approval',
    clause: 'C7 · GSN 2:7.4.2.1; domain rule 2',
    title: 'Every solution refers to registered evidence.',
    kinds: ['solution'],
    checks: { node: checkSolutionHasEvidence },
  },
  {
    id: 'not-claimed',
    severity: 'warning',
    blocks: 'approval',
    clause: 'domain rule 3',
    title: 'What is not claimed is accepted by name before approval.',
    checks: { node: checkNotClaimedAccepted },
  },
  {
    id: 'open-problem',
    severity: 'warning',
    blocks: 'approval',
    clause: 'domain rule 3',
    title: 'Open problems are accepted by name before approval.',
    checks: { node: checkOpenProblemAccepted },
  },
  {
    id: 'leaf-challenged',
    severity: 'warning',
    blocks: null,
    clause: 'domain rule 5',
    title: 'Each load-bearing leaf has a doubt that was raised and answered.',
    kinds: ['goal'],
    checks: { node: checkLeafChallenged },
  },
  {
    id: 'drafts',
    severity: 'hint',
    blocks: null,
    clause: 'domain section 3.3',
    title: 'Authors say which nodes they claim.',
    checks: { document: checkDraftsCounted },
  },
];
