import type * as Y from 'yjs';
import { applyChanges } from './applyChanges';
import { demandedBranches, demandParameters } from './choiceDemand';
import type { ArgumentNode, CaseDocument, Choice, Id } from './document';
import type { Origin } from './fieldEdits';
import { newId, type IdSource } from './ids';
import { LIMITS } from './limits';
import { indexArgument } from './outline';
import { alternativesOf, indexValues, parameterTexts, tokensOf } from './parameters';
import { claimedNodes, isOpenChoice } from './reach';
import { dependentNodes, repeatOverIndex } from './repeat';
import { normaliseDocument, readDocument } from './structureDoc';

/**
 * Instantiation: the step between a template and an argument about one system. It fills
 * parameters, repeats what depends on an index, and settles choices. It never claims anything:
 * every node stays a draft, and a branch that is left out is marked not claimed and stays visible.
 * (GSN pattern extension, 1:3.1.3: a delivered argument has no pattern decorators left.)
 */
export interface InstantiationPlan {
  parameters: PlannedParameter[];
  indexes: PlannedIndex[];
  choices: PlannedChoice[];
  /** Nothing that the argument rests on is left to fill, repeat or choose. */
  complete: boolean;
}

export interface PlannedParameter {
  name: string;
  description: string;
  value: string;
  /** Texts offered by the token itself; empty for a free value. */
  alternatives: string[];
  /** Nodes whose text names it, or whose choice demands as many. */
  nodes: Id[];
  /** False while it is named only below branches that are not claimed, or nowhere. */
  needed: boolean;
}

export interface PlannedIndex {
  name: string;
  description: string;
  /** Values given at an earlier instantiation. */
  values: string[];
  /** Nodes that will be repeated, one copy a value; empty once instantiated. */
  repeats: Id[];
  needed: boolean;
}

export interface PlannedChoice {
  strategy: Id;
  /** How many of the branches with role `choice` must be kept at least; null while that is not filled. */
  min: number | null;
  branches: { node: Id; role: 'choice' | 'optional' | 'supporting-only' }[];
  needed: boolean;
}

export interface Instantiation {
  /** Parameter values by name. */
  values?: Readonly<Record<string, string>>;
  /** Values of index parameters by name, in order. */
  indexValues?: Readonly<Record<string, readonly string[]>>;
  /** Kept branches by strategy; every branch not named is left out. */
  choices?: Readonly<Record<Id, readonly Id[]>>;
}

/** Thrown when an instantiation can't be made; the message says what to change. */
export class InstantiationError extends Error {
  override readonly name = 'InstantiationError';
}

/** What is left to fill, repeat and choose, in the template's order. */
export function planInstantiation(document: CaseDocument): InstantiationPlan {
  const index = indexArgument(document);
  const claimed = claimedNodes(document, index);
  const uses = new Map<string, { nodes: Set<Id>; needed: boolean }>();
  const note = (name: string, node: Id | null) => {
    const known = uses.get(name) ?? { nodes: new Set(), needed: false };
    if (node !== null) known.nodes.add(node);
    if (node === null || claimed.has(node)) known.needed = true;
    uses.set(name, known);
  };
  for (const { text, node } of parameterTexts(document))
    for (const token of tokensOf(text)) note(token, node);
  for (const { id, choice } of document.nodes)
    if (choice !== null) for (const name of demandParameters(choice)) note(name, id);
  const declared = new Map(document.parameters.map((parameter) => [parameter.name, parameter]));
  const names = new Set([...declared.keys(), ...uses.keys()]);
  const parameters: PlannedParameter[] = [];
  const indexes: PlannedIndex[] = [];
  for (const name of names) {
    const parameter = declared.get(name);
    const { description = '', value = '' } = parameter ?? {};
    const needed = uses.get(name)?.needed ?? false;
    if (parameter?.index) {
      const repeats = [...dependentNodes(document, name, index)];
      indexes.push({ name, description, values: indexValues(parameter), repeats, needed });
    } else {
      const nodes = [...(uses.get(name)?.nodes ?? [])];
      const alternatives = alternativesOf(name);
      parameters.push({ name, description, value, alternatives, nodes, needed });
    }
  }
  const choices = document.nodes.flatMap((node) =>
    node.choice && isOpenChoice(node.choice)
      ? [{ ...plannedChoice(node.id, node.choice, document), needed: claimed.has(node.id) }]
      : [],
  );
  const complete =
    parameters.every(({ needed, value }) => !needed || value.trim() !== '') &&
    indexes.every(({ needed }) => !needed) &&
    choices.every(({ needed }) => !needed);
  return { parameters, indexes, choices, complete };
}

/**
 * The document with the given parameters, indexes and choices settled; what is not given stays
 * open. Bodies stay with the first copy of a repeated node, and so does evidence: each copy has to
 * earn its own.
 *
 * @throws InstantiationError
 */
export function instantiate(
  document: CaseDocument,
  given: Instantiation,
  ids: IdSource = newId,
): CaseDocument {
  let result = fillValues(document, given.values ?? {});
  for (const [strategy, kept] of Object.entries(given.choices ?? {})) {
    result = settleChoice(result, strategy, kept);
  }
  for (const [name, values] of Object.entries(given.indexValues ?? {})) {
    result = settleIndex(result, name, values, ids);
  }
  return normaliseDocument(result);
}

