import { blankDefeater, blankLink } from '@/core/argument/blank';
import type {
  ArgumentLink,
  ArgumentNode,
  ClaimPoint,
  Defeater,
  Id,
} from '@/core/argument/document';
import type { IdSource } from '@/core/argument/ids';
import { linkKindFor } from '@/core/argument/kinds';
import { ranksFrom } from '@/core/argument/rank';
import type { FindingList } from '../findingList';
import { usualKind } from '../usualKind';
import type { Definitions } from './definitions';
import type { LtacLine } from './lines';

/** What the lines below a line belong to. */
interface Owner {
  line: LtacLine;
  /** The element that they support, are context of or challenge. */
  node: ArgumentNode;
  /** The challenge that this line makes, which lines below it may challenge in turn. */
  defeater: Defeater | null;
  /** The claim point that this line is; its first line below is the confidence argument. */
  point: ClaimPoint | null;
  /** A relation that is written out, with the links in it and what is aimed at them. */
  relation: { links: ArgumentLink[]; aims: (Defeater | ClaimPoint)[] } | null;
}

/** The links, challenges and claim points that follow from how lines are indented. */
export class ArgumentReader {
  readonly links: ArgumentLink[] = [];
  readonly defeaters: Defeater[] = [];
  readonly claimPoints: ClaimPoint[] = [];
  private readonly relations: Owner[] = [];
  private readonly furtherArguments: [Defeater, Id][] = [];
  private readonly ends = new Set<string>();
  private readonly childCount = new Map<ArgumentNode, number>();
  private readonly definitions: Definitions;
  private readonly ids: IdSource;
  private readonly findings: FindingList;

  constructor(
    lines: readonly LtacLine[],
    definitions: Definitions,
    ids: IdSource,
    findings: FindingList,
  ) {
    this.definitions = definitions;
    this.ids = ids;
    this.findings = findings;
    const path: (Owner | null)[] = [];
    for (const line of lines) {
      path.length = line.depth;
      const above = path.at(-1) ?? null;
      if (line.depth === 0) path.push(this.top(line));
      else path.push(above && this.below(line, above));
    }
    for (const relation of this.relations) this.aim(relation);
    for (const [defeater, argument] of this.furtherArguments) {
      this.defeaters.push({ ...defeater, id: this.ids(), argument });
    }
    const nodes = new Map(definitions.nodes.map((node) => [node.id, node]));
    for (const defeater of this.defeaters) defeater.kind = usualKind(defeater.target, nodes);
    this.rank();
  }

  private top(line: LtacLine): Owner | null {
    const meaning = this.definitions.meaning(line);
    if (meaning.is !== 'element') return null;
    if (isCounter(line) || line.options.includes('metaclaim')) {
      this.findings.warning(line.place, 'The top of a package is aimed at nothing.');
    }
    return { line, node: meaning.node, defeater: null, point: null, relation: null };
  }

  private below(line: LtacLine, above: Owner): Owner | null {
    const meaning = this.definitions.meaning(line);
    if (meaning.is === 'relation') return this.relation(line, above);
    if (meaning.is === 'link' && meaning.line.type === 'Relation') {
      this.findings.warning(line.place, 'A link to a relation says nothing here; it is left out.');
      return null;
    }
    const target = meaning.is === 'link' ? this.definitions.meaning(meaning.line) : meaning;
    if (target.is !== 'element') return null;
    const { node } = target;
    const owner: Owner = { line, node, defeater: null, point: null, relation: null };
    if (isCounter(line)) {
      owner.defeater = this.challenge(above, line, {
        identifier: node.identifier,
        text: node.text,
        argument: node.id,
        defeat: node.defeat && { ...node.defeat },
      });
      if (node.kind !== 'goal' && node.kind !== 'solution') {
        this.findings.warning(
          line.place,
          'GSN lets claims and evidence challenge; this is neither.',
        );
      }
    } else if (line.options.includes('metaclaim')) this.point(above, line, node.identifier, node);
    else this.support(above, line, node);
    return owner;
  }

