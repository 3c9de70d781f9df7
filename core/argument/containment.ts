import type { ArgumentNode, CaseDocument, CaseModule, Id, NamedInterface } from './document';

/**
 * How the modules of a case contain each other (GSN 1:4.6.5, 1:4.7.4). A module that another contains
 * is private to it: seen there and by what else stands in it, and from outside by what an interface of
 * the container offers of it. Total: a container that does not exist contains, and a circle ends.
 */
export class Containment {
  private readonly container: ReadonlyMap<string, string>;
  private readonly contained = new Map<string, string[]>();
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor(modules: readonly CaseModule[]) {
    // Of several modules by one name the first counts.
    this.container = new Map(modules.toReversed().map(({ name, within }) => [name, within]));
    for (const [name, within] of this.container) {
      if (within === '') continue;
      const known = this.contained.get(within);
      if (known) known.push(name);
      else this.contained.set(within, [name]);
    }
  }

  /** The modules around one, the nearest first. In a circle each stands once, itself last. */
  around(module: string): ReadonlySet<string> {
    const known = this.known.get(module);
    if (known) return known;
    const names = new Set<string>();
    this.known.set(module, names);
    for (let at = this.container.get(module); at; at = this.container.get(at)) {
      if (names.has(at)) break;
      names.add(at);
    }
    return names;
  }

  /** The modules that one contains, and those within them. */
  inside(module: string): string[] {
    const names = new Set<string>();
    const open = [...(this.contained.get(module) ?? [])];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (names.has(name) || name === module) continue;
      names.add(name);
      open.push(...(this.contained.get(name) ?? []));
    }
    return [...names];
  }

  /** Whether a module contains another, at whatever depth. */
  contains(outer: string, inner: string): boolean {
    return outer !== inner && this.around(inner).has(outer);
  }

  /** Whether what stands in `from` sees a module, so that it may cite it (GSN 1:4.7.3, 2:9.6.7). */
  isVisible(module: string, from: string): boolean {
    const container = this.container.get(module) ?? '';
    return container === '' || container === from || this.around(from).has(container);
  }
}

/** An element with the name by which an interface offers it. */
export interface OfferedElement {
  element: Id;
  node: ArgumentNode | undefined;
  name: string;
}

/** The elements of an interface by the names under which others cite them (GSN 1:4.6.2). */
export function* offeredBy(
  { elements, aliases }: NamedInterface,
  nodeOf: (id: Id) => ArgumentNode | undefined,
): Generator<OfferedElement> {
  for (const element of elements) {
    const node = nodeOf(element);
    const alias = Object.hasOwn(aliases, element) ? aliases[element] : undefined;
    yield { element, node, name: alias ?? node?.identifier ?? '' };
  }
}

/** Elements that modules offer by a name that none of their own has: by module and name. */
export type Promotions = ReadonlyMap<string, ReadonlyMap<string, Id>>;

/**
 * What interfaces offer of the modules that their own contains, and what they offer by another name
 * (GSN 1:4.6.5): it is cited by the name of the container. Of two by one name the first counts.
 *
 * @param moduleOf the module that a node stands in
 */
export function promotionsOf(
  { interfaces, module: own }: Pick<CaseDocument, 'interfaces' | 'module'>,
  containment: Containment,
  nodeOf: (id: Id) => ArgumentNode | undefined,
  moduleOf: (node: ArgumentNode) => string,
): Promotions {
  const promotions = new Map<string, Map<string, Id>>();
  for (const offered of interfaces) {
    const module = offered.module === '' ? own : offered.module;
    for (const { node, name } of offeredBy(offered, nodeOf)) {
      if (node === undefined) continue;
      const home = moduleOf(node);
      const isOwn = home === module;
      if (isOwn ? name === node.identifier : !containment.contains(module, home)) continue;
      let names = promotions.get(module);
      if (names === undefined) promotions.set(module, (names = new Map<string, Id>()));
      if (!names.has(name)) names.set(name, node.id);
    }
  }
  return promotions;
}
