import type {
  ArgumentNode,
  CaseDocument,
  Defeater,
  DefeatDecision,
  Id,
} from '@/core/argument/document';
import { isCitation } from '@/core/argument/kinds';
import { compareText } from '@/core/argument/text';
import { CaseView } from './caseView';
import { CaseIndex } from './incremental/caseIndex';

/**
 * What follows from the challenges of a case, for a person to decide (GSN 1:6.3.8–14, 2:11.3.4).
 *
 * OntoGSN's rules S46–S52 take the naive way: whatever is challenged by something valid is defeated,
 * and what rests on it is not valid. The standard calls that a matter of expert judgement. So nothing
 * here changes a case: it says what might be defeated, in doubt or open again, and because of what;
 * what somebody decided with a reason is taken as it stands, whatever the graph would have said.
 */
export interface DefeatProposal {
  of: Defeater['target'];
  proposes: 'defeated' | 'in-doubt' | 'reopened';
  /** Sorted ids: of challenges, or for a doubt of what it rests on as well. */
  because: readonly Id[];
}

type Part = 'node' | 'link' | 'defeater';

/** Proposals about everything that nobody has decided yet, the same whatever the order of records. */
export function proposeDefeats(document: CaseDocument): DefeatProposal[] {
  const index = new CaseIndex();
  index.update(document);
  return defeatsIn(new CaseView(index));
}

/** {@link proposeDefeats} of a case as rules see it. */
export function defeatsIn(view: CaseView): DefeatProposal[] {
  const dialectic = new Dialectic(view);
  const defeated = new Map<Id, { of: Defeater['target']; because: Id[] }>();
  const doubted = new Map<Id, Set<Id>>();
  for (const challenge of dialectic.challenges) {
    const { id, target } = challenge;
    const aim = targetOf(target);
    const record = recordAt(target, view);
    if (!record || record.defeat) continue;
    if (dialectic.isUpheld(id)) {
      const known = defeated.get(aim.id);
      if (known) known.because.push(id);
      else defeated.set(aim.id, { of: target, because: [id] });
    } else if (aim.part === 'node' && dialectic.isIncomplete(challenge)) {
      add(doubted, aim.id, id);
    }
  }
  spreadDoubt(view, defeated.keys(), doubted);
  return [
    ...Array.from(defeated.values(), ({ of, because }) => proposal(of, 'defeated', because)),
    ...[...doubted]
      .filter(([id]) => !defeated.has(id))
      .map(([node, because]) => proposal({ node }, 'in-doubt', because)),
    ...dialectic.reopened(),
  ].sort(
    (a, b) =>
      compareText(targetOf(a.of).id, targetOf(b.of).id) || compareText(a.proposes, b.proposes),
  );
}

/** Whatever rests on something defeated is in doubt, up to where somebody decided. */
function spreadDoubt(view: CaseView, proposed: Iterable<Id>, doubted: Map<Id, Set<Id>>): void {
  const { nodes, links } = view.judged();
  const isFallen = ({ defeat }: { defeat: DefeatDecision | null }) =>
    defeat?.outcome === 'defeated';
  const open = [...proposed, ...nodes.filter(isFallen).map(({ id }) => id)];
  const doubt = (id: Id, because: Id) => {
    const node = view.node(id);
    if (!node || node.defeat) return;
    const isNew = !doubted.has(id);
    add(doubted, id, because);
    if (isNew) open.push(id);
  };
  for (const { id, from } of links.filter(isFallen)) doubt(from, id);
  const seen = new Set<Id>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const link = view.link(id);
    if (link) doubt(link.from, id);
    if (view.node(id)?.claim === 'not-claimed') continue;
    for (const { from } of view.linksAbove(id)) doubt(from, id);
  }
}

/**
 * Which challenges are upheld: those whose argument is complete and which no upheld challenge
 * counters, to any depth. This is the grounded reading of a graph of attacks (Dung 1995): in a circle
 * of challenges none is upheld, and so the question ends.
 */
class Dialectic {
  /** Those that argue, or that somebody decided about; a bare doubt proposes nothing. */
  readonly challenges: readonly Defeater[];
  private readonly upheld = new Map<Id, boolean>();
  private readonly sound = new Map<Id, boolean>();

  constructor(private readonly view: CaseView) {
    this.challenges = view
      .list('defeaters')
      .filter(({ argument, defeat }) => argument !== null || defeat !== null);
    const arguing = this.argumentNodes();
    for (let settled = -1; settled < this.settledCount;) {
      settled = this.settledCount;
      for (const challenge of this.challenges)
        settle(this.upheld, challenge.id, () => this.judge(challenge));
      for (const id of arguing) settle(this.sound, id, () => this.weigh(id));
    }
  }

  isUpheld(challenge: Id): boolean {
    return this.upheld.get(challenge) === true;
  }

