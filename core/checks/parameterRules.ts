import type { ArgumentNode, Id, ParameterType, TemplateParameter } from '@/core/argument/document';
import {
  NOTHING_BESIDE_NODES,
  alternativesOf,
  indexValues,
  textsBesideNodes,
  tokensOf,
} from '@/core/argument/parameters';
import { dependentNodes } from '@/core/argument/repeat';
import { parseDecimal } from '@/core/evidence/decimal';
import { isLocalDate } from '@/core/workflow/window';
import { listed, type CaseView } from './caseView';
import type { Observation } from './finding';
import type { Rule } from './rule';

/** P2, P3: no parameter is left in braces in a delivered argument (GSN 1:3.1.3, 1:3.3). */
function* checkParametersFilled(view: CaseView): Generator<Observation> {
  const parameters = view.value('parameters');
  const settled = new Set(
    parameters.filter(({ index, value }) => index || value.trim() !== '').map(({ name }) => name),
  );
  const beside = tokensBesideNodes(view);
  const named = new Set([...view.tokens(), ...beside.keys()]);
  const declared = parameters.map(({ name }) => name).filter((name) => named.has(name));
  const others = [...named].filter((name) => !declared.includes(name)).sort();
  for (const name of [...declared, ...others]) {
    if (settled.has(name)) continue;
    const nodes = view.nodesNaming(name);
    if (!isNeeded(nodes, beside.get(name), view)) continue;

    yield {
      path: ['parameters', name],
      ...firstOf(view, nodes),
      message: `{${name}} is not filled${namedIn(view, nodes)}.`,
    };
  }
}

/** P3: what depends on an index is repeated before delivery (GSN 1:3.1.3, 1:3.2.2). */
function* checkIndexesRepeated(view: CaseView): Generator<Observation> {
  const indexes = view.value('parameters').filter(({ index }) => index);
  if (indexes.length === 0) return;
  const beside = tokensBesideNodes(view);
  for (const { name } of indexes) {
    if (!isNeeded(view.nodesNaming(name), beside.get(name), view)) continue;
    const repeated = [...dependentNodes(view.document, name)].flatMap((id) => view.node(id) ?? []);

    yield {
      path: ['parameters', name],
      ...firstOf(view, repeated),
      message: `{${name}} still stands for several things${namedIn(view, repeated)}: instantiate it.`,
    };
  }
}

/** P2: the value of a parameter is of the type that it declares (GSN 1:3.3). */
function* checkParametersTyped(view: CaseView): Generator<Observation> {
  for (const parameter of view.value('parameters')) {
    const wrong = valuesOf(parameter).find((value) => !HOLDS[parameter.type](value));
    if (wrong === undefined) continue;

    yield {
      path: ['parameters', parameter.name],
      message: `{${parameter.name}} has to be ${TYPE_WORDS[parameter.type]}, and “${wrong}” is none.`,
    };
  }
}

/** P4: instantiation data covers everything that is to be instantiated (GSN 1:3.5.2). */
function* checkParametersDeclared(view: CaseView): Generator<Observation> {
  if (view.value('template') === null) return;
  const declared = new Set(view.value('parameters').map(({ name }) => name));
  const beside = tokensBesideNodes(view);
  const named = new Set([...view.tokens(), ...beside.keys()]);
  for (const name of [...named].sort()) {
    if (declared.has(name) || alternativesOf(name).length > 0) continue;
    if (!isNeeded(view.nodesNaming(name), beside.get(name), view)) continue;
    yield {
      path: ['parameters', name],
      ...firstOf(view, view.nodesNaming(name)),
      message: `{${name}} is declared nowhere: say what it stands for.`,
    };
  }
  for (const name of declared) {
    if (named.has(name)) continue;
    yield { path: ['parameters', name], message: `{${name}} is declared, but stands nowhere.` };
  }
}

const TYPE_WORDS: Readonly<Record<ParameterType, string>> = {
  text: 'a text',
  number: 'a plain decimal number',
  date: 'a date such as 2027-03-01',
  url: 'an address that begins with http:// or https://',
};

const HOLDS: Readonly<Record<ParameterType, (value: string) => boolean>> = {
  text: () => true,
  number: (value) => parseDecimal(value) !== null,
  date: isLocalDate,
  url: (value) => /^https?:\/\/[^\s/]/.test(value) && URL.canParse(value),
};

function valuesOf(parameter: TemplateParameter): string[] {
  if (parameter.index) return indexValues(parameter);
  const value = parameter.value.trim();
  return value === '' ? [] : [value];
}

/** Names in braces that no node holds, each with the nodes that its texts belong to (null: none). */
function tokensBesideNodes(view: CaseView): Map<string, Set<Id | null>> {
  const tokens = new Map<string, Set<Id | null>>();
  const take = (token: string, node: Id | null) => {
    const uses = tokens.get(token);
    if (uses) uses.add(node);
    else tokens.set(token, new Set([node]));
  };
  for (const token of tokensOf(view.value('title'))) take(token, null);
  const texts = textsBesideNodes({
    ...NOTHING_BESIDE_NODES,
    facts: view.value('facts'),
    contract: view.value('contract'),
  });
  for (const { text } of texts) for (const token of tokensOf(text)) take(token, null);
  for (const { token, node } of view.tokensOfRecords()) take(token, node);
  return tokens;
}

/** Whether the argument rests on something that names it. */
function isNeeded(
  nodes: readonly ArgumentNode[],
  beside: ReadonlySet<Id | null> | undefined,
  view: CaseView,
): boolean {
  if (nodes.some(({ id }) => view.isClaimed(id))) return true;
  return [...(beside ?? [])].some((id) => id === null || view.isClaimed(id));
}

function firstOf(view: CaseView, nodes: readonly ArgumentNode[]): Pick<Observation, 'node'> {
  const [first] = shown(view, nodes);
  return first === undefined ? {} : { node: first.id };
}

function namedIn(view: CaseView, nodes: readonly ArgumentNode[]): string {
  if (nodes.length === 0) return '';
  return `; it stands in ${listed(shown(view, nodes).map(({ id }) => view.name(id)))}`;
}

function shown(view: CaseView, nodes: readonly ArgumentNode[]): ArgumentNode[] {
  const claimed = nodes.filter(({ id }) => view.isClaimed(id));
  return view.inReadingOrder(claimed.length > 0 ? claimed : nodes);
}

export const PARAMETER_RULES: readonly Rule[] = [
  {
    id: 'parameter-filled',
    severity: 'error',
    blocks: 'freeze',
    clause: 'P2, P3 · GSN 1:3.1.3, 1:3.3',
    title: 'No parameter is left in braces.',
    checks: { document: checkParametersFilled },
  },
  {
    id: 'index-repeated',
    severity: 'error',
    blocks: 'freeze',
    clause: 'P3 · GSN 1:3.1.3, 1:3.2.2',
    title: 'What depends on an index is repeated, once for each value.',
    checks: { document: checkIndexesRepeated },
  },
  {
    id: 'parameter-typed',
    severity: 'error',
    blocks: 'freeze',
    clause: 'P2 · GSN 1:3.3',
    title: 'The value of a parameter is of the type that it declares.',
    checks: { document: checkParametersTyped },
  },
  {
    id: 'parameter-declared',
    severity: 'hint',
    blocks: null,
    clause: 'P4 · GSN 1:3.5.2',
    title: 'In a template every name in braces is declared, and every declared one is used.',
    checks: { document: checkParametersDeclared },
  },
];
