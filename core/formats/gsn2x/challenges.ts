import * as z from 'zod';
import { blankDefeater } from '@/core/argument/blank';
import {
  DEFEATER_KINDS,
  DEFEATER_ORIGINS,
  type ClaimPoint,
  type Defeater,
} from '@/core/argument/document';
import type { IdSource } from '@/core/argument/ids';
import { defeatSchema } from '@/core/argument/schema';
import type { FindingList } from '../findingList';
import { usualKind } from '../usualKind';
import type { Element, Elements } from './elements';
import { parseCarried } from './nodeLayers';
import type { Relations } from './relations';

/** What a layer carries of claim points, by name and place: the top of the confidence argument. */
export const claimPointLayer = z.record(
  z.string(),
  z.array(z.strictObject({ argument: z.string().nullable(), module: z.string() }).nullable()),
);

const ARROW = ' -> ';

/** Challenges (GSN 1:6) and assurance claim points (GSN 1:5) of all elements. */
export class Challenges {
  readonly defeaters: Defeater[] = [];
  readonly claimPoints: ClaimPoint[] = [];
  private readonly elements: Elements;
  private readonly relations: Relations;
  private readonly ids: IdSource;
  private readonly findings: FindingList;

  constructor(elements: Elements, relations: Relations, ids: IdSource, findings: FindingList) {
    this.elements = elements;
    this.relations = relations;
    this.ids = ids;
    this.findings = findings;
    const challenging = elements.all.filter(({ source }) => source.challenges !== '');
    // All first: a challenge can aim at any other.
    for (const element of challenging) element.defeater = this.defeater(element);
    for (const element of challenging) this.aim(element);
    for (const element of elements.all) this.pointsOf(element);
  }

  private defeater(element: Element): Defeater {
    const { node, carried, source, isDefeaterOnly } = element;
    if (node.kind !== 'goal' && node.kind !== 'solution') {
      this.findings.warning(
        `${source.path}.challenges`,
        `GSN lets goals and solutions challenge; ${node.identifier} is neither.`,
      );
    }
    const take = (name: string) => {
      const text = carried.get(name);
      carried.delete(name);
      return text;
    };
    const word = <T extends string>(name: string, words: readonly T[]): T | undefined => {
      const text = take(name);
      const known = words.find((one) => one === text);
      if (text !== undefined && known === undefined) {
        this.findings.warning(
          `${source.path}.casewright-${name}`,
          `It is none of ${words.join(', ')}.`,
        );
      }
      return known;
    };
    const kind = word('defeater-kind', DEFEATER_KINDS);
    const own = take('defeater-defeat');
    const argument = take('argument');
    return blankDefeater({
      id: this.ids(),
      identifier: take('defeater') ?? node.identifier,
      target: { node: node.id },
      ...(kind && { kind }),
      text: take('defeater-text') ?? node.text,
      origin: word('defeater-origin', DEFEATER_ORIGINS) ?? 'author',
      response: take('defeater-response') ?? '',
      argument: isDefeaterOnly ? this.argument(element, argument) : node.id,
      defeat:
        own === undefined
          ? node.defeat && { ...node.defeat }
          : parseCarried(own, defeatSchema.nullable()),
    });
  }

  private argument(element: Element, key: string | undefined): string | null {
    if (key === undefined) return null;
    const path = `${element.source.path}.casewright-argument`;
    const found = this.elements.find(element, key, path);
    if (!found) this.findings.warning(path, `‘${key}’ is not there; it is left out.`);
    return found?.node.id ?? null;
  }

  private aim(element: Element): void {
    const { defeater, source, carried } = element;
    if (!defeater) return;
    const wanted = carried.get('target');
    carried.delete('target');
    defeater.target = this.target(element, source.challenges, `${source.path}.challenges`, wanted);
    if (!source.carried.has('defeater-kind')) {
      defeater.kind = usualKind(defeater.target, this.elements.nodes);
    }
    this.defeaters.push(defeater);
  }

  private target(
    from: Element,
    named: string,
    path: string,
    wanted: string | undefined,
  ): Defeater['target'] {
    const element = this.elements.find(from, named, path);
    if (!element) {
      const relation = this.relation(from, named, path, wanted);
      if (relation) return relation;
    } else if (wanted === 'element') return { node: element.node.id };
    else if (element.defeater) return { defeater: element.defeater.id };
    else if (element.isDefeaterOnly) {
      this.findings.warning(path, `${named} challenges nothing, so nothing can challenge it.`);
    }
    const { node } = this.elements.refer(from, named, path, 'supportedBy');
    return { node: node.id };
  }

  /** A relation "X -> Y"; a name may hold an arrow too, so that every place of one is tried. */
  private relation(
    from: Element,
    named: string,
    path: string,
    wanted: string | undefined,
  ): Defeater['target'] | null {
    for (let at = named.indexOf(ARROW); at >= 0; at = named.indexOf(ARROW, at + 1)) {
      const above = this.elements.find(from, named.slice(0, at), path);
      const below = this.elements.find(from, named.slice(at + ARROW.length), path);
      if (!above || !below) continue;
      const prefer = wanted === 'inContextOf' ? 'in-context-of' : 'supported-by';
      const link = this.relations.related(above, below, prefer);
      if (link) return { link: link.id };
      // The relation of a challenge to its target is the challenge itself.
      if (above.defeater) return { defeater: above.defeater.id };
      this.findings.warning(
        path,
        `There is no such relation; it is read as a challenge to its start.`,
      );
      return { node: this.elements.cite(from, above, path).node.id };
    }
    return null;
  }

  private pointsOf(element: Element): void {
    const { source, carried } = element;
    const layer = carried.get('acp');
    carried.delete('acp');
    const details = layer === undefined ? null : parseCarried(layer, claimPointLayer);
    for (const [identifier, names] of source.claimPoints) {
      const path = `${source.path}.acp.${identifier}`;
      for (const [index, key] of (names.length > 0 ? names : [source.key]).entries()) {
        const detail = details?.[identifier]?.[index];
        const argument = detail?.argument ?? null;
        this.claimPoints.push({
          id: this.ids(),
          identifier,
          target: this.pointTarget(element, key, `${path}[${index}]`),
          argument:
            argument === null
              ? null
              : (this.elements.find(element, argument, path)?.node.id ?? null),
          module: detail?.module ?? '',
        });
      }
    }
  }

  private pointTarget(element: Element, key: string, path: string): ClaimPoint['target'] {
    const { node, source } = element;
    if (key === source.key) return { node: node.id };
    const found = this.elements.find(element, key, path);
    const link = found && this.relations.related(element, found);
    if (link) return { link: link.id };
    this.findings.warning(path, `It has no relation to ‘${key}’; the point is put on the element.`);
    return { node: node.id };
  }
}
