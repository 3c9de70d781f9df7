import type {
  ArgumentLink,
  ArgumentNode,
  CaseDocument,
  Id,
  NodeKind,
} from '@/core/argument/document';
import { isContextual } from '@/core/argument/kinds';
import { indexArgument, outlineOf, type OutlineRow } from '@/core/argument/outline';
import type { Lose, TeaArgument } from './teaArgument';
import { INLINE, WRITTEN_LEVELS, TEA } from './teaNames';
import { referenceWritten } from './teaReference';
import { uuidOf } from './uuid';

/** A TreeNode of TEA's schema of version 1.0, its keys in the order in which they are written. */
export type TeaTree = Map<string, unknown>;

const TYPES: Readonly<Record<NodeKind, string>> = {
  goal: 'PROPERTY_CLAIM',
  strategy: 'STRATEGY',
  solution: 'EVIDENCE',
  context: 'CONTEXT',
  assumption: 'ASSUMPTION',
  justification: 'JUSTIFICATION',
  'away-goal': 'AWAY_GOAL',
  'away-solution': 'EVIDENCE',
  'away-context': 'CONTEXT',
  'away-assumption': 'ASSUMPTION',
  'away-justification': 'JUSTIFICATION',
  module: 'MODULE',
  contract: 'CONTRACT',
};

/** Keys that are written from the element itself and never from its annotations. */
const WRITTEN = new Set([
  'id',
  'type',
  'name',
  'description',
  'inSandbox',
  'role',
  'inline',
  'children',
  'context',
  'moduleReferenceId',
  'moduleEmbedType',
  'elementType',
  'parentId',
]);

/**
 * The tree of a TEA file: what supports or explains an element stands below it, evidence and what
 * stands in context below each of its parents, parked elements in the sandbox of the top element.
 */
export function teaTree(document: CaseDocument, argument: TeaArgument, lose: Lose): TeaTree {
  const { nodes, links, root, placing, inline } = argument;
  const texts = new Set([...inline.values()].flat().map(({ id }) => id));
  // TEA knows one argument: what hangs elsewhere is alike in it, and stands in its sandbox.
  const alone = { module: '', modules: [], interfaces: [], defeaters: [], claimPoints: [] };
  const shown = { ...alone, nodes: nodes.filter(({ id }) => !texts.has(id)), links, root };
  const rows = outlineOf(shown, indexArgument(shown));
  const name = new Map(nodes.map(({ id, identifier }) => [id, identifier]));
  const top = treeNode(document, argument, rows[0]?.node ?? shown.nodes[0], false);
  const trees = new Map<Id, { tree: TeaTree; level: number; parked: boolean }>();
  trees.set(root, { tree: top, level: 0, parked: false });
  for (const row of rows.slice(1)) {
    const above = row.parentLink && trees.get(row.parentLink.from);
    const isDeep = above !== null && above !== undefined && above.level >= WRITTEN_LEVELS;
    if (row.repeated && !isRepeatable(row)) {
      if (row.parentLink && !placing.has(row.parentLink.id)) {
        loseLink(row.parentLink, 'In TEA only evidence and context have several parents.');
      }
      continue;
    }
    if (isDeep && row.parentLink) {
      loseLink(row.parentLink, `The tree ends after ${WRITTEN_LEVELS} levels; the rest is parked.`);
    }
    const place = above && !isDeep ? above : { tree: top, level: 0, parked: true };
    const tree = treeNode(document, argument, row.node, place.parked);
    childrenOf(place.tree).push(tree);
    if (!row.repeated) {
      trees.set(row.node.id, { tree, level: place.level + 1, parked: place.parked });
    }
  }
  return top;

  function loseLink({ from, to }: ArgumentLink, message: string): void {
    lose(`links.${name.get(from)}-${name.get(to)}`, message);
  }
}

function isRepeatable({ node, childCount }: OutlineRow): boolean {
  return (node.kind === 'solution' || isContextual(node.kind)) && childCount === 0;
}

function childrenOf(tree: TeaTree): TeaTree[] {
  const children = tree.get('children');
  return Array.isArray(children) ? children : [];
}

function treeNode(
  document: CaseDocument,
  argument: TeaArgument,
  node: ArgumentNode | undefined,
  inSandbox: boolean,
): TeaTree {
  const tree: TeaTree = new Map();
  if (!node) return tree;
  const { annotations } = node;
  const isRoot = node.id === argument.root;
  tree.set('id', uuidOf(node.id));
  tree.set('type', typeOf(node, isRoot));
  tree.set('name', annotations[`${TEA}name`] ?? node.identifier);
  tree.set('description', node.text);
  tree.set('inSandbox', inSandbox);
  const role = annotations[`${TEA}role`] ?? (isRoot && node.kind === 'goal' ? 'TOP_LEVEL' : '');
  if (role !== '') tree.set('role', role);
  const texts = argument.inline.get(node.id) ?? [];
  const context = texts.filter(({ kind }) => kind === 'context').map(({ text }) => text);
  if (context.length > 0) tree.set('context', context);
  for (const kind of ['assumption', 'justification'] as const) {
    const own = texts.find((one) => one.kind === kind);
    if (own) tree.set(kind, own.text);
  }
  const reference = referenceWritten(node);
  if (reference !== null) tree.set('moduleReferenceId', reference);
  if (node.kind === 'module') {
    tree.set('moduleEmbedType', annotations[`${TEA}moduleEmbedType`] ?? 'REFERENCE');
  }
  const target = argument.challenges.get(node.id);
  if (target !== undefined) {
    tree.set('isDefeater', true);
    tree.set('defeatsElementId', uuidOf(target));
  }
  for (const [key, value] of furtherFields(annotations)) {
    if (!tree.has(key)) tree.set(key, value);
  }
  tree.set('children', []);
  return tree;
}

function typeOf({ kind, annotations }: ArgumentNode, isRoot: boolean): string {
  const kept = annotations[`${TEA}type`];
  if (kind === 'goal' && (kept === 'GOAL' || kept === 'PROPERTY_CLAIM')) return kept;
  return kind === 'goal' && isRoot ? 'GOAL' : TYPES[kind];
}

/** Fields that a TEA file had, with the values that they had there. */
export function furtherFields(annotations: Readonly<Record<string, string>>): [string, unknown][] {
  return Object.entries(annotations)
    .filter(([name]) => name.startsWith(TEA) && name !== INLINE)
    .map(([name, value]): [string, string] => [name.slice(TEA.length), value])
    .filter(([key]) => key !== '' && !WRITTEN.has(key))
    .map(([key, value]) => [key, valueOf(value)]);
}

/** Numbers, flags and lists were kept as their JSON; everything else is a text. */
function valueOf(text: string): unknown {
  if (!/^(?:true|-?\d+(?:\.\d+)?|\[[^]*\]|\{[^]*\})$/.test(text)) return text;
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? value : text;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return text;
  }
}
