import type { ArgumentLink, ArgumentNode, CaseDocument, Id } from '@/core/argument/document';
import { planInstantiation, type InstantiationPlan } from '@/core/argument/instantiate';
import { kindName } from '@/core/argument/kinds';
import { indexArgument, outlineOf, type ArgumentIndex } from '@/core/argument/outline';
import { asideNodes, claimedNodes } from '@/core/argument/reach';
import type { CheckContext } from './finding';

/** A case document with what several rules look up in it, each computed once. */
export class CaseView {
  readonly index: ArgumentIndex;
  /** Nodes that the argument rests on: reachable from the root through claimed branches. */
  readonly claimed: ReadonlySet<Id>;
  /** Nodes in reading order, each once, parked ones last. */
  readonly reading: readonly ArgumentNode[];
  /** Nodes that can be reached neither from the root nor from an argument about the argument. */
  readonly parked: ReadonlySet<Id>;
  readonly links: ReadonlyMap<Id, ArgumentLink>;

  constructor(
    readonly document: CaseDocument,
    readonly context: CheckContext,
  ) {
    this.index = indexArgument(document);
    this.claimed = claimedNodes(document, this.index);
    this.links = new Map(document.links.map((link) => [link.id, link]));
    const rows = outlineOf(document, this.index).filter(({ repeated }) => !repeated);
    this.reading = rows.map(({ node }) => node);
    const asides = asideNodes(document, this.index);
    this.parked = new Set(
      rows.filter(({ parked, node }) => parked && !asides.has(node.id)).map(({ node }) => node.id),
    );
  }

  private planned: InstantiationPlan | undefined;

  /** What of the template is still open. */
  get plan(): InstantiationPlan {
    this.planned ??= planInstantiation(this.document);
    return this.planned;
  }

  node(id: Id): ArgumentNode | undefined {
    return this.index.nodes.get(id);
  }

  /** What people call a node: its identifier, or its kind while it has none. */
  name(id: Id): string {
    const node = this.index.nodes.get(id);
    if (!node) return 'a removed node';
    return node.identifier || `the unnamed ${kindName(node.kind)}`;
  }

  /** Nodes that support this one, by rank. */
  supporters(id: Id): ArgumentNode[] {
    return this.children(id, 'supported-by');
  }

  children(id: Id, kind: ArgumentLink['kind']): ArgumentNode[] {
    return (this.index.children.get(id) ?? []).flatMap((link) => {
      const child = link.kind === kind ? this.index.nodes.get(link.to) : undefined;
      return child ? [child] : [];
    });
  }

  /** Nodes that the argument rests on, in reading order. */
  *restingOn(): Generator<ArgumentNode> {
    for (const node of this.reading) {
      if (this.claimed.has(node.id)) yield node;
    }
  }
}

/** "G1, G2 and G3"; above `most`, "G1, G2 and 5 more". */
export function listed(names: readonly string[], most = 5): string {
  const shown = names.slice(0, names.length > most ? most - 1 : most);
  const rest = names.length - shown.length;
  if (rest > 0) shown.push(`${rest} more`);
  const last = shown.pop() ?? '';
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : last;
}
