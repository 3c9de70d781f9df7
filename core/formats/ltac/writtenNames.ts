import type { ArgumentNode, Id } from '@/core/argument/document';
import { isCitation } from '@/core/argument/kinds';
import type { ExportLoss } from '../exportFormats';
import { LtacNames, moduleName, writable } from './names';

/** What elements are called in one text: by names of their own, citations by what they cite. */
export class WrittenNames {
  /** Citations that turned out to be elements of their own only once their package was known. */
  readonly spelledLate = new Set<Id>();
  private readonly names = new Map<Id, string>();
  private readonly byName = new Map<string, ArgumentNode>();
  /** What citations are called where they are read. */
  private readonly citationNames = new Set<string>();
  /** The first element of a package that cites something. */
  private readonly cited = new Map<string, ArgumentNode>();
  private readonly file: LtacNames;
  private readonly losses: ExportLoss[];

  /** @param spelled citations that are known to be elements of their own */
  constructor(order: readonly ArgumentNode[], spelled: ReadonlySet<Id>, losses: ExportLoss[]) {
    this.losses = losses;
    this.file = new LtacNames(losses);
    const cited = new Set<string>();
    const again: ArgumentNode[] = [];
    for (const node of order) {
      if (!isCitation(node.kind)) {
        const name = this.take(node.identifier, `nodes.${node.identifier}`);
        this.names.set(node.id, name);
        this.byName.set(name, node);
        continue;
      }
      const { module, identifier } = readAs(node);
      const kind = identifier === '' ? 'module' : node.kind;
      const key = [node.module, kind, module, identifier].join('\n');
      if (cited.has(key) || spelled.has(node.id)) {
        again.push(node);
        continue;
      }
      cited.add(key);
      this.citationNames.add(identifier || module);
    }
    for (const node of again) this.asElement(node);
  }

  /** The name of an element; undefined for a citation. */
  of(id: Id): string | undefined {
    return this.names.get(id);
  }

  isElement({ id }: ArgumentNode): boolean {
    return this.names.has(id);
  }

  /** A name for something else that is called `identifier`. */
  take(identifier: string, path: string): string {
    return this.file.take(identifier, path);
  }

  /** `^[Package] ID`; `^ID` where the package is called like its top. */
  cite(node: ArgumentNode, own: string, isFirst: boolean): string {
    const { module, identifier } = readAs(node);
    const path = `nodes.${node.identifier}`;
    const kind = identifier === '' ? 'module' : node.kind;
    const key = [own, kind, module, identifier].join('\n');
    const other = this.cited.get(key);
    if (!isFirst) {
      this.cited.set(key, other ?? node);
      return this.citationText(own, module, identifier);
    }
    // In the package of another module it can meet one that cites the same.
    if (other) {
      this.spelledLate.add(node.id);
      return this.asElement(node);
    }
    this.cited.set(key, node);
    const name = identifier || module;
    if (name !== node.identifier) {
      this.losses.push({ path: `${path}.identifier`, message: `It is written as ‘${name}’.` });
    }
    const { away } = node;
    const isWhole =
      away !== null &&
      away.module === module &&
      away.node === identifier &&
      away.baseDigest === null &&
      away.recordId === null &&
      away.textLeaf === null;
    if (!isWhole) {
      this.losses.push({ path: `${path}.away`, message: 'LTAC has no place for all of it.' });
    }
    if (kind !== node.kind) {
      this.losses.push({ path: `${path}.kind`, message: 'LTAC cites modules alone as a whole.' });
    }
    return this.citationText(own, module, identifier);
  }

  /** Two citations of the same would be read as one, so the second is an element of its own. */
  private asElement(node: ArgumentNode): string {
    const path = `nodes.${node.identifier}`;
    const name = this.file.take(node.identifier, path, this.citationNames);
    this.names.set(node.id, name);
    this.byName.set(name, node);
    for (const field of ['kind', 'away']) {
      this.losses.push({
        path: `${path}.${field}`,
        message: 'Another element cites the same; it is written as an element.',
      });
    }
    return name;
  }

  /** Without its package where the reader finds the same one by the name alone. */
  private citationText(own: string, module: string, identifier: string): string {
    if (identifier === '') return `^[${module}]`;
    const named = this.byName.get(identifier);
    const isFound = module === identifier && (!named || moduleName(named.module) === module);
    return isFound && module !== own ? `^${identifier}` : `^[${module}] ${identifier}`;
  }

  /** What an element is called where the text is read. */
  shown(node: ArgumentNode): string {
    const { module, identifier } = readAs(node);
    return this.names.get(node.id) ?? (identifier || module);
  }
}

function readAs({ away }: ArgumentNode): { module: string; identifier: string } {
  return { module: moduleName(away?.module ?? ''), identifier: writable(away?.node ?? '') };
}
