import type { ArgumentLink, ArgumentNode, Id } from '@/core/argument/document';
import { byRank } from '@/core/argument/rank';
import { compareText } from '@/core/argument/text';
import { Shape } from './shape';

/** A node with its links; one that is linked but does not exist has no node. */
export class Place {
  node: ArgumentNode | null = null;
  /** In reading order: contexts first, then support, each by rank. */
  readonly below: Arc[] = [];
  /** By link id. */
  readonly above: Arc[] = [];

  constructor(
    readonly id: Id,
    /** Its number in the graph's shape. */
    readonly slot: number,
  ) {}
}

export interface Arc {
  link: ArgumentLink;
  from: Place;
  to: Place;
}

/** The nodes and links of an argument, each reachable from the other without a look-up. */
export class ArgumentGraph {
  readonly shape = new Shape();
  private readonly places = new Map<Id, Place>();
  private readonly arcs = new Map<Id, Arc>();
  private readonly bySlot: (Place | undefined)[] = [];

  place(id: Id): Place | undefined {
    return this.places.get(id);
  }

  at(slot: number): Place | undefined {
    return this.bySlot[slot];
  }

  link(id: Id): ArgumentLink | undefined {
    return this.arcs.get(id)?.link;
  }

  setNode(id: Id, node: ArgumentNode | null): void {
    const place = this.openPlace(id);
    place.node = node;
    this.shape.setNode(place.slot, node);
    this.closePlace(place);
  }

  /** In order, each is put behind the one before: a node may have tens of thousands on either side. */
  addLinks(links: readonly ArgumentLink[]): void {
    const arcs = links.map((link) => ({
      link,
      from: this.openPlace(link.from),
      to: this.openPlace(link.to),
    }));
    for (const arc of arcs.toSorted(inReadingOrder)) {
      this.arcs.set(arc.link.id, arc);
      const at = insert(arc.from.below, arc, inReadingOrder);
      this.shape.addArc(arc.from.slot, at, arc.to.slot);
    }
    for (const arc of arcs.sort(byId)) insert(arc.to.above, arc, byId);
  }

  removeLink(id: Id): void {
    const arc = this.arcs.get(id);
    if (arc === undefined) return;
    this.arcs.delete(id);
    this.shape.removeArc(arc.from.slot, remove(arc.from.below, arc));
    remove(arc.to.above, arc);
    this.closePlace(arc.from);
    this.closePlace(arc.to);
  }

  private openPlace(id: Id): Place {
    const known = this.places.get(id);
    if (known) return known;
    const made = new Place(id, this.shape.open());
    this.places.set(id, made);
    this.bySlot[made.slot] = made;
    return made;
  }

  private closePlace(place: Place): void {
    if (place.node || place.below.length > 0 || place.above.length > 0) return;
    this.places.delete(place.id);
    this.bySlot[place.slot] = undefined;
    this.shape.close(place.slot);
  }
}

function inReadingOrder(a: Arc, b: Arc): number {
  return compareText(a.link.kind, b.link.kind) || byRank(a.link, b.link);
}

function byId(a: Arc, b: Arc): number {
  return compareText(a.link.id, b.link.id);
}

function insert(arcs: Arc[], arc: Arc, compare: (a: Arc, b: Arc) => number): number {
  let at = arcs.length;
  while (at > 0) {
    const before = arcs[at - 1];
    if (before === undefined || compare(before, arc) <= 0) break;
    at -= 1;
  }
  if (at === arcs.length) arcs.push(arc);
  else arcs.splice(at, 0, arc);
  return at;
}

function remove(arcs: Arc[], arc: Arc): number {
  const at = arcs.indexOf(arc);
  if (at >= 0) arcs.splice(at, 1);
  return at;
}
