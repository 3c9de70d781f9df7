import { blankCase, blankDefeater, blankLink, blankNode } from '@/core/argument/blank';
import type { ArgumentNode, CaseDocument, Id, LinkKind, NodeKind } from '@/core/argument/document';
import { linkKindFor } from '@/core/argument/kinds';
import { nextIdentifier } from '@/core/argument/ids';
import { ranksFrom } from '@/core/argument/rank';
import { normaliseDocument } from '@/core/argument/structureDoc';

const MODULE = 'large';
const RANKS = ranksFrom(32);

/**
 * A valid case of a given number of nodes, the same every time, with the shape of a real one: goals
 * argued by strategies over four goals each, contexts where the argument turns, leaves that rest on
 * solutions with evidence and a criterion, doubts that were answered, and now and then an element
 * that stands in two places, an undeveloped goal, or a challenge with an argument of its own.
 */
export function largeCase(size: number): CaseDocument {
  return new LargeCase(size).build();
}

class LargeCase {
  private readonly nodes: ArgumentNode[] = [];
  private readonly links: CaseDocument['links'] = [];
  private readonly defeaters: CaseDocument['defeaters'] = [];
  private readonly evidence: CaseDocument['evidence'] = [];
  private readonly criteria: CaseDocument['criteria'] = [];
  private readonly counts = new Map<string, number>();
  private readonly children = new Map<Id, number>();
  private lastSolution: Id | null = null;

  constructor(private readonly size: number) {}

  build(): CaseDocument {
    const root = this.add('goal', null, 'The system is acceptably safe in its setting.');
    this.add('context', root, 'The system, with its prompts and tools.');
    const goals = [root];
    for (let at = 0; at < goals.length && this.nodes.length < 0.68 * this.size; at += 1) {
      goals.push(...this.argue(goals[at] ?? root, at));
    }
    const argued = new Set(
      this.links.filter(({ kind }) => kind === 'supported-by').map(({ from }) => from),
    );
    const leaves = goals.filter((goal) => !argued.has(goal));
    for (const [at, leaf] of leaves.entries()) this.close(leaf, at);
    while (this.nodes.length < this.size) {
      this.add(
        'context',
        goals[this.nodes.length % goals.length] ?? root,
        `Setting detail ${this.nodes.length}.`,
      );
    }
    return normaliseDocument(
      blankCase({
        title: 'A large case',
        module: MODULE,
        root,
        parameters: [
          {
            name: 'system',
            description: 'What it is about.',
            value: 'Atlas',
            index: false,
            type: 'text',
          },
        ],
        nodes: this.nodes,
        links: this.links,
        defeaters: this.defeaters,
        evidence: this.evidence,
        criteria: this.criteria,
        facts: {
          subject: { name: 'Atlas', version: '3', description: 'An agent.', digest: 'sha256:…' },
          setting: {
            name: 'Internal coding',
            purpose: 'Coding',
            users: 'Engineers',
            tasks: 'Changes',
            permissions: 'Repository',
            oversight: 'Review',
            volume: '100,000 tasks',
          },
          decision: 'May Atlas 3 work on internal code for one year?',
          window: {
            from: '2027-01-01',
            until: '2027-12-31',
            zone: 'Europe/Berlin',
            ends: 'retire',
          },
          outcomes: [
            { id: idOf(7, 0), identifier: 'O1', text: 'A leak.', criterion: 'Below 1 %.' },
          ],
          failureConditions: [
            { id: idOf(7, 1), text: 'A leak is found.', trigger: 'Incident', unmonitorable: false },
          ],
          notCovered: [],
        },
      }),
    );
  }

  /** A strategy over four goals, at times in its own context; the goals of it. */
  private argue(goal: Id, at: number): Id[] {
    const strategy = this.add('strategy', goal, `Argue over the parts of area ${at}.`);
    if (at % 3 === 0) this.add('context', goal, `Area ${at} as the register lists it.`);
    if (at % 7 === 0)
      this.add('assumption', strategy, `The parts of area ${at} fail independently.`);
    return Array.from({ length: 4 }, (_, part) =>
      this.add('goal', strategy, `Part ${part} of area ${at} of {system} stays below its limit.`),
    );
  }

  private close(leaf: Id, at: number): void {
    this.doubt(leaf, at);
    const full = this.nodes.length >= this.size - 2;
    if (full && this.lastSolution !== null) this.link('supported-by', leaf, this.lastSolution);
    else if (at % 11 === 3) this.mark(leaf, { undeveloped: true });
    else if (at % 13 === 5 && this.lastSolution !== null) {
      this.link('supported-by', leaf, this.lastSolution);
    } else this.support(leaf, at);
  }

  private support(leaf: Id, at: number): void {
    const solution = this.add('solution', leaf, `Test report ${at}.`);
    this.lastSolution = solution;
    this.evidence.push({
      id: idOf(5, at),
      node: solution,
      evidence: `artefact-${at}`,
      shows: 'The rate stays below the limit.',
    });
    if (at % 2 !== 0) return;
    this.criteria.push({
      id: idOf(6, at),
      node: leaf,
      metric: 'failures/rate',
      comparator: '<=',
      value: '0.01',
      unit: '',
      failure: 'A rate above one per cent.',
    });
  }

  /** A doubt that was answered; now and then one that is argued, and countered. */
  private doubt(leaf: Id, at: number): void {
    const identifier = `D${at + 1}`;
    const id = idOf(3, at);
    const argues = at % 400 === 7;
    this.defeaters.push(
      blankDefeater({
        id,
        identifier,
        text: 'Is the sample large enough?',
        target: { node: leaf },
        response: 'Yes: its interval lies below the limit.',
        argument: argues ? this.add('goal', null, `Sample ${at} is too small.`) : null,
        defeat: argues ? { outcome: 'defeated', reason: 'The sample was doubled.' } : null,
      }),
    );
    const argument = this.defeaters.at(-1)?.argument;
    if (argument) this.support(argument, 100_000 + at);
  }

  private add(kind: NodeKind, parent: Id | null, text: string): Id {
    const id = idOf(1, this.nodes.length);
    this.nodes.push(
      blankNode({ id, kind, identifier: this.named(kind), module: MODULE, text, claim: 'claimed' }),
    );
    if (parent !== null) this.link(linkKindFor(kind), parent, id);
    return id;
  }

  private named(kind: NodeKind): string {
    const [prefix = ''] = nextIdentifier(kind, []).split(/\d/);
    const count = (this.counts.get(prefix) ?? 0) + 1;
    this.counts.set(prefix, count);
    return `${prefix}${count}`;
  }

  private link(kind: LinkKind, from: Id, to: Id): void {
    const place = this.children.get(from) ?? 0;
    this.children.set(from, place + 1);
    const rank = RANKS[place % RANKS.length] ?? '';
    this.links.push(blankLink({ id: idOf(2, this.links.length), kind, from, to, rank }));
  }

  private mark(id: Id, change: Partial<ArgumentNode>): void {
    const at = this.nodes.findIndex((node) => node.id === id);
    const node = this.nodes[at];
    if (node) this.nodes[at] = { ...node, ...change };
  }
}

/** Ids of the n-th record of a list, spread as random ones are. */
function idOf(list: number, index: number): Id {
  const spread = Math.imul(index + 1, 2_654_435_761) >>> 0;
  return `${spread.toString(16).padStart(8, '0')}${list}${index.toString(16).padStart(23, '0')}`;
}
