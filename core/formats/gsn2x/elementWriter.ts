import type { ArgumentLink, ArgumentNode, Defeater, LinkKind } from '@/core/argument/document';
import { compareText } from '@/core/argument/text';
import type { ExportLoss } from '../exportFormats';
import { usualKind } from '../usualKind';
import type { YamlEntries, YamlOutput } from '../yamlText';
import { counterTypeOf, isCounter, kindOfType, typeOfKey, typeOfKind } from './elementTypes';
import type { Plan } from './plan';
import { NODE_LAYERS, sameDefeat } from './nodeLayers';
import { annotationValue } from './plainForms';
import { CARRIED_PREFIX, ELEMENT_FIELDS, UNSAFE_NAME } from './source';

type Entries = Map<string, YamlOutput>;

/** Writes elements, each with the challenge that it makes and the claim points on it. */
export class ElementWriter {
  private readonly plan: Plan;
  private readonly losses: ExportLoss[];
  private readonly links: ReadonlyMap<string, ArgumentLink>;
  private readonly defeaters: ReadonlyMap<string, Defeater>;
  /** Ends of the links of support. */
  private readonly supports: ReadonlySet<string>;
  private readonly aloneKeys = new Map<string, string>();

  constructor(plan: Plan, losses: ExportLoss[]) {
    this.plan = plan;
    this.losses = losses;
    this.links = new Map(plan.document.links.map((link) => [link.id, link]));
    this.supports = new Set(
      plan.document.links.flatMap(({ kind, from, to }) =>
        kind === 'supported-by' ? `${from} ${to}` : [],
      ),
    );
    this.defeaters = new Map(plan.document.defeaters.map((one) => [one.id, one]));
    for (const { id, identifier } of plan.challenges.alone) {
      this.aloneKeys.set(id, plan.keys.take(identifier, 'CG'));
    }
  }

  element(node: ArgumentNode): YamlEntries {
    const { document, keyOf, challenges } = this.plan;
    const key = keyOf(node.id);
    const challenge = challenges.byArgument.get(node.id);
    const entries: Entries = new Map();
    this.type(entries, key, node, challenge !== undefined);
    if (node.text !== '') entries.set('text', node.text);
    const details = this.relations(entries, node);
    if (challenge) entries.set('challenges', this.targetName(challenge));
    if (node.undeveloped) entries.set('undeveloped', true);
    if (node.defeat?.outcome === 'defeated') entries.set('defeated', true);
    const points = this.claimPoints(entries, node);
    const { nodeType: _, ...annotations } = node.annotations;
    const kept = this.isCounterMark(node) ? annotations : node.annotations;
    const path = `nodes.${node.identifier}`;
    for (const entry of annotationEntries(kept, ELEMENT_FIELDS, path, this.losses)) {
      entries.set(...entry);
    }
    const carry = (name: string, value: string | null) => {
      if (value !== null) entries.set(CARRIED_PREFIX + name, value);
    };
    carry('identifier', node.identifier === key ? null : node.identifier);
    carry('module', node.module === document.module ? null : node.module);
    for (const layer of NODE_LAYERS) carry(layer.name, layer.write(node));
    if (challenge) this.challenge(carry, challenge, node);
    carry('links', details);
    carry('acp', points);
    if (node.choice) {
      const keys = (ids: readonly string[]) => ids.map(keyOf).filter((name) => name !== '');
      const { min, label, of, optional, supportingOnly } = node.choice;
      const named = {
        of: keys(of),
        optional: keys(optional),
        supportingOnly: keys(supportingOnly),
      };
      carry('choice', JSON.stringify({ min, label, ...named }));
      const written = named.of.length + named.optional.length + named.supportingOnly.length;
      if (written < of.length + optional.length + supportingOnly.length) {
        this.losses.push({
          path: `${path}.choice`,
          message: 'A branch that it names is not in the case; it is left out.',
        });
      }
    }
    const body = Object.hasOwn(document.bodies, node.id) ? document.bodies[node.id] : undefined;
    carry('body', body ? JSON.stringify(body) : null);
    return entries;
  }

