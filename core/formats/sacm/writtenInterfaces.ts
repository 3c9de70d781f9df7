import type { ArgumentNode, CaseDocument, Id, NamedInterface } from '@/core/argument/document';
import { grouped } from '@/core/argument/grouped';
import { LIMITS } from '@/core/argument/limits';
import { ownValues, xmlId } from './carried';
import { citationXml } from './sacmAssets';
import { descriptionXml, type PackageOut } from './writtenPackages';
import { xmlSafe, type XmlOut } from './writeXml';

/**
 * Interfaces as ArgumentPackageInterface (SACM 2.3, 11), which cites elements of the package that it
 * implements: the default one of a module for what is public, and one for each that has a name.
 */
export class WrittenInterfaces {
  private readonly named: ReadonlyMap<PackageOut | undefined, NamedInterface[]>;
  private readonly packageOf = new Map<Id, PackageOut>();
  private readonly nodes: ReadonlyMap<Id, ArgumentNode>;
  private readonly positions: ReadonlyMap<PackageOut, number>;
  /** What named interfaces show by citing it. */
  private readonly cited: ReadonlyMap<NamedInterface, readonly ArgumentNode[]>;
  /** XML ids of the interfaces that show an element. */
  private readonly faces = new Map<Id, string[]>();

  constructor({ nodes, interfaces }: CaseDocument, packages: readonly PackageOut[]) {
    const byName = new Map(packages.toReversed().map((one) => [one.name, one]));
    this.named = grouped(interfaces, ({ module }) => byName.get(module));
    this.nodes = new Map(nodes.map((node) => [node.id, node]));
    this.positions = new Map(packages.map((one, index) => [one, index]));
    for (const one of packages) {
      const shown = publicOf(one);
      for (const { id } of one.nodes) this.packageOf.set(id, one);
      this.show(shown, this.defaultId(one));
    }
    // A reader takes as many citations as a case has elements.
    let room = LIMITS.nodes - nodes.filter((node) => node.public).length;
    this.cited = new Map(
      interfaces.map((offered) => {
        const inside = this.inside(offered, byName.get(offered.module));
        const cited = inside.length <= room ? inside : [];
        room -= cited.length;
        this.show(cited, xmlId(offered.id));
        return [offered, cited];
      }),
    );
  }

  /** XML ids of the interfaces that show an element. */
  showing(id: Id): readonly string[] {
    return this.faces.get(id) ?? [];
  }

  /** Those of a module; without a package, those of modules that are not in the case. */
  of(one?: PackageOut): XmlOut[] {
    const faces = (this.named.get(one) ?? []).map((offered) => this.namedXml(offered, one));
    const shown = one ? publicOf(one) : [];
    if (!one || shown.length === 0) return faces;
    const children = shown.map((node) => citationXml(node, `c${xmlId(node.id)}`, node.identifier));
    const attributes = {
      id: this.defaultId(one),
      name: defaultName(one.name),
      implements: `#${one.id}`,
    };
    return [{ name: 'argumentPackageInterface', attributes, children }, ...faces];
  }

  private namedXml(offered: NamedInterface, one: PackageOut | undefined): XmlOut {
    const cited = this.cited.get(offered) ?? [];
    const aliases = new Map(Object.entries(offered.aliases));
    const read = {
      ...offered,
      module: one?.name,
      name: xmlSafe(offered.name),
      description: xmlSafe(offered.description).trim(),
      elements: cited.map(({ id }) => id),
      aliases: Object.fromEntries(
        cited.flatMap(({ id, identifier }): [Id, string][] => {
          const alias = xmlSafe(aliases.get(id) ?? '');
          return isAlias(alias, xmlSafe(identifier)) ? [[id, alias]] : [];
        }),
      ),
    };
    return {
      name: 'argumentPackageInterface',
      attributes: {
        id: xmlId(offered.id),
        name: offered.name,
        implements: one === undefined ? null : `#${one.id}`,
      },
      children: [
        ...descriptionXml(offered.description),
        ...ownValues(offered, read),
        ...cited.map((node) =>
          citationXml(
            node,
            `c${xmlId(offered.id)}${xmlId(node.id)}`,
            aliases.get(node.id) ?? node.identifier,
          ),
        ),
      ],
    };
  }

  /** What it shows of its module and of those contained in it; others travel in a tagged value. */
  private inside({ elements }: NamedInterface, one: PackageOut | undefined): ArgumentNode[] {
    return elements.flatMap((id) => {
      let at: PackageOut | null = this.packageOf.get(id) ?? null;
      while (at !== null && at !== one) at = at.container;
      const node = at === null ? undefined : this.nodes.get(id);
      return node ?? [];
    });
  }

  private show(nodes: readonly ArgumentNode[], by: string): void {
    for (const { id } of nodes) this.faces.set(id, [...this.showing(id), by]);
  }

  private defaultId(one: PackageOut): string {
    return `f${this.positions.get(one)}`;
  }
}

function publicOf({ nodes }: PackageOut): ArgumentNode[] {
  return nodes.filter((node) => node.public);
}

/** What the interface of a module is called that has no name of its own. */
export function defaultName(module: string): string {
  return `${module} interface`;
}

/** Whether an element is shown under another name than its own. */
export function isAlias(name: string, identifier: string): boolean {
  return name !== '' && name !== identifier;
}
