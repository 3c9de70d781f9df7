import * as z from 'zod';
import { blankLink } from '@/core/argument/blank';
import type { ArgumentLink, Id, LinkKind } from '@/core/argument/document';
import type { IdSource } from '@/core/argument/ids';
import { LIMITS } from '@/core/argument/limits';
import { ranksFrom } from '@/core/argument/rank';
import { defeatSchema, multiplicitySchema } from '@/core/argument/schema';
import type { FindingList } from '../findingList';
import type { Element, Elements, Reference } from './elements';
import { parseCarried } from './nodeLayers';
import type { SourceModule } from './source';

/** What a layer carries of a relation, by its place in the element: `supportedBy[1]`. */
export const relationLayer = z.record(
  z.string(),
  z.strictObject({
    multiplicity: multiplicitySchema.optional(),
    defeat: defeatSchema.optional(),
    /** It leads into another module without an away element between. */
    direct: z.literal(true).optional(),
  }),
);

const LISTS = [
  ['inContextOf', 'in-context-of'],
  ['supportedBy', 'supported-by'],
] as const;

/** The links of all elements, in the order of the file. */
export class Relations {
  readonly all: ArgumentLink[] = [];
  private readonly byEnds = new Map<string, ArgumentLink>();
  private readonly elements: Elements;
  private readonly ids: IdSource;
  private readonly findings: FindingList;

  constructor(elements: Elements, ids: IdSource, findings: FindingList) {
    this.elements = elements;
    this.ids = ids;
    this.findings = findings;
    const most = elements.all.map(
      ({ source }) => source.supportedBy.length + source.inContextOf.length,
    );
    const ranks = ranksFrom(Math.min(LIMITS.links, Math.max(0, ...most.slice(0, LIMITS.nodes))));
    for (const element of elements.all) {
      // A file can name one long list very often; more than a case may hold is refused anyway.
      if (this.all.length > LIMITS.links) break;
      if (!element.isDefeaterOnly) this.below(element, ranks);
    }
  }

  /** The relation from one element to another, as a claim point or challenge names it. */
  related(from: Element, to: Element, prefer: LinkKind = 'supported-by'): ArgumentLink | null {
    const other = prefer === 'supported-by' ? 'in-context-of' : 'supported-by';
    for (const end of [this.elements.seenFrom(from, to), to.node]) {
      for (const kind of [prefer, other] as const) {
        const link = this.byEnds.get(ends(from.node.id, end.id, kind));
        if (link) return link;
      }
    }
    return null;
  }

  /** Elements of other modules that elements of a file develop: away elements with support below. */
  develop(file: SourceModule, any: Element): void {
    for (const { path, module, element, by } of file.develops) {
      const { node } = this.elements.away(any, path, 'away-goal', { module, node: element });
      const ranks = ranksFrom(Math.min(by.length, LIMITS.links));
      for (const [index, key] of by.entries()) {
        if (this.all.length > LIMITS.links) break;
        const place = `${path}[${index}]`;
        const target = this.elements.refer(any, key, place, 'supportedBy');
        this.add(node.id, target, 'supported-by', ranks[index] ?? '', place);
      }
    }
  }

  private below(element: Element, ranks: readonly string[]): void {
    const { source, node, carried } = element;
    const layer = carried.get('links');
    const details = layer === undefined ? null : parseCarried(layer, relationLayer);
    if (layer !== undefined && details === null) {
      this.findings.warning(`${source.path}.casewright-links`, 'It means nothing; it is left out.');
    }
    carried.delete('links');
    let position = 0;
    for (const [list, kind] of LISTS) {
      for (const [index, key] of source[list].entries()) {
        if (this.all.length > LIMITS.links) return;
        const path = `${source.path}.${list}[${index}]`;
        const detail = details?.[`${list}[${index}]`];
        const direct = detail?.direct ? this.elements.find(element, key, path) : null;
        const target = direct ?? this.elements.refer(element, key, path, list);
        const link = this.add(node.id, target, kind, ranks[position++] ?? '', path);
        if (!link) continue;
        link.multiplicity = detail?.multiplicity ?? null;
        link.defeat = detail?.defeat ?? null;
      }
    }
    for (const [index, key] of source.defeatedRelation.entries()) {
      const path = `${source.path}.defeatedRelation[${index}]`;
      const target = this.elements.find(element, key, path);
      const link = target && this.related(element, target);
      if (link) link.defeat ??= { outcome: 'defeated', reason: '' };
      else {
        this.findings.warning(path, `It has no relation to ‘${key}’; the mark is left out.`);
      }
    }
  }

  private add(
    from: Id,
    to: Reference,
    kind: LinkKind,
    rank: string,
    path: string,
  ): ArgumentLink | null {
    if (to.isDefeaterOnly) {
      this.findings.warning(path, 'A challenge alone supports nothing; the relation is left out.');
      return null;
    }
    const name = ends(from, to.node.id, kind);
    if (this.byEnds.has(name)) {
      this.findings.warning(path, 'The relation stands twice; it is kept once.');
      return null;
    }
    const link = blankLink({ id: this.ids(), kind, from, to: to.node.id, rank });
    this.byEnds.set(name, link);
    this.all.push(link);
    return link;
  }
}

function ends(from: Id, to: Id, kind: LinkKind): string {
  return `${from} ${to} ${kind}`;
}
