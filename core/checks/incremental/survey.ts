import { Citations } from '@/core/argument/citations';
import type { ArgumentNode, Id } from '@/core/argument/document';
import { grouped } from '@/core/argument/grouped';
import { compareIdentifiers } from '@/core/argument/outline';
import { compareText } from '@/core/argument/text';
import type { ArgumentGraph, Place } from './graph';
import { hasKnot } from './knots';
import { ReadingOrder } from './readingOrder';
import { withRoom } from './shape';

const CLAIMED = 1;
const PARKED = 2;
const ASIDE = 4;

/**
 * What holds of nodes because of where they stand in the whole argument: their place in reading
 * order (see outlineOf), whether the argument rests on them (see claimedNodes), whether they are
 * parked, and whether anything supports itself. It is worked out anew when the shape of the argument
 * changes, in a few passes over numbers; a new statement leaves it be.
 */
export class Survey {
  /** Whether links lead, with citations, from something back to itself. */
  isCircular = false;
  drafts = 0;
  firstDraft: Id | null = null;
  private readonly order: ReadingOrder;
  private state = new Uint8Array(0);
  /** Of the survey before; the next one is made in it. */
  private otherState = new Uint8Array(0);
  private unsorted: readonly (ArgumentNode | null)[] = [];
  private sorted: readonly Place[] = [];

  constructor(private readonly graph: ArgumentGraph) {
    this.order = new ReadingOrder(graph.shape);
  }

  /** Slots of nodes in reading order, each once, parked ones last. */
  get reading(): Int32Array {
    return this.order.slots;
  }

  /** Whether links alone lead from something back to itself. */
  get hasCycle(): boolean {
    return this.order.hasCycle;
  }

  isClaimed({ slot }: Place): boolean {
    return ((this.state[slot] ?? 0) & CLAIMED) !== 0;
  }

  isParked({ slot }: Place): boolean {
    return ((this.state[slot] ?? 0) & PARKED) !== 0;
  }

  isAside({ slot }: Place): boolean {
    return ((this.state[slot] ?? 0) & ASIDE) !== 0;
  }

  position({ node, slot }: Place): number {
    return node ? this.order.position(slot) : -1;
  }

  /**
   * @param asides tops of arguments that make a challenge or argue confidence
   * @param citations what nodes rest on beside their links (see citationsIn)
   * @param offered what a module other than the case's own makes public
   * @param told takes what is now found otherwise: ids of nodes, and names of what CaseView tells of
   *   the whole
   */
  renew(
    root: Id | null,
    asides: Iterable<Id>,
    citations: Iterable<readonly [Id, readonly Id[]]>,
    offered: (beside: ArgumentNode) => readonly ArgumentNode[],
    told: Set<string> | null,
  ): void {
    const { shape } = this.graph;
    const { hasCycle: hadCycle } = this;
    this.order.begin();
    [this.state, this.otherState] = [withRoom(this.otherState, shape.room).fill(0), this.state];
    const top = this.slotOf(root);
    const beside = [...asides].map((id) => this.slotOf(id)).filter((slot) => slot >= 0);
    const cited = new Citations(this.slotsOf(citations));
    if (top >= 0 && shape.withheld[top] === 0) this.mark([top], CLAIMED, cited);
    this.mark(beside, ASIDE, cited);
    if (top >= 0) this.order.readFrom(top);
    const unread = this.order.unread();
    if (unread.length > 0) {
      const connected = cited.isEmpty ? null : this.connect([top, ...beside], cited, offered);
      for (const slot of unread) {
        const known = this.state[slot] ?? 0;
        const isPart = connected === null ? (known & ASIDE) !== 0 : connected[slot] === 1;
        if (!isPart) this.state[slot] = known | PARKED;
      }
      this.readOn(unread);
    }
    this.tellChanges(hadCycle, told);
  }

  /**
   * Looks for circles in the argument that the modules make together.
   * @param support which way support runs along citations (see supportIn)
   * @returns whether there may now be other ones
   */
  compose(support: Iterable<readonly [Id, readonly Id[]]>): boolean {
    const wasCircular = this.isCircular;
    const further = grouped(this.slotsOf(support), ([from]) => from);
    this.isCircular = further.size > 0 && hasKnot(this.graph.shape, this.reading, further);
    return wasCircular || this.isCircular;
  }

  private slotOf(id: Id | null): number {
    const place = id === null ? undefined : this.graph.place(id);
    return place?.node ? place.slot : -1;
  }