  /** Challenges that no element of the case makes: an element of their own each. */
  *challengesAlone(): Generator<[string, YamlEntries]> {
    const { keyOf, challenges } = this.plan;
    for (const defeater of challenges.alone) {
      const key = this.aloneKeys.get(defeater.id) ?? '';
      const entries: Entries = new Map();
      const type = typeOfKey(key);
      if (type !== 'CounterGoal') entries.set('nodeType', 'CounterGoal');
      if (defeater.text !== '') entries.set('text', defeater.text);
      entries.set('challenges', this.targetName(defeater));
      if (defeater.defeat?.outcome === 'defeated') entries.set('defeated', true);
      const carry = (name: string, value: string | null) => {
        if (value !== null) entries.set(CARRIED_PREFIX + name, value);
      };
      carry('defeater-only', 'true');
      carry('identifier', defeater.identifier === key ? null : defeater.identifier);
      carry('defeat', defeater.defeat?.outcome === 'stands' ? 'stands' : null);
      carry('defeat-reason', defeater.defeat?.reason || null);
      if (defeater.argument !== null) {
        const argument = keyOf(defeater.argument);
        carry('argument', argument === '' ? null : argument);
        if (argument === '') this.loseArgument(`defeaters.${defeater.identifier}`);
      }
      this.challenge(carry, defeater, null);
      yield [key, entries];
    }
  }

  private type(entries: Entries, key: string, node: ArgumentNode, isChallenge: boolean): void {
    const plain = typeOfKind(node.kind);
    const named = typeOfKey(key);
    if (isChallenge || this.isCounterMark(node)) {
      const counter = counterTypeOf(plain);
      if (named !== counter) entries.set('nodeType', counter);
      return;
    }
    // CG2 stays a counter goal that supports another one.
    if (named !== plain && !(named && isCounter(named) && kindOfType(named) === node.kind)) {
      entries.set('nodeType', plain);
    }
  }

  /** Whether its type alone says that it supports a challenge. */
  private isCounterMark({ kind, annotations }: ArgumentNode): boolean {
    const type = typeOfKind(kind);
    const counter = counterTypeOf(type);
    return counter !== type && annotations.nodeType === counter;
  }

  /** @returns what the relations have that gsn2x has no field for */
  private relations(entries: Entries, node: ArgumentNode): string | null {
    const { index, derived, keyOf } = this.plan;
    const details: Record<string, object> = {};
    const defeated: string[] = [];
    const list = (name: string, kind: LinkKind) => {
      const links = (index.children.get(node.id) ?? []).filter((link) => link.kind === kind);
      if (links.length > 0)
        entries.set(
          name,
          links.map(({ to }) => keyOf(to)),
        );
      for (const [position, { to, multiplicity, defeat }] of links.entries()) {
        const isPlainDefeat = defeat?.outcome === 'defeated' && defeat.reason === '';
        if (defeat?.outcome === 'defeated') defeated.push(keyOf(to));
        const isDirect = !derived.has(to) && index.nodes.get(to)?.module !== node.module;
        const detail = {
          ...(multiplicity && { multiplicity }),
          ...(defeat && !isPlainDefeat && { defeat }),
          ...(isDirect && { direct: true }),
        };
        if (Object.keys(detail).length > 0) details[`${name}[${position}]`] = detail;
      }
    };
    list('supportedBy', 'supported-by');
    list('inContextOf', 'in-context-of');
    if (defeated.length > 0) entries.set('defeatedRelation', defeated);
    return Object.keys(details).length > 0 ? JSON.stringify(details) : null;
  }

