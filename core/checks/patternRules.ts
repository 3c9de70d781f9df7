import type { ArgumentLink, ArgumentNode, Choice, Id } from '@/core/argument/document';
import { fillParameters } from '@/core/argument/parameters';
import { isOpenChoice } from '@/core/argument/reach';
import { listed, type CaseView } from './caseView';
import { NONE, type Observation } from './finding';
import type { Rule } from './rule';

/** P1: a choice names branches that exist, and fewer than it has are demanded (GSN 1:3.2.2). */
function checkChoiceBranches(node: ArgumentNode, view: CaseView): Iterable<Observation> {
  return node.choice ? faultsOfChoice(node.id, node.choice, view) : NONE;
}

function* faultsOfChoice(id: Id, choice: Choice, view: CaseView): Generator<Observation> {
  const say = (message: string): Observation => ({ node: id, message });
  const branches = [...choice.of, ...choice.optional, ...choice.supportingOnly];
  const supporters = new Set(view.supporters(id).map((one) => one.id));
  const lost = branches.filter((branch) => !supporters.has(branch));
  if (lost.length > 0) {
    const names = listed(lost.map((branch) => view.name(branch)));
    yield say(`The choice at ${view.name(id)} names ${names}, which does not support it.`);
  }
  if (new Set(branches).size < branches.length) {
    yield say(`The choice at ${view.name(id)} names a branch twice.`);
  }
  if (choice.of.length === 0 || choice.min > choice.of.length) {
    yield say(
      `The choice at ${view.name(id)} demands ${choice.min} of ${choice.of.length} branches.`,
    );
  }
}

/** P1: as many branches are claimed as the choice demands (GSN 1:3.2.2). */
function checkChoiceKept({ id, choice }: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!choice || choice.min > choice.of.length || !view.isClaimed(id)) return NONE;
  const claimed = choice.of.filter((branch) => view.node(branch)?.claim !== 'not-claimed');
  if (claimed.length >= choice.min) return NONE;
  return [
    {
      node: id,
      message:
        `${view.name(id)} needs ${choice.min} of its core branches; ` +
        `${claimed.length} ${claimed.length === 1 ? 'is' : 'are'} claimed.`,
    },
  ];
}

/** P3: no choice is left open in a delivered argument (GSN 1:3.1.3). */
function checkChoiceSettled({ id, choice }: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!choice || !isOpenChoice(choice) || !view.isClaimed(id)) return NONE;
  const branches = [...choice.of, ...choice.optional].map((branch) => view.name(branch));
  return [
    {
      node: id,
      message: `Choose at ${view.name(id)} which of ${listed(branches, 8)} the case claims.`,
    },
  ];
}

/** P1: a multiplicity is a range of whole numbers, with at least one possible (GSN 1:3.2.2). */
function checkMultiplicityRange(link: ArgumentLink, view: CaseView): readonly Observation[] {
  const { multiplicity } = link;
  if (!multiplicity) return NONE;
  const { min, max } = multiplicity;
  const whole = [min, max ?? min].every((bound) => Number.isInteger(bound) && bound >= 0);
  if (whole && (max === null || (max > 0 && min <= max))) return NONE;
  return [
    {
      link: link.id,
      ...(view.node(link.from) && { node: link.from }),
      message: `The link from ${view.name(link.from)} to ${view.name(link.to)} is repeated ${min} to ${max ?? 'any number of'} times, which cannot be.`,
    },
  ];
}

/** P3: no multiplicity and no option is left in a delivered argument (GSN 1:3.1.3, 1:3.2.2). */
function checkMultiplicitySettled(link: ArgumentLink, view: CaseView): readonly Observation[] {
  const { multiplicity, from, to } = link;
  if (!multiplicity || !view.isClaimed(from) || !view.isClaimed(to)) return NONE;
  const { min, max, label } = multiplicity;
  const often =
    min === 0 && max === 1 ? 'optional' : `to be repeated${label === '' ? '' : ` (${label})`}`;
  return [
    {
      link: link.id,
      node: from,
      message: `The link from ${view.name(from)} to ${view.name(to)} is still ${often}: instantiate the pattern, then take the mark away.`,
    },
  ];
}

/** P2, P3: nothing is marked uninstantiated in a delivered argument (GSN 1:3.1.3, 1:3.3). */
function checkInstantiated(node: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!node.uninstantiated || !(view.isClaimed(node.id) || view.isAside(node.id))) return NONE;
  return [
    {
      node: node.id,
      message: `${view.name(node.id)} is marked uninstantiated: replace what is abstract in it, then take the mark away.`,
    },
  ];
}

/** P3: nothing is left to be made from instantiation data in a delivered argument (GSN 1:3.1.3, Table 1:3-3). */
function checkDataUsed(node: ArgumentNode, view: CaseView): readonly Observation[] {
  const data = node.instantiation.trim();
  if (data === '' || !(view.isClaimed(node.id) || view.isAside(node.id))) return NONE;
  return [
    {
      node: node.id,
      message: `What is argued below ${view.name(node.id)} is still to be instantiated from ${data}: instantiate it, then take the reference away.`,
    },
  ];
}