  /** A relation that is written out says more of what stands below it, or is a challenge itself. */
  private relation(line: LtacLine, above: Owner): Owner {
    const owner: Owner = { line, node: above.node, defeater: null, point: null, relation: null };
    const isDefeated = line.options.includes('defeated');
    if (isCounter(line)) {
      owner.defeater = this.challenge(above, line, {
        identifier: line.id,
        text: line.text,
        argument: null,
        defeat: isDefeated ? { outcome: 'defeated', reason: '' } : null,
      });
    } else if (line.options.includes('metaclaim')) {
      owner.point = this.point(above, line, line.id, null);
    } else {
      owner.relation = { links: [], aims: [] };
      this.relations.push(owner);
      const lost = [line.id, isDefeated ? '' : line.text].filter((part) => part !== '');
      if (lost.length > 0) {
        this.findings.warning(line.place, 'A relation has no name and no text here; left out.');
      }
    }
    for (const option of line.options) {
      if (KNOWN_OF_RELATIONS.has(option)) continue;
      this.findings.warning(line.place, `‘${option}’ says nothing of a relation; it is left out.`);
    }
    if (line.notes.length > 0) this.findings.hint(line.place, 'The comment above is left out.');
    return owner;
  }

  private support(above: Owner, line: LtacLine, node: ArgumentNode): void {
    if (above.point && above.line.type === 'Relation') {
      if (above.point.argument === null) above.point.argument = node.id;
      else this.findings.warning(line.place, 'A claim point has one argument; left out.');
      return;
    }
    if (above.defeater && above.line.type === 'Relation') {
      this.argue(above.defeater, node, line);
      return;
    }
    const kind = linkKindFor(node.kind);
    const ends = `${above.node.id} ${node.id}`;
    if (this.ends.has(ends)) {
      return this.findings.warning(
        line.place,
        'It stands below the same element twice; kept once.',
      );
    }
    this.ends.add(ends);
    const link = blankLink({ id: this.ids(), kind, from: above.node.id, to: node.id, rank: '' });
    this.links.push(link);
    this.childCount.set(above.node, (this.childCount.get(above.node) ?? 0) + 1);
    if (!above.relation) return;
    above.relation.links.push(link);
    if (above.line.options.includes('defeated')) {
      link.defeat = { outcome: 'defeated', reason: above.line.text };
    }
  }

  /** The first line below a challenge is what makes it; each further one makes the same challenge. */
  private argue(defeater: Defeater, node: ArgumentNode, line: LtacLine): void {
    if (node.kind !== 'goal' && node.kind !== 'solution') {
      this.findings.warning(line.place, 'GSN lets claims and evidence challenge; this is neither.');
    }
    if (defeater.argument === null) defeater.argument = node.id;
    else this.furtherArguments.push([defeater, node.id]);
  }

  private challenge(
    above: Owner,
    line: LtacLine,
    given: Pick<Defeater, 'identifier' | 'text' | 'argument' | 'defeat'>,
  ): Defeater {
    const target = above.defeater ? { defeater: above.defeater.id } : { node: above.node.id };
    const defeater = blankDefeater({ id: this.ids(), target, ...given });
    if (above.point && !above.defeater) {
      this.findings.warning(line.place, 'A claim point can’t be challenged; its element is.');
    }
    this.defeaters.push(defeater);
    above.relation?.aims.push(defeater);
    return defeater;
  }

  private point(
    above: Owner,
    line: LtacLine,
    identifier: string,
    argument: ArgumentNode | null,
  ): ClaimPoint {
    const point: ClaimPoint = {
      id: this.ids(),
      identifier,
      target: { node: above.node.id },
      argument: argument && argument.id,
      module: '',
    };
    if (above.defeater && above.line.type === 'Relation') {
      this.findings.warning(line.place, 'A challenge has no claim point; its target has it.');
    }
    this.claimPoints.push(point);
    above.relation?.aims.push(point);
    return point;
  }

  /** What stands below a relation aims at its link, once that is known. */
  private aim({ line, relation }: Owner): void {
    const [link, second] = relation?.links ?? [];
    for (const one of relation?.aims ?? []) {
      if (link) one.target = { link: link.id };
      if (!link || second) {
        this.findings.warning(
          line.place,
          link
            ? 'What stands below several relations is aimed at the first of them.'
            : 'The relation leads nowhere, so its element is meant.',
        );
      }
    }
  }

  private rank(): void {
    let most = 0;
    for (const count of this.childCount.values()) most = Math.max(most, count);
    const ranks = ranksFrom(most);
    const next = new Map<string, number>();
    for (const link of this.links) {
      const place = next.get(link.from) ?? 0;
      link.rank = ranks[place] ?? '';
      next.set(link.from, place + 1);
    }
  }
}

const KNOWN_OF_RELATIONS: ReadonlySet<string> = new Set([
  'asserted',
  'counter',
  'defeater',
  'defeated',
  'metaclaim',
]);

function isCounter({ options }: LtacLine): boolean {
  return options.includes('counter') || options.includes('defeater');
}