  private claimPoints(entries: Entries, node: ArgumentNode): string | null {
    const { challenges, keyOf } = this.plan;
    const points = new Map<string, string[]>();
    const details = new Map<string, ({ argument: string | null; module: string } | null)[]>();
    for (const { identifier, target, argument, module } of challenges.pointsOn.get(node.id) ?? []) {
      if (identifier === UNSAFE_NAME) {
        this.losses.push({ path: `claimPoints.${identifier}`, message: 'No name can be this.' });
        continue;
      }
      const to = 'link' in target ? this.links.get(target.link)?.to : node.id;
      const name = argument === null ? null : keyOf(argument);
      if (name === '') this.loseArgument(`claimPoints.${identifier}`);
      const detail = name || module ? { argument: name || null, module } : null;
      points.set(identifier, [...(points.get(identifier) ?? []), keyOf(to ?? node.id)]);
      details.set(identifier, [...(details.get(identifier) ?? []), detail]);
    }
    if (points.size === 0) return null;
    entries.set(
      'acp',
      new Map([...points].map(([name, on]) => [name, on.length === 1 ? (on[0] ?? '') : on])),
    );
    const told = [...details].filter(([, list]) => list.some((detail) => detail !== null));
    return told.length > 0 ? JSON.stringify(Object.fromEntries(told)) : null;
  }

  private challenge(
    carry: (name: string, value: string | null) => void,
    { identifier, kind, text, target, origin, response, defeat }: Defeater,
    node: ArgumentNode | null,
  ): void {
    carry('target', this.targetDetail(target, node));
    carry('defeater-kind', kind === usualKind(target, this.plan.index.nodes) ? null : kind);
    carry('defeater-origin', origin === 'author' ? null : origin);
    carry('defeater-response', response || null);
    if (!node) return;
    carry('defeater', identifier === node.identifier ? null : identifier);
    carry('defeater-text', text === node.text ? null : text);
    carry('defeater-defeat', sameDefeat(defeat, node.defeat) ? null : JSON.stringify(defeat));
  }

  private targetName({ target }: Defeater): string {
    const { keyOf } = this.plan;
    if ('node' in target) return keyOf(target.node);
    if ('defeater' in target) return this.defeaterKey(target.defeater);
    const link = this.links.get(target.link);
    return link ? `${keyOf(link.from)} -> ${keyOf(link.to)}` : '';
  }

  private defeaterKey(id: string): string {
    const alone = this.aloneKeys.get(id);
    const argument = this.defeaters.get(id)?.argument;
    return alone ?? (argument ? this.plan.keyOf(argument) : '');
  }

  /** Says which of two things of one name is challenged. */
  private targetDetail(target: Defeater['target'], node: ArgumentNode | null): string | null {
    const { challenges, document, index } = this.plan;
    if ('defeater' in target) return null;
    if ('node' in target) {
      const module = index.nodes.get(target.node)?.module;
      const isElsewhere = module !== (node?.module ?? document.module);
      return isElsewhere || challenges.byArgument.has(target.node) ? 'element' : null;
    }
    const link = this.links.get(target.link);
    return link?.kind === 'in-context-of' && this.supports.has(`${link.from} ${link.to}`)
      ? 'inContextOf'
      : null;
  }

  private loseArgument(path: string): void {
    this.losses.push({
      path: `${path}.argument`,
      message: 'It is not in the case; it is left out.',
    });
  }
}

/**
 * Annotations as fields of their own, by name. Those with the name of a field, and those that are no
 * layout hint by their value, are carried together.
 */
export function* annotationEntries(
  annotations: Readonly<Record<string, string>>,
  fields: ReadonlySet<string>,
  path: string,
  losses: ExportLoss[],
): Generator<[string, YamlOutput]> {
  const others: [string, string][] = [];
  for (const [name, text] of Object.entries(annotations).sort(([a], [b]) => compareText(a, b))) {
    if (name === UNSAFE_NAME) {
      losses.push({ path: `${path}.annotations.${name}`, message: 'No layer can have this name.' });
      continue;
    }
    const isField = fields.has(name) || name.startsWith(CARRIED_PREFIX) || name === '<<';
    const value = isField ? null : annotationValue(name, text);
    if (value === null) others.push([name, text]);
    else {
      yield [
        name,
        typeof value === 'object' && !Array.isArray(value)
          ? new Map(Object.entries(value))
          : (value as YamlOutput),
      ];
    }
  }
  if (others.length > 0) {
    yield [`${CARRIED_PREFIX}annotations`, JSON.stringify(Object.fromEntries(others))];
  }
}
