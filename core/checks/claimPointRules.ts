import type { ClaimPoint } from '@/core/argument/document';
import { kindName } from '@/core/argument/kinds';
import type { CaseView } from './caseView';
import type { Observation } from './finding';
import type { Rule } from './rule';

const MARKED: ReadonlySet<string> = new Set([
  'solution',
  'context',
  'away-solution',
  'away-context',
]);

/**
 * A1: an assurance claim point stands on a relationship, or on an element that refers to an artefact
 * (GSN Tables 1:5-1, 1:5-2).
 */
function* checkClaimPointTarget(point: ClaimPoint, view: CaseView): Generator<Observation> {
  const { target } = point;
  if ('link' in target) {
    if (!view.link(target.link)) yield say(point, view, 'stands on a link that no longer exists.');
    return;
  }
  const node = view.node(target.node);
  if (!node) yield say(point, view, 'stands on a node that no longer exists.');
  else if (!MARKED.has(node.kind)) {
    yield say(
      point,
      view,
      `stands on the ${kindName(node.kind)} ${view.name(node.id)}: put it on one of its links, or on a solution or context.`,
    );
  }
}

/** A2: a claim point leads to a confidence argument, here or in another module (GSN 1:5.1.1, 1:5.2.3). */
function* checkClaimPointArgued(point: ClaimPoint, view: CaseView): Generator<Observation> {
  const { argument, module } = point;
  const top = argument === null ? undefined : view.node(argument);
  if (top && top.kind !== 'goal') {
    yield say(
      point,
      view,
      `is argued by the ${kindName(top.kind)} ${view.name(top.id)}; it has to be a goal.`,
    );
  } else if (!top && argument !== null) {
    yield say(point, view, 'is argued by a node that no longer exists.');
  } else if (!top && (module === '' || module === view.value('module'))) {
    yield say(point, view, 'leads to no confidence argument: name its top goal, or its module.');
  }
}

/** A3: confidence in an inference covers all support at once (GSN 1:5.3.3–5). */
function* checkInferenceWhole(point: ClaimPoint, view: CaseView): Generator<Observation> {
  const { target } = point;
  const link = 'link' in target ? view.link(target.link) : undefined;
  if (link?.kind !== 'supported-by' || view.node(link.from)?.kind !== 'strategy') return;
  yield say(
    point,
    view,
    `stands on one support of the strategy ${view.name(link.from)}: put it on the link above the strategy, which covers the whole inference.`,
  );
}

function say({ id, identifier, target }: ClaimPoint, view: CaseView, words: string): Observation {
  const name = identifier || 'An unnamed claim point';
  const link = 'link' in target ? view.link(target.link) : undefined;
  const node = 'node' in target ? target.node : link?.from;
  return {
    path: ['claimPoints', id],
    ...(link && { link: link.id }),
    ...(node !== undefined && view.node(node) && { node }),
    message: `${name} ${words}`,
  };
}

export const CLAIM_POINT_RULES: readonly Rule[] = [
  {
    id: 'claim-point-target',
    severity: 'error',
    blocks: 'freeze',
    clause: 'A1 · GSN Tables 1:5-1, 1:5-2',
    title: 'An assurance claim point stands on a relationship, a solution or a context.',
    checks: { claimPoint: checkClaimPointTarget },
  },
  {
    id: 'claim-point-argued',
    severity: 'warning',
    blocks: null,
    clause: 'A2 · GSN 1:5.1.1, 1:5.2.3',
    title: 'An assurance claim point leads to a confidence argument, here or in another module.',
    checks: { claimPoint: checkClaimPointArgued },
  },
  {
    id: 'claim-point-whole',
    severity: 'warning',
    blocks: null,
    clause: 'A3 · GSN 1:5.3.3–5',
    title: 'No assurance claim point stands on one of several supports below a strategy.',
    checks: { claimPoint: checkInferenceWhole },
  },
];