/** {@link instantiate} on the live document, as one transaction. */
export function applyInstantiation(
  doc: Y.Doc,
  given: Instantiation,
  origin: Origin,
  ids: IdSource = newId,
): void {
  const before = readDocument(doc).document;
  applyChanges(doc, before, instantiate(before, given, ids), origin, ids);
}

function plannedChoice(
  strategy: Id,
  choice: Choice,
  document: CaseDocument,
): Omit<PlannedChoice, 'needed'> {
  return {
    strategy,
    min: demandedBranches(choice, document.parameters),
    branches: [
      ...choice.of.map((node) => ({ node, role: 'choice' as const })),
      ...choice.optional.map((node) => ({ node, role: 'optional' as const })),
      ...choice.supportingOnly.map((node) => ({ node, role: 'supporting-only' as const })),
    ],
  };
}

function fillValues(document: CaseDocument, values: Readonly<Record<string, string>>) {
  const given = new Map(Object.entries(values));
  const parameters = document.parameters.map((parameter) => {
    const value = given.get(parameter.name);
    given.delete(parameter.name);
    if (value === undefined) return parameter;
    if (parameter.index) {
      throw new InstantiationError(`{${parameter.name}} takes a list of values, not one value.`);
    }
    return { ...parameter, value: value.trim() };
  });
  for (const [name, value] of given) {
    parameters.push({ name, description: '', value: value.trim(), index: false, type: 'text' });
  }
  const tooLong = parameters.find(({ value }) => value.length > LIMITS.prose);
  if (tooLong) throw new InstantiationError(`The value of {${tooLong.name}} is too long.`);
  return { ...document, parameters };
}

function settleChoice(document: CaseDocument, strategy: Id, kept: readonly Id[]): CaseDocument {
  const node = document.nodes.find(({ id }) => id === strategy);
  if (!node?.choice) throw new InstantiationError('There is no choice at this strategy.');
  const { choice, identifier } = node;
  const keep = new Set(kept);
  const branches = [...choice.of, ...choice.optional, ...choice.supportingOnly];
  if (kept.some((id) => !branches.includes(id))) {
    throw new InstantiationError(`A kept branch is not one of the branches of ${identifier}.`);
  }
  const cores = choice.of.filter((id) => keep.has(id));
  const least = demandedBranches(choice, document.parameters);
  if (least === null) {
    throw new InstantiationError(
      `How many branches ${identifier} needs is open: let ${choice.label} be a number from ` +
        `${choice.min} to ${choice.of.length}.`,
    );
  }
  if (cores.length < least) {
    throw new InstantiationError(
      `${identifier} needs at least ${least} of its ${choice.of.length} branches; ` +
        `${cores.length} ${cores.length === 1 ? 'is' : 'are'} kept.`,
    );
  }
  const of = [...cores, ...choice.optional.filter((id) => keep.has(id))];
  const supportingOnly = choice.supportingOnly.filter((id) => keep.has(id));
  const settled: Choice = { min: of.length, of, optional: [], supportingOnly };
  const leftOut = new Set(branches.filter((id) => !keep.has(id)));
  // A branch that also supports something else keeps its claim there and leaves this strategy.
  const usedElsewhere = new Set(
    document.links
      .filter(({ from, to }) => from !== strategy && leftOut.has(to))
      .map(({ to }) => to),
  );
  return {
    ...document,
    nodes: document.nodes.map((candidate): ArgumentNode => {
      if (candidate.id === strategy) return { ...candidate, choice: settled };
      if (!leftOut.has(candidate.id) || usedElsewhere.has(candidate.id)) return candidate;
      return { ...candidate, claim: 'not-claimed' };
    }),
    links: document.links.filter(({ from, to }) => from !== strategy || !usedElsewhere.has(to)),
  };
}

function settleIndex(
  document: CaseDocument,
  name: string,
  values: readonly string[],
  ids: IdSource,
): CaseDocument {
  const cleaned = values.map((value) => value.replaceAll('\n', ' ').trim());
  const parameter = document.parameters.find((candidate) => candidate.name === name);
  if (!parameter?.index) throw new InstantiationError(`{${name}} is not an index.`);
  if (cleaned.length === 0 || cleaned.some((value) => value === '')) {
    throw new InstantiationError(`{${name}} needs at least one value, and none may be empty.`);
  }
  if (new Set(cleaned).size < cleaned.length) {
    throw new InstantiationError(`{${name}} has the same value twice.`);
  }
  const repeats = dependentNodes(document, name);
  if (document.root !== null && repeats.has(document.root) && cleaned.length > 1) {
    throw new InstantiationError(`The root goal names {${name}}, so it can have one value only.`);
  }
  if (document.nodes.length + repeats.size * (cleaned.length - 1) > LIMITS.nodes) {
    throw new InstantiationError(
      `That many values of {${name}} make more nodes than a case holds.`,
    );
  }
  const repeated = repeatOverIndex(document, name, cleaned, repeats, ids);
  const tooLong = repeated.nodes.find(({ text }) => text.length > LIMITS.statement);
  if (tooLong) throw new InstantiationError(`${tooLong.identifier} becomes too long.`);
  const value = [...indexValues(parameter), ...cleaned].join('\n');
  return {
    ...repeated,
    parameters: repeated.parameters.map((candidate) =>
      candidate.name === name ? { ...candidate, value } : candidate,
    ),
  };
}
