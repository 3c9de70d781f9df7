import type { ArgumentNode, Id } from '@/core/argument/document';
import { tokensOf } from '@/core/argument/parameters';
import { kindName } from '@/core/argument/kinds';
import type { CaseView } from './caseView';
import { NONE, type Observation } from './finding';
import type { Rule } from './rule';

/*
 * What the standard asks of wording, as far as a few English words tell. Each rule rather misses a
 * bad statement than blames a good one; in other languages all of them are silent.
 */

/** A sentence's end: a stop, a space and a capital. Abbreviations with a small letter after pass. */
const NEXT_SENTENCE = /[.!?]["”’)]?\s+\p{Lu}/u;

/** C12: a goal is one proposition (GSN 1:2.3.2, 2:5.3.2). */
function checkGoalAtomic({ id, text }: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!NEXT_SENTENCE.test(text)) return NONE;
  return [
    {
      node: id,
      message: `${view.name(id)} says more than one thing: keep the claim, move the rest to a context or the text.`,
    },
  ];
}

const ORDER =
  /^(?:show|demonstrate|prove|ensure|verify|validate|establish|check|confirm|to (?:show|demonstrate|prove|ensure|verify|establish))\b/i;

/** C12: a goal is a claim, neither a question nor an order (GSN 1:2.3.2). */
function checkGoalProposition({ id, text }: ArgumentNode, view: CaseView): readonly Observation[] {
  const asks = text.trimEnd().endsWith('?');
  if (!asks && !ORDER.test(text)) return NONE;
  return [
    {
      node: id,
      message: `${view.name(id)} ${asks ? 'asks' : 'orders'}: say what is claimed to be true.`,
    },
  ];
}

const CLAIMS_FACT =
  /^(?:the|a|an|all|each|every|no|\{[^}]*\})\s[^:]*\b(?:is|are|was|were|has|have|had|does not|do not|cannot|will|meets?|satisf(?:y|ies)|holds?)\b/i;
const REASONS =
  /\b(?:argu\w*|reason\w*|appeal\w*|decompos\w*|break\w*|split\w*|divid\w*|divis\w*|consider\w*|compar\w*|conclu\w*|infer\w*|induct\w*|follow\w*|rests?|by|over|via|using|across|because)\b/i;

/** C13: a strategy describes reasoning and carries no claim of its own (GSN 1:2.3.3, 2:6.3). */
function checkStrategyReasons({ id, text }: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!CLAIMS_FACT.test(text) || REASONS.test(text)) return NONE;
  return [
    {
      node: id,
      message: `${view.name(id)} states a fact: say how the argument goes (“Argue over …”), and make the fact a goal.`,
    },
  ];
}

const SHOWS = /\b(?:shows?|proves?|demonstrates?|confirms?|ensures?|guarantees?)\b/i;

/** C14: a solution refers to an artefact and makes no claim (GSN 1:2.3.4). */
function checkSolutionRefers({ id, text }: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!SHOWS.test(text)) return NONE;
  return [
    {
      node: id,
      message: `${view.name(id)} makes a claim: name the artefact, and say what it shows at the evidence.`,
    },
  ];
}

/** C14: a solution refers to one artefact (GSN 1:2.3.4). */
function checkSolutionAtomic({ id, text }: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!NEXT_SENTENCE.test(text) && !text.includes(';')) return NONE;
  return [
    {
      node: id,
      message: `${view.name(id)} names more than one artefact: give each a solution of its own.`,
    },
  ];
}

const ASSUMES = /\b(?:assum(?:e|es|ed|ing)|presum(?:e|es|ed|ably))\b/i;
const REPORTS =
  /\b(?:results?|tests?|testing|evaluations?|stud(?:y|ies)|reports?|audits?|experiments?|analys[ei]s)\s+(?:ha(?:s|ve)\s+)?(?:shows?|showed|shown|demonstrates?|demonstrated|proves?|proved|confirms?|confirmed|indicates?|indicated)\b/i;

/** C15: a context is neither an assumption nor evidence in disguise (GSN 1:2.3.5, 2:6.2). */
function checkContextPlain({ id, text }: ArgumentNode, view: CaseView): readonly Observation[] {
  const advice = ASSUMES.test(text)
    ? 'assumes something: make it an assumption.'
    : REPORTS.test(text)
      ? 'reports a result: make it a solution below the goal that it supports.'
      : null;
  return advice !== null ? [{ node: id, message: `${view.name(id)} ${advice}` }] : NONE;
}