/** P4: instantiation data stand where something is to be instantiated from them (GSN 1:3.5.2–4). */
function checkDataNeeded(node: ArgumentNode, view: CaseView): readonly Observation[] {
  if (node.instantiation.trim() === '') return NONE;
  const seen = new Set([node.id]);
  for (const id of seen) {
    const one = view.node(id);
    if (one && isOpenPattern(one, view)) return NONE;
    for (const { multiplicity, to } of view.linksBelow(id)) {
      if (multiplicity !== null || seen.size >= MOST_BELOW) return NONE;
      seen.add(to);
    }
  }
  return [
    {
      node: node.id,
      message: `${view.name(node.id)} refers to instantiation data, but nothing in it or below it is to be instantiated.`,
    },
  ];
}

function isOpenPattern({ uninstantiated, choice, text }: ArgumentNode, view: CaseView): boolean {
  if (uninstantiated || (choice !== null && isOpenChoice(choice))) return true;
  const pieces = text.includes('{') ? fillParameters(text, view.value('parameters')) : [];
  return pieces.some((piece) => 'parameter' in piece && piece.value === '');
}

/** Below so many elements something is taken to be open: a hint need not read the whole case. */
const MOST_BELOW = 4_000;

/** P4: a pattern in use is developed to its ends (GSN 1:3.5.2–4). */
function checkTemplateDeveloped(node: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!node.undeveloped || node.provenance === null || node.evidenceNeeded !== '') return NONE;
  if (view.value('template') === null || !view.isClaimed(node.id)) return NONE;
  return [
    {
      node: node.id,
      message: `${view.name(node.id)} comes undeveloped with the template, which does not say what would support it.`,
    },
  ];
}

/** P5: a pattern says what it is, where it comes from and where it does not apply (GSN 1:3.4). */
function checkTemplateDescribed(view: CaseView): readonly Observation[] {
  const template = view.value('template');
  if (template === null) return NONE;
  const { id, version, basedOn, honestLimits } = template;
  const missing = [
    id.trim() === '' && 'an identifier',
    version.trim() === '' && 'a version',
    basedOn.trim() === '' && 'its source',
    honestLimits.length === 0 && 'its limits',
  ].filter((part) => part !== false);
  if (missing.length === 0) return NONE;
  return [{ path: ['template'], message: `The template does not state ${listed(missing)}.` }];
}

export const PATTERN_RULES: readonly Rule[] = [
  {
    id: 'choice-branches',
    severity: 'error',
    blocks: 'freeze',
    clause: 'P1 · GSN 1:3.2.2',
    title: 'A choice is made among branches that exist and demands at most as many as there are.',
    checks: { node: checkChoiceBranches },
  },
  {
    id: 'choice-kept',
    severity: 'error',
    blocks: 'freeze',
    clause: 'P1 · GSN 1:3.2.2',
    title: 'As many branches are claimed as the choice demands.',
    checks: { node: checkChoiceKept },
  },
  {
    id: 'multiplicity-range',
    severity: 'error',
    blocks: 'freeze',
    clause: 'P1 · GSN 1:3.2.2',
    title: 'A multiplicity is a range of whole numbers that allows at least one.',
    checks: { link: checkMultiplicityRange },
  },
  {
    id: 'choice-settled',
    severity: 'error',
    blocks: 'freeze',
    clause: 'P3 · GSN 1:3.1.3',
    title: 'No choice is left open.',
    checks: { node: checkChoiceSettled },
  },
  {
    id: 'multiplicity-settled',
    severity: 'error',
    blocks: 'freeze',
    clause: 'P3 · GSN 1:3.1.3, 1:3.2.2',
    title: 'No relationship is left optional or to be repeated.',
    checks: { link: checkMultiplicitySettled },
  },
  {
    id: 'instantiated',
    severity: 'error',
    blocks: 'freeze',
    clause: 'P2, P3 · GSN 1:3.1.3, 1:3.3',
    title: 'Nothing is marked uninstantiated.',
    checks: { node: checkInstantiated },
  },
  {
    id: 'instantiation-data-used',
    severity: 'error',
    blocks: 'freeze',
    clause: 'P3 · GSN 1:3.1.3, Table 1:3-3',
    title: 'Nothing is left to be instantiated from the data that an element refers to.',
    checks: { node: checkDataUsed },
  },
  {
    id: 'instantiation-data-needed',
    severity: 'hint',
    blocks: null,
    clause: 'P4 · GSN 1:3.5.2–4',
    title: 'Below an element that refers to instantiation data something is to be instantiated.',
    checks: { node: checkDataNeeded },
  },
  {
    id: 'template-developed',
    severity: 'hint',
    blocks: null,
    clause: 'P4 · GSN 1:3.5.2–4',
    title: 'What a template leaves undeveloped says which evidence would support it.',
    kinds: ['goal', 'strategy'],
    checks: { node: checkTemplateDeveloped },
  },
  {
    id: 'template-described',
    severity: 'hint',
    blocks: null,
    clause: 'P5 · GSN 1:3.4',
    title: 'A template states its identifier, version, source and limits.',
    checks: { document: checkTemplateDescribed },
  },
];