  /** A goal that challenges without evidence yet leaves its target in doubt (GSN 1:6.3.8). */
  isIncomplete({ id, argument, defeat }: Defeater): boolean {
    if (argument === null || defeat || this.isCountered(id) === true) return false;
    return this.view.node(argument)?.kind === 'goal' && this.sound.get(argument) !== true;
  }

  /** What was defeated by challenges that are now all defeated themselves (GSN 1:6.3.14). */
  reopened(): DefeatProposal[] {
    const { view } = this;
    const { nodes, links } = view.judged();
    const judged = [
      ...nodes.map(({ id, defeat }) => ({ of: { node: id }, id, defeat })),
      ...links.map(({ id, defeat }) => ({ of: { link: id }, id, defeat })),
      ...this.challenges.map(({ id, defeat }) => ({ of: { defeater: id }, id, defeat })),
    ];
    return judged.flatMap(({ of, id, defeat }) => {
      if (defeat?.outcome !== 'defeated') return [];
      const against = view.defeatersOn(id);
      if (against.length === 0 || !against.every((one) => this.isDefeated(one))) return [];
      return [
        proposal(
          of,
          'reopened',
          against.map((one) => one.id),
        ),
      ];
    });
  }

  private get settledCount(): number {
    return this.upheld.size + this.sound.size;
  }

  private argumentNodes(): Set<Id> {
    const found = new Set(this.challenges.flatMap(({ argument }) => argument ?? []));
    for (const id of found) {
      for (const { kind, to } of this.view.linksBelow(id))
        if (kind === 'supported-by') found.add(to);
    }
    return found;
  }

  /** @returns undefined while it depends on what is not settled */
  private judge({ id, argument, defeat }: Defeater): boolean | undefined {
    if (defeat) return defeat.outcome === 'stands';
    if (argument === null) return false;
    const countered = this.isCountered(id);
    const sound = this.sound.get(argument);
    if (countered === true || sound === false) return false;
    return countered === false && sound === true ? true : undefined;
  }

  /** Whether a node of a challenge's argument holds, with everything that it rests on. */
  private weigh(id: Id): boolean | undefined {
    const node = this.view.node(id);
    if (!node || node.claim === 'not-claimed' || node.defeat?.outcome === 'defeated') return false;
    const countered = node.defeat ? false : this.isCountered(id);
    const supported = this.isSupported(node);
    if (countered === true || supported === false) return false;
    return countered === false && supported === true ? true : undefined;
  }

  private isSupported(node: ArgumentNode): boolean | undefined {
    if (node.kind === 'solution' || isCitation(node.kind)) return true;
    if (node.undeveloped) return false;
    let [count, open] = [0, false];
    for (const link of this.view.linksBelow(node.id)) {
      if (link.kind !== 'supported-by') continue;
      count += 1;
      const countered = link.defeat
        ? link.defeat.outcome === 'defeated'
        : this.isCountered(link.id);
      const sound = this.sound.get(link.to);
      if (countered === true || sound === false) return false;
      if (countered === undefined || sound === undefined) open = true;
    }
    if (count === 0) return false;
    return open ? undefined : true;
  }

  private isCountered(id: Id): boolean | undefined {
    let open = false;
    for (const counter of this.view.defeatersOn(id)) {
      if (counter.argument === null && !counter.defeat) continue;
      const upheld = this.upheld.get(counter.id);
      if (upheld === true) return true;
      if (upheld === undefined) open = true;
    }
    return open ? undefined : false;
  }

  private isDefeated({ id, defeat }: Defeater): boolean {
    return defeat ? defeat.outcome === 'defeated' : this.isCountered(id) === true;
  }
}

function settle(known: Map<Id, boolean>, id: Id, judge: () => boolean | undefined): void {
  if (known.has(id)) return;
  const judged = judge();
  if (judged !== undefined) known.set(id, judged);
}

/** What a challenge aims at, if it exists. */
export function recordAt(
  target: Defeater['target'],
  view: CaseView,
): { defeat: DefeatDecision | null } | undefined {
  if ('node' in target) return view.node(target.node);
  return 'link' in target ? view.link(target.link) : view.defeater(target.defeater);
}

function targetOf(target: Defeater['target']): { part: Part; id: Id } {
  if ('node' in target) return { part: 'node', id: target.node };
  if ('link' in target) return { part: 'link', id: target.link };
  return { part: 'defeater', id: target.defeater };
}

function proposal(
  of: Defeater['target'],
  proposes: DefeatProposal['proposes'],
  because: Iterable<Id>,
): DefeatProposal {
  return { of, proposes, because: [...new Set(because)].sort() };
}

function add(map: Map<Id, Set<Id>>, key: Id, value: Id): void {
  const values = map.get(key);
  if (values) values.add(value);
  else map.set(key, new Set([value]));
}
