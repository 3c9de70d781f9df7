import { blankLink } from '@/core/argument/blank';
import type { ArgumentLink, ArgumentNode, Id, LinkKind } from '@/core/argument/document';
import { linkKindFor } from '@/core/argument/kinds';
import { LIMITS } from '@/core/argument/limits';
import { ranksFrom } from '@/core/argument/rank';
import { ImportRefusal } from '../importNotes';
import { tellUnkept } from './annotations';
import { OWN, takeOwnRecord } from './carried';
import type { SacmRelation } from './sacmModel';
import type { SacmContext, SacmNodes } from './sacmNodes';

export interface SacmLinks {
  links: ArgumentLink[];
  /** The links that each relationship embodies, its own one first. */
  byRelation: ReadonlyMap<SacmRelation, readonly ArgumentLink[]>;
}

/**
 * Makes links of relationships. SACM points from the premise to the conclusion, GSN the other way.
 * An inference with reasoning is a strategy between its target and its sources.
 */
export function sacmLinks(context: SacmContext, nodes: SacmNodes): SacmLinks {
  return new LinkReader(context, nodes).read();
}

interface Row {
  link: ArgumentLink;
  isCarried: boolean;
}

class LinkReader {
  /** Links as they were written with all their fields, by ends and kind. */
  private readonly carried = new Map<string, ArgumentLink>();
  private readonly rows = new Map<string, Row>();
  private readonly byRelation = new Map<SacmRelation, ArgumentLink[]>();
  private readonly usedIds = new Set<Id>();
  /** Sources times targets so far: a few long lists can ask for more than any file holds. */
  private pairs = 0;
  private readonly context: SacmContext;
  private readonly nodes: SacmNodes;

  constructor(context: SacmContext, nodes: SacmNodes) {
    this.context = context;
    this.nodes = nodes;
  }

  read(): SacmLinks {
    const { file, notes } = this.context;
    const relations = file.relations.filter(({ isCounter }) => !isCounter);
    for (const { tags } of relations) this.readCarried(tags);
    for (const relation of relations) this.addRelation(relation);
    const known = new Set(this.nodes.nodes.map(({ id }) => id));
    for (const [asset] of this.nodes.byAsset) {
      for (const link of this.readCarried(asset.tags)) {
        if (known.has(link.from) && known.has(link.to))
          this.rows.set(keyOf(link), carriedRow(link));
        else notes.warn(asset.place, 'A link of the element names something that is not there.');
      }
    }
    if (this.rows.size > LIMITS.links) {
      throw new ImportRefusal(
        `The file holds ${this.rows.size} links; a case may have ${LIMITS.links}.`,
      );
    }
    this.rankRows();
    return { links: [...this.rows.values()].map(({ link }) => link), byRelation: this.byRelation };
  }

  private readCarried(tags: SacmRelation['tags']): ArgumentLink[] {
    const links: ArgumentLink[] = [];
    for (const tag of tags) {
      if (tag.key !== `${OWN}link`) continue;
      const record = takeOwnRecord(tag, 'links', this.context.notes);
      if (!record) continue;
      const link = blankLink({ id: '', kind: 'supported-by', from: '', to: '', rank: '' });
      Object.assign(link, Object.fromEntries(record));
      if (this.usedIds.has(link.id)) link.id = this.context.ids();
      this.usedIds.add(link.id);
      this.carried.set(keyOf(link), link);
      links.push(link);
    }
    return links;
  }

  private addRelation(relation: SacmRelation): void {
    const { notes } = this.context;
    const { sources, targets, reasoning, place } = relation;
    const targetNodes = this.nodesOf(targets, place);
    const sourceNodes = this.nodesOf(sources, place);
    const strategy = reasoning === '' ? undefined : this.nodesOf([reasoning], place)[0];
    const embodied: ArgumentLink[] = [];
    this.pairs += sourceNodes.length * targetNodes.length;
    if (this.pairs > 2 * LIMITS.links) {
      throw new ImportRefusal(`A case may have ${LIMITS.links} links.`, place);
    }
    for (const target of targetNodes) {
      if (strategy && strategy !== target) embodied.push(this.link(relation, target, strategy));
      for (const source of sourceNodes) {
        embodied.push(this.link(relation, strategy ?? target, source));
      }
    }
    this.byRelation.set(relation, embodied);
    if (embodied.length === 0) notes.warn(place, 'The relationship joins nothing and is dropped.');
    tellUnkept('A relationship', relation, notes);
  }

  private link(relation: SacmRelation, from: ArgumentNode, to: ArgumentNode): ArgumentLink {
    const isContext = relation.type.endsWith('context');
    const written = isContext ? 'in-context-of' : 'supported-by';
    const carried = this.carried.get(keyOf({ from: from.id, to: to.id, kind: written }));
    const kind: LinkKind = isContext ? 'in-context-of' : linkKindFor(to.kind);
    const link =
      carried ??
      blankLink({
        id: '',
        kind,
        from: from.id,
        to: to.id,
        rank: '',
        defeat: relation.declaration === 'defeated' ? { outcome: 'defeated', reason: '' } : null,
      });
    const known = this.rows.get(keyOf(link));
    if (known) return known.link;
    if (!carried) {
      link.id = this.context.ids();
      if (kind !== written) {
        this.context.notes.hint(
          relation.place,
          `${to.identifier} is linked as context, which is what it is in GSN.`,
        );
      }
      if (relation.isAbstract) {
        this.context.notes.warn(relation.place, 'That the relationship is abstract is dropped.');
      }
    }
    this.rows.set(keyOf(link), { link, isCarried: carried !== undefined });
    return link;
  }

  private nodesOf(ids: readonly string[], place: string): ArgumentNode[] {
    return ids.flatMap((id) => {
      const target = this.context.index.get(id);
      const node = target && 'asset' in target ? this.nodes.byAsset.get(target.asset) : undefined;
      if (node) return [node];
      this.context.notes.warn(
        place,
        target
          ? `‘${id.slice(0, 40)}’ is no claim, reasoning or reference; the link to it is dropped.`
          : `No element has the id ‘${id.slice(0, 40)}’; the link to it is dropped.`,
      );
      return [];
    });
  }

  /** Ranks that were carried stay while all of a parent's were; else the order of the file counts. */
  private rankRows(): void {
    const children = new Map<Id, Row[]>();
    for (const row of this.rows.values()) {
      const siblings = children.get(row.link.from);
      if (siblings) siblings.push(row);
      else children.set(row.link.from, [row]);
    }
    for (const siblings of children.values()) {
      if (siblings.every(({ isCarried }) => isCarried)) continue;
      const ranks = ranksFrom(siblings.length);
      for (const [index, { link }] of siblings.entries()) link.rank = ranks[index] ?? '';
    }
  }
}

function carriedRow(link: ArgumentLink): Row {
  return { link, isCarried: true };
}

function keyOf({ from, to, kind }: Pick<ArgumentLink, 'from' | 'to' | 'kind'>): string {
  return `${kind} ${from} ${to}`;
}
