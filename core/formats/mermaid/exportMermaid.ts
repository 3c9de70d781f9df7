import { grouped } from '@/core/argument/grouped';
import type { CaseDocument, Id, NodeKind } from '@/core/argument/document';
import { indexArgument, outlineOf } from '@/core/argument/outline';
import { DIAGRAM_TEXT as text } from '@/core/diagram/diagramText';
import { isRaised } from '@/core/argument/isRaised';
import { ReportContext } from '@/core/report/reportContext';
import { REPORT_TEXT } from '@/core/report/reportText';
import type { ExportLoss, ExportResult } from '../exportFormats';
import { moduleLosses } from '../moduleLosses';
import { lossesOutsideArgument } from '../svg/diagramLosses';
import { mermaidLabel } from './mermaidLabel';

/** GitHub draws no more: the lengths of its `maxTextSize` and `maxEdges`. */
const MOST_CHARACTERS = 50_000;
const MOST_EDGES = 500;

/** What stands around a label, by kind; Mermaid has no half ovals and no tabs. */
const SHAPES: Readonly<Record<NodeKind | 'challenge', [open: string, close: string]>> = {
  goal: ['[', ']'],
  strategy: ['[/', '/]'],
  solution: ['((', '))'],
  context: ['([', '])'],
  assumption: ['(', ')'],
  justification: ['(', ')'],
  'away-goal': ['[[', ']]'],
  'away-solution': ['[[', ']]'],
  'away-context': ['[[', ']]'],
  'away-assumption': ['[[', ']]'],
  'away-justification': ['[[', ']]'],
  module: ['[[', ']]'],
  contract: ['[[', ']]'],
  challenge: ['[', ']'],
};

const CLASSES = [
  'classDef element fill:#fdfdfb,stroke:#17181a,color:#17181a',
  'classDef contextual fill:#f6f6f3,stroke:#46484c,color:#17181a',
  'classDef challenge fill:#f8eaf1,stroke:#86285a,color:#86285a',
  'classDef defeated fill:#f8eaf1,stroke:#86285a,color:#66686c,stroke-dasharray:5 3',
];

const CONTEXTUAL: ReadonlySet<NodeKind> = new Set(['context', 'assumption', 'justification']);

/** The argument as a Mermaid flowchart, as GitHub and others draw it in a fenced block. */
export function exportMermaid(document: CaseDocument): ExportResult {
  const context = new ReportContext(document);
  const index = indexArgument(document);
  const names = new Map<Id, string>();
  const nameOf = (id: Id): string => {
    const name = names.get(id) ?? `n${names.size}`;
    names.set(id, name);
    return name;
  };
  const elements = outlineOf(document, index).filter(({ repeated }) => !repeated);
  const nodes = elements.map(({ node }) => {
    const cited = node.away === null ? '' : `${text.cites} ${node.away.module} ${node.away.node}`;
    const data = context.fill(node.instantiation);
    const marks = [
      text.kinds[node.kind],
      node.undeveloped ? text.undeveloped : '',
      node.uninstantiated ? text.uninstantiated : '',
      node.public ? text.public : '',
      node.toBeSupportedByContract ? text.byContract : '',
      isDefeated(node) ? text.defeated : '',
    ];
    const lines = [
      `${node.identifier} (${marks.filter(Boolean).join(', ')})`,
      context.statement(node),
      cited.trim(),
      data === '' ? '' : `${REPORT_TEXT.instantiation}: ${data}`,
    ];
    const style = isDefeated(node)
      ? 'defeated'
      : CONTEXTUAL.has(node.kind)
        ? 'contextual'
        : 'element';
    return nodeLine(nameOf(node.id), node.kind, lines, style);
  });
  const doubts = document.defeaters.filter(isRaised).map((doubt) => {
    const mark = isDefeated(doubt) ? `, ${text.defeated}` : '';
    const head = `${doubt.identifier} (${text.kinds.challenge}${mark})`;
    const style = isDefeated(doubt) ? 'defeated' : 'challenge';
    return nodeLine(nameOf(doubt.id), 'challenge', [head, context.fill(doubt.text)], style);
  });
  const points = grouped(document.claimPoints, ({ target }) =>
    'link' in target ? target.link : target.node,
  );
  const links = document.links
    .filter(({ from, to }) => index.nodes.has(from) && index.nodes.has(to))
    .map(({ id, kind, from, to, multiplicity, defeat }) => {
      const words = [
        ...(points.get(id) ?? []).map(({ identifier }) => identifier),
        multiplicity === null
          ? ''
          : `${multiplicity.min}..${multiplicity.max ?? 'n'} ${multiplicity.label}`,
        defeat?.outcome === 'defeated' ? text.defeated : '',
      ].filter(Boolean);
      const label = words.length === 0 ? '' : `|"${mermaidLabel(words.join(', '))}"|`;
      return `${nameOf(from)} ${kind === 'in-context-of' ? '--o' : '-->'}${label} ${nameOf(to)}`;
    });
  const ends = new Map(document.links.map((link) => [link.id, link]));
  const challenges = document.defeaters.filter(isRaised).flatMap(({ id, target }) => {
    const link = 'link' in target ? ends.get(target.link) : undefined;
    const aim = 'node' in target ? target.node : 'defeater' in target ? target.defeater : link?.to;
    if (aim === undefined || !names.has(aim)) return [];
    // An arrow cannot point at an arrow here: it points at the lower end and says what it means.
    const of = link === undefined ? '' : ` ${context.target(target)}`;
    return `${nameOf(id)} -.->|"${mermaidLabel(`${text.challenges}${of}`)}"| ${nameOf(aim)}`;
  });
  const lines = ['flowchart TD', ...CLASSES, ...nodes, ...doubts, ...links, ...challenges];
  const file = `${lines.join('\n')}\n`;
  return {
    bytes: new TextEncoder().encode(file),
    losses: [
      ...sizeLosses(file.length, links.length + challenges.length),
      ...mermaidLosses(document),
    ],
  };
}

function nodeLine(
  name: string,
  kind: NodeKind | 'challenge',
  lines: readonly string[],
  style: string,
): string {
  const [open, close] = SHAPES[kind];
  const label = lines
    .filter((line) => line !== '')
    .map(mermaidLabel)
    .join('<br/>');
  return `${name}${open}"${label}"${close}:::${style}`;
}

function isDefeated({ defeat }: { defeat: { outcome: string } | null }): boolean {
  return defeat?.outcome === 'defeated';
}

function mermaidLosses(document: CaseDocument): ExportLoss[] {
  const offered = document.defeaters.filter((defeater) => !isRaised(defeater)).length;
  return [
    ...(offered > 0
      ? [{ path: 'defeaters', message: 'Doubts of a checklist that nobody raised are not drawn.' }]
      : []),
    ...document.claimPoints.flatMap(({ identifier, target }) =>
      'node' in target
        ? [
            {
              path: `claimPoints.${identifier}`,
              message: 'Claim points on elements are not drawn.',
            },
          ]
        : [],
    ),
    ...(document.nodes.some(({ choice }) => choice !== null)
      ? [{ path: 'nodes', message: 'Choices between branches are not drawn.' }]
      : []),
    ...moduleLosses(document),
    ...lossesOutsideArgument(document),
  ];
}

function sizeLosses(characters: number, edges: number): ExportLoss[] {
  const losses: ExportLoss[] = [];
  if (characters > MOST_CHARACTERS || edges > MOST_EDGES)
    losses.push({
      path: '',
      message: `GitHub draws ${MOST_EDGES} arrows and ${MOST_CHARACTERS} characters at most; this has ${edges} and ${characters}.`,
    });
  return losses;
}