const MAY_HOLD_VERB =
  /\b(?:is|are|was|were|be|been|ha[sd]|have|do|does|did|can|could|will|would|shall|should|may|might|must|need|\p{L}{2,}(?:s|ed|n't)|cannot|went|made|gave|took|came|ran|met|set|let|put|keep|know|hold|stay|act|rely|share)\b/iu;

/** C16: an assumption or justification is a full sentence (GSN 1:2.3.6). */
function checkFullSentence(node: ArgumentNode, view: CaseView): readonly Observation[] {
  const { id, kind, text } = node;
  const words = text.trim();
  if (words === '' || (words.includes(' ') && MAY_HOLD_VERB.test(words))) return NONE;
  return [
    {
      node: id,
      message: `${view.name(id)} is no sentence: say as a whole what the ${kindName(kind)} is.`,
    },
  ];
}

const VAGUE =
  /\b(adequate(?:ly)?|sufficient(?:ly)?|acceptabl[ey]|appropriate(?:ly)?|reasonabl[ey]|negligible|satisfactor(?:y|ily)|safe(?:ly)?|secure(?:ly)?)\b/i;

/** C17: a word that can mean more or less has bounds near by (GSN 2:5.3–5.5). */
function checkVagueBounded({ id, text }: ArgumentNode, view: CaseView): readonly Observation[] {
  const word = VAGUE.exec(text)?.[1];
  if (word === undefined || /\d/.test(text) || text.includes('{') || isBounded(id, view))
    return NONE;
  return [
    {
      node: id,
      message: `${view.name(id)} says “${word}”: link a context that tells how much that is, or set a criterion.`,
    },
  ];
}

/** Bounds stand on the goal, on what develops it, or up to two steps above it. */
function isBounded(id: Id, view: CaseView): boolean {
  if (view.criteriaAt(id).length > 0 || view.supporters(id).length > 0) return true;
  let level = [id];
  for (let step = 0; step < 3; step += 1) {
    if (level.some((at) => view.children(at, 'in-context-of').length > 0)) return true;
    level = level.flatMap((at) => Array.from(view.linksAbove(at), ({ from }) => from));
  }
  return false;
}

const UNIVERSAL = /^(?:all|every|each|any)\b/i;

/** C17: a solution supports what it shows, not a broad claim in one leap (GSN 2:6.4). */
function checkNoLeap({ id, text }: ArgumentNode, view: CaseView): readonly Observation[] {
  const support = view.supporters(id);
  const [only] = support;
  if (support.length !== 1 || only?.kind !== 'solution') return NONE;
  const isRoot = view.value('root') === id;
  if (!isRoot && !UNIVERSAL.test(text)) return NONE;
  return [
    {
      node: id,
      message: `${view.name(id)} ${isRoot ? 'is the root' : 'speaks of all cases'} and rests on ${view.name(only.id)} alone: argue the steps between.`,
    },
  ];
}

/** C17: a statement fits its box; the essay belongs in the text (GSN 2:5.3–5.5). */
function checkStatementShort({ id, text }: ArgumentNode, view: CaseView): readonly Observation[] {
  if (text.length <= 400 || tokensOf(text).length > 5) return NONE;
  return [
    {
      node: id,
      message: `The statement of ${view.name(id)} has ${text.length} characters: move the detail to its text.`,
    },
  ];
}

export const TEXT_RULES: readonly Rule[] = [
  {
    id: 'goal-atomic',
    severity: 'hint',
    blocks: null,
    clause: 'C12 · GSN 1:2.3.2, 2:5.3.2',
    title: 'A goal is one proposition.',
    kinds: ['goal'],
    checks: { node: checkGoalAtomic },
  },
  {
    id: 'goal-proposition',
    severity: 'hint',
    blocks: null,
    clause: 'C12 · GSN 1:2.3.2',
    title: 'A goal is a claim, neither a question nor an order.',
    kinds: ['goal'],
    checks: { node: checkGoalProposition },
  },
  {
    id: 'strategy-reasons',
    severity: 'hint',
    blocks: null,
    clause: 'C13 · GSN 1:2.3.3, 2:6.3',
    title: 'A strategy describes reasoning and makes no claim.',
    kinds: ['strategy'],
    checks: { node: checkStrategyReasons },
  },
  {
    id: 'solution-refers',
    severity: 'hint',
    blocks: null,
    clause: 'C14 · GSN 1:2.3.4',
    title: 'A solution names an artefact and makes no claim.',
    kinds: ['solution'],
    checks: { node: checkSolutionRefers },
  },
  {
    id: 'solution-atomic',
    severity: 'hint',
    blocks: null,
    clause: 'C14 · GSN 1:2.3.4',
    title: 'A solution names one artefact.',
    kinds: ['solution'],
    checks: { node: checkSolutionAtomic },
  },
  {
    id: 'context-plain',
    severity: 'hint',
    blocks: null,
    clause: 'C15 · GSN 1:2.3.5, 2:6.2',
    title: 'A context is neither an assumption nor evidence in disguise.',
    kinds: ['context'],
    checks: { node: checkContextPlain },
  },
  {
    id: 'full-sentence',
    severity: 'hint',
    blocks: null,
    clause: 'C16 · GSN 1:2.3.6',
    title: 'Assumptions and justifications are full sentences.',
    kinds: ['assumption', 'justification'],
    checks: { node: checkFullSentence },
  },
  {
    id: 'vague-bounded',
    severity: 'hint',
    blocks: null,
    clause: 'C17 · GSN 2:5.3–5.5',
    title: 'Words that can mean more or less have bounds near by.',
    kinds: ['goal'],
    checks: { node: checkVagueBounded },
  },
  {
    id: 'solution-leap',
    severity: 'hint',
    blocks: null,
    clause: 'C17 · GSN 2:6.4',
    title: 'No broad claim rests on one solution alone.',
    kinds: ['goal'],
    checks: { node: checkNoLeap },
  },
  {
    id: 'statement-short',
    severity: 'hint',
    blocks: null,
    clause: 'C17 · GSN 2:5.3–5.5',
    title: 'A statement is not an essay.',
    checks: { node: checkStatementShort },
  },
];