  private *slotsOf(
    citations: Iterable<readonly [Id, readonly Id[]]>,
  ): Generator<[number, number[]]> {
    const known = new Map<readonly Id[], number[]>();
    for (const [from, list] of citations) {
      const slots = known.get(list) ?? list.map((id) => this.slotOf(id));
      known.set(list, slots);
      yield [this.slotOf(from), slots];
    }
  }

  /** What is part of the case: see connectedNodes. */
  private connect(
    tops: readonly number[],
    cited: Citations<number>,
    offered: (beside: ArgumentNode) => readonly ArgumentNode[],
  ): Uint8Array {
    const { size, exists, last, to, before } = this.graph.shape;
    const connected = new Uint8Array(size);
    const stack = tops.filter((slot) => slot >= 0);
    const citedBy = cited.once();
    for (let slot = stack.pop(); slot !== undefined; slot = stack.pop()) {
      if (exists[slot] !== 1 || connected[slot] === 1) continue;
      connected[slot] = 1;
      for (let arc = last[slot] ?? -1; arc >= 0; arc = before[arc] ?? -1) stack.push(to[arc] ?? 0);
      for (const target of citedBy(slot)) stack.push(target);
      const node = this.graph.at(slot)?.node;
      for (const { id } of node ? offered(node) : []) stack.push(this.slotOf(id));
    }
    return connected;
  }

  /** Arguments beside the one of the root, those that are part of the case first. */
  private readOn(unread: readonly number[]): void {
    const places = unread.flatMap((slot) => this.graph.at(slot) ?? []);
    const readAll = (tops: readonly Place[]): void => {
      for (const parked of [false, true]) {
        for (const top of tops) if (this.isParked(top) === parked) this.order.readFrom(top.slot);
      }
    };
    readAll(this.inNameOrder(places.filter(({ above }) => !above.some(({ from: of }) => of.node))));
    // What is left hangs in cycles that no top reaches.
    readAll(places.filter(({ slot }) => !this.order.hasRead(slot)).sort(byName));
  }

  /** Tops of arguments beside the main one are many and seldom change. */
  private inNameOrder(tops: readonly Place[]): readonly Place[] {
    const nodes = tops.map(({ node }) => node);
    const same =
      nodes.length === this.unsorted.length &&
      nodes.every((node, at) => node === this.unsorted[at]);
    if (!same) {
      this.unsorted = nodes;
      this.sorted = tops.toSorted(byName);
    }
    return this.sorted;
  }

  /** Marks what is reached: by claimed branches, or whatever hangs below or is cited. */
  private mark(
    tops: readonly number[],
    what: typeof CLAIMED | typeof ASIDE,
    cited: Citations<number>,
  ): void {
    const { state } = this;
    const { exists, withheld, last, to, before } = this.graph.shape;
    const stack = [...tops];
    const citedBy = cited.isEmpty ? null : cited.once();
    for (let slot = stack.pop(); slot !== undefined; slot = stack.pop()) {
      const known = state[slot] ?? 0;
      const enters = exists[slot] === 1 && (what === ASIDE || withheld[slot] === 0);
      if (!enters || (known & what) !== 0) continue;
      state[slot] = known | what;
      for (let arc = last[slot] ?? -1; arc >= 0; arc = before[arc] ?? -1) {
        const child = to[arc] ?? 0;
        if (((state[child] ?? 0) & what) === 0) stack.push(child);
      }
      if (citedBy) for (const target of citedBy(slot)) stack.push(target);
    }
  }

  private tellChanges(hadCycle: boolean, told: Set<string> | null): void {
    const { order, state, otherState } = this;
    const { draft } = this.graph.shape;
    let [drafts, firstDraft] = [0, -1];
    for (const slot of order.slots) {
      const now = state[slot] ?? 0;
      if (told !== null && now !== (otherState[slot] ?? 0)) {
        const place = this.graph.at(slot);
        if (place) told.add(place.id);
      }
      if ((now & CLAIMED) === 0 || draft[slot] === 0) continue;
      if (drafts === 0) firstDraft = slot;
      drafts += 1;
    }
    if (order.moved) told?.add('order');
    const first = firstDraft < 0 ? null : (this.graph.at(firstDraft)?.id ?? null);
    if (drafts !== this.drafts || first !== this.firstDraft) told?.add('drafts');
    // While there is a knot, any change of shape may be a change of the knot.
    if (hadCycle || order.hasCycle) told?.add('cycles');
    this.drafts = drafts;
    this.firstDraft = first;
  }
}

function byName(a: Place, b: Place): number {
  return (
    compareIdentifiers(a.node?.identifier ?? '', b.node?.identifier ?? '') ||
    compareText(a.id, b.id)
  );
}
