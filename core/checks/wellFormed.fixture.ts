import type { ArgumentNode, CaseDocument, Id } from '@/core/argument/document';
import { blankDefeater, blankLink } from '@/core/argument/blank';
import { countingIds } from '@/core/argument/ids';
import { instantiate } from '@/core/argument/instantiate';
import { builtInTemplate } from '@/core/templates/templates';

/** A small case that satisfies every rule, for tests that break one thing at a time. */
export function wellFormedCase(): CaseDocument {
  const document = instantiate(builtInTemplate('ai-control', countingIds()), {
    values: {
      agent: 'Atlas 3',
      protocol: 'P1',
      limit: '1 %',
      volume: '100,000',
    },
  });
  return {
    ...document,
    parameters: document.parameters.filter(({ name }) => name !== 'proxy'),
    nodes: document.nodes.map((node) => ({
      ...node,
      claim: 'claimed',
      public: node.public || node.kind === 'context',
      // What it cites has the words.
      text: node.undeveloped ? '' : node.text,
      undeveloped: false,
      openProblem: null,
      kind: node.undeveloped ? 'away-goal' : node.kind,
      away: node.undeveloped
        ? {
            module: 'base',
            node: 'G1',
            baseDigest: 'a'.repeat(64),
            recordId: null,
            textLeaf: null,
          }
        : null,
    })),
    defeaters: document.nodes.map(({ id }, index) =>
      blankDefeater({
        id: number(500 + index),
        identifier: `D${index + 1}`,
        text: 'Is it so?',
        target: { node: id },
        response: 'Yes, because we looked.',
      }),
    ),
    evidence: document.nodes
      .filter(({ kind }) => kind === 'solution')
      .map(({ id }, index) => ({
        id: number(600 + index),
        node: id,
        evidence: `e${index}`,
        shows: 'The rate stays below the limit.',
      })),
    criteria: [
      {
        id: number(700),
        node: nodeNamed(document, 'AC1').id,
        metric: 'leak/rate',
        comparator: '<=',
        value: '0.01',
        unit: '',
        failure: 'A rate above one per cent.',
      },
    ],
    indicators: [
      {
        id: number(750),
        identifier: 'SPI-1',
        node: nodeNamed(document, 'AC1').id,
        title: 'Planted leaks that were caught',
        definition: 'Share of planted leaks that a reviewer caught.',
        source: 'audit team',
        unit: '%',
        comparator: '>=',
        amber: '95',
        red: '90',
        period: 'P7D',
        grace: 'P2D',
        critical: true,
      },
    ],
    facts: {
      subject: { name: 'Atlas', version: '3', description: 'an agent', digest: 'sha256:…' },
      setting: {
        name: 'internal coding',
        purpose: 'coding',
        users: 'engineers',
        tasks: 'changes',
        permissions: 'repository',
        oversight: 'review',
        volume: '100,000 tasks',
      },
      decision: 'May Atlas 3 work on internal code for one year?',
      window: { from: '2027-01-01', until: '2027-12-31', zone: 'Europe/Berlin', ends: 'retire' },
      outcomes: [{ id: number(800), identifier: 'O1', text: 'a leak', criterion: 'below 1 %' }],
      failureConditions: [
        { id: number(801), text: 'A leak is found.', trigger: 'incident', unmonitorable: false },
      ],
      notCovered: [],
    },
    contract: {
      baseModule: 'base',
      baseRelease: 'a'.repeat(64),
      cites: document.nodes
        .filter(({ undeveloped }) => undeveloped)
        .map(({ id }) => ({
          away: id,
          node: 'G1',
          citing: 'bounded-with-context-match',
          localContexts: [nodeNamed(document, 'AC-C1').id],
          note: '',
        })),
      matches: document.nodes
        .filter(({ undeveloped }) => undeveloped)
        .map(({ id }, index) => ({
          id: number(760 + index),
          away: id,
          context: number(9_001),
          local: nodeNamed(document, 'AC-C1').id,
        })),
      dispositions: [],
    },
  };
}

export function number(value: number): Id {
  return value.toString(16).padStart(32, '0');
}

export function nodeNamed(document: CaseDocument, identifier: string): ArgumentNode {
  const node = document.nodes.find((candidate) => candidate.identifier === identifier);
  if (!node) throw new Error(`No node ${identifier}.`);
  return node;
}

/** The document with one node changed. */
export function withNode(
  document: CaseDocument,
  identifier: string,
  change: Partial<ArgumentNode>,
): CaseDocument {
  const { id } = nodeNamed(document, identifier);
  const nodes = document.nodes.map((node) => (node.id === id ? { ...node, ...change } : node));
  return { ...document, nodes };
}

/** The document with one more node, below a parent when one is named. */
export function withNewNode(
  document: CaseDocument,
  change: Partial<ArgumentNode>,
  parent?: string,
): CaseDocument {
  const [model] = document.nodes;
  if (!model) throw new Error('The document is empty.');
  const id = number(900 + document.nodes.length);
  const node: ArgumentNode = {
    ...model,
    kind: 'goal',
    away: null,
    identifier: 'NEW',
    id,
    ...change,
  };
  const grown = { ...document, nodes: [...document.nodes, node] };
  return parent === undefined ? grown : withLink(grown, parent, node.identifier);
}

export function withLink(
  document: CaseDocument,
  from: string,
  to: string,
  kind: 'supported-by' | 'in-context-of' = 'supported-by',
): CaseDocument {
  const link = blankLink({
    id: number(1_000 + document.links.length),
    kind,
    from: nodeNamed(document, from).id,
    to: nodeNamed(document, to).id,
    rank: 'z0',
  });
  return { ...document, links: [...document.links, link] };
}
