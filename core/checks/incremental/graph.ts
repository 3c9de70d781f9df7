import type { ArgumentLink, ArgumentNode, Id } from '@/core/argument/document';
import { byRank } from '@/core/argument/rank';
import { compareText } from '@/core/argument/text';
import type { Difference } from './difference';
import { Shape } from './shape';

/** A node with its links; one that is linked but does not exist has no node. */
export class Place {
  node: ArgumentNode | null = null;
  /** In reading order: contexts first, then support, each by rank. */
  below: Arc[] = [];
  /** By link id. */
  above: Arc[] = [];

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

  /** Each place is put in order once, whatever comes and goes there: it may be tens of thousands. */
  setLinks({ removed, added }: Difference<ArgumentLink>): void {
    const gone = new Set(removed.flatMap(({ id }) => this.arcs.get(id) ?? []));
    const stays = (arc: Arc) => !gone.has(arc);
    const above = new Set<Place>();
    const below = new Set<Place>();
    for (const { link, from, to } of gone) {
      this.arcs.delete(link.id);
      above.add(from);
      below.add(to);
    }
    for (const place of above) place.below = place.below.filter(stays);
    for (const place of below) place.above = place.above.filter(stays);
    for (const link of added) {
      const arc = { link, from: this.openPlace(link.from), to: this.openPlace(link.to) };
      this.arcs.set(link.id, arc);
      arc.from.below.push(arc);
      above.add(arc.from);
      if (arc.to.above.push(arc) > 1) below.add(arc.to);
    }
    for (const place of below) place.above.sort(byId);
    for (const place of above) {
      place.below.sort(inReadingOrder);
      this.shape.setArcs(
        place.slot,
        place.below.map(({ to }) => to.slot),
      );
    }
    const left = new Set([...gone].flatMap(({ from, to }) => [from, to]));
    for (const place of left) this.closePlace(place);
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
