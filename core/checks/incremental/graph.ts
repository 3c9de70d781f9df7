import type { ArgumentLink, ArgumentNode, Id } from '@/core/argument/document';
import { byRank } from '@/core/argument/rank';
import { compareText } from '@/core/argument/text';

/** A node with its links; one that is linked but does not exist has no node. */
export class Place {
  node: ArgumentNode | null = null;
  /** In reading order: contexts first, then support, each by rank. */
  readonly below: Arc[] = [];
  /** By link id. */
  readonly above: Arc[] = [];

  /** Position in reading order; what the survey found of it. */
  position = -1;
  claimed = false;
  parked = false;
  aside = false;

  /** Marks of the survey under way. */
  read = 0;
  rested = 0;
  beside = 0;
  unmet = 0;

  constructor(readonly id: Id) {}
}

export interface Arc {
  link: ArgumentLink;
  from: Place;
  to: Place;
}

/** The nodes and links of an argument, each reachable from the other without a look-up. */
export class ArgumentGraph {
  private readonly places = new Map<Id, Place>();
  private readonly arcs = new Map<Id, Arc>();

  place(id: Id): Place | undefined {
    return this.places.get(id);
  }

  link(id: Id): ArgumentLink | undefined {
    return this.arcs.get(id)?.link;
  }

  all(): Iterable<Place> {
    return this.places.values();
  }

  setNode(id: Id, node: ArgumentNode | null): void {
    const place = this.openPlace(id);
    place.node = node;
    this.closePlace(place);
  }

  addLink(link: ArgumentLink): void {
    const arc = { link, from: this.openPlace(link.from), to: this.openPlace(link.to) };
    this.arcs.set(link.id, arc);
    insert(arc.from.below, arc, inReadingOrder);
    insert(arc.to.above, arc, byId);
  }

  removeLink(id: Id): void {
    const arc = this.arcs.get(id);
    if (arc === undefined) return;
    this.arcs.delete(id);
    remove(arc.from.below, arc);
    remove(arc.to.above, arc);
    this.closePlace(arc.from);
    this.closePlace(arc.to);
  }

  private openPlace(id: Id): Place {
    const known = this.places.get(id);
    if (known) return known;
    const made = new Place(id);
    this.places.set(id, made);
    return made;
  }

  private closePlace(place: Place): void {
    if (place.node || place.below.length > 0 || place.above.length > 0) return;
    this.places.delete(place.id);
  }
}

function inReadingOrder(a: Arc, b: Arc): number {
  return compareText(a.link.kind, b.link.kind) || byRank(a.link, b.link);
}

function byId(a: Arc, b: Arc): number {
  return compareText(a.link.id, b.link.id);
}

function insert(arcs: Arc[], arc: Arc, compare: (a: Arc, b: Arc) => number): void {
  let at = arcs.length;
  while (at > 0) {
    const before = arcs[at - 1];
    if (before === undefined || compare(before, arc) <= 0) break;
    at -= 1;
  }
  arcs.splice(at, 0, arc);
}

function remove(arcs: Arc[], arc: Arc): void {
  const at = arcs.indexOf(arc);
  if (at >= 0) arcs.splice(at, 1);
}
