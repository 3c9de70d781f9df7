import type {
  ArgumentLink,
  ArgumentNode,
  CaseDocument,
  ClaimPoint,
  Defeater,
  Id,
} from '@/core/argument/document';
import { compareIdentifiers, indexArgument, type ArgumentIndex } from '@/core/argument/outline';
import { isCitation, linkKindFor } from '@/core/argument/kinds';
import { byRank } from '@/core/argument/rank';
import { compareText } from '@/core/argument/text';
import type { ExportLoss } from '../exportFormats';
import { readingOrder } from '../readingOrder';
import { usualKind } from '../usualKind';
import { commentLine } from './comment';
import { MODULE_COMMENT, typeOfKind, type LineType, type Option } from './grammar';
import { moduleName, oneLine } from './names';
import { defeatLosses, nodeLosses } from './nodeLosses';
import { isReference, trim, withTrailing } from './trailing';
import { WrittenNames } from './writtenNames';

/** A line still to be written, with what stands below it. */
type Item =
  | { is: 'node'; node: ArgumentNode; depth: number; role: Option | null; defeater: Id | null }
  | { is: 'relation'; depth: number; name: string; text: string; options: Option[]; below: Item[] };

/**
 * Each level indents all that is below it, and a case of one long chain would be all blanks. When a text
 * has so many characters of them, no line of it is indented by more levels, so that it can be read again.
 */
const MOST_BLANKS = 8_000_000;
const MOST_LEVELS = 500;

/** Writes the lines of a case, parent before child, without recursion: arguments can be deep. */
export class TextWriter {
  /** Modules in the order in which the text names them. */
  readonly modules: string[] = [];
  private readonly lines: string[] = [];
  /** Characters of indentation so far. */
  private blanks = 0;
  private readonly document: CaseDocument;
  private readonly losses: ExportLoss[];
  private readonly index: ArgumentIndex;
  private readonly names: WrittenNames;
  private readonly relationNames = new Map<Id, string>();
  private readonly written = new Set<Id>();
  private readonly packageOf = new Map<Id, string>();
  private readonly aims = new Map<Id, (Defeater | ClaimPoint)[]>();
  private readonly aimed = new Set<Id>();
  private readonly natural = new Set<Id>();
  /** How many challenges an element makes; none but claim points for 0. */
  private readonly made = new Map<Id, number>();
  private readonly order: readonly ArgumentNode[];
  private module: string | null = null;
  private isModuleNamed = false;

  /** @param spelled citations that are known to be elements of their own */
  constructor(document: CaseDocument, spelled: ReadonlySet<Id>, losses: ExportLoss[]) {
    this.document = document;
    this.losses = losses;
    this.index = indexArgument(document);
    this.order = readingOrder(document, this.index);
    for (const one of [...document.defeaters, ...document.claimPoints].sort(byContent)) {
      const target = Object.values(one.target)[0] ?? '';
      const aims = this.aims.get(target);
      if (aims) aims.push(one);
      else this.aims.set(target, [one]);
    }
    for (const { argument } of document.claimPoints) {
      if (argument !== null) this.made.set(argument, 0);
    }
    for (const { argument } of document.defeaters) {
      if (argument !== null) this.made.set(argument, (this.made.get(argument) ?? 0) + 1);
    }
    this.names = new WrittenNames(this.order, spelled, losses);
    for (const defeater of [...document.defeaters].sort(byContent)) {
      if (this.isNatural(defeater)) this.natural.add(defeater.id);
      else this.name(defeater, 'defeaters');
    }
    for (const point of [...document.claimPoints].sort(byContent)) {
      const argument = this.argumentOf(point);
      const isNatural = argument && point.identifier === this.names.of(argument.id);
      if (isNatural && !isCitation(argument.kind)) this.natural.add(point.id);
      else this.name(point, 'claimPoints');
    }
  }

  /** Citations that turned out to be elements of their own only once their package was known. */
  get spelledLate(): ReadonlySet<Id> {
    return this.names.spelledLate;
  }

  packages(): readonly string[] {
    const root = this.document.root === null ? undefined : this.index.nodes.get(this.document.root);
    if (root) this.package(root);
    const rest = this.order
      .filter(({ id }) => !this.written.has(id))
      .sort(
        (a, b) =>
          compareText(a.module, b.module) ||
          Number(this.names.isElement(b)) - Number(this.names.isElement(a)) ||
          compareIdentifiers(this.names.shown(a), this.names.shown(b)),
      );
    // What argues for a challenge or a claim point stands below it, wherever that is.
    const isTop = ({ id }: ArgumentNode) => !this.index.parents.has(id) && !this.made.has(id);
    for (const node of rest.filter(isTop)) this.package(node);
    for (const node of rest) if (!this.index.parents.has(node.id)) this.package(node);
    for (const node of rest) this.package(node);
    if (!root) {
      this.losses.push({ path: 'root', message: 'The first package is read as the top.' });
    }
    for (const one of [...this.document.defeaters, ...this.document.claimPoints]) {
      if (this.aimed.has(one.id)) continue;
      const list = 'origin' in one ? 'defeaters' : 'claimPoints';
      this.losses.push({
        path: `${list}.${one.identifier}`,
        message: 'What it is aimed at is not in the text; it is left out.',
      });
    }
    return this.lines;
  }

  private package(top: ArgumentNode): void {
    if (this.written.has(top.id)) return;
    if (this.lines.length > 0) this.lines.push('');
    const module = moduleName(top.module);
    // A package is called like its top until a comment says otherwise.
    if (this.isModuleNamed ? module !== this.module : module !== this.names.shown(top)) {
      this.lines.push(trim(`${MODULE_COMMENT} ${module}`));
      this.isModuleNamed = true;
    }
    if (!this.modules.includes(module)) this.modules.push(module);
    this.module = module;
    const stack: Item[] = [{ is: 'node', node: top, depth: 0, role: null, defeater: null }];
    for (let item = stack.pop(); item; item = stack.pop()) {
      const below = item.is === 'node' ? this.node(item) : this.relation(item);
      stack.push(...below.reverse());
    }
  }

  private node({ node, depth, role, defeater }: Item & { is: 'node' }): Item[] {
    const isFirst = !this.written.has(node.id);
    if (isFirst && depth >= MOST_LEVELS && this.blanks > MOST_BLANKS) {
      const path = `nodes.${node.identifier}`;
      const message = `It hangs more than ${MOST_LEVELS} levels deep and is the top of a package of its own.`;
      this.losses.push({ path, message });
      return [];
    }
    this.written.add(node.id);
    if (isFirst) this.packageOf.set(node.id, this.module ?? '');
    const name = this.names.of(node.id);
    const options: Option[] = role ? [role] : [];
    // What challenges this challenge stands below it.
    const against = defeater === null ? [] : this.aimsAt(defeater, depth + 1);
    if (name !== undefined && !isFirst) {
      this.line(depth, 'Link', name, null, '', options);
      return against;
    }
    const type = typeOfKind(node.kind);
    const shown = name ?? this.names.cite(node, this.module ?? '', isFirst);
    if (!isFirst) {
      this.line(depth, type, shown, null, '', options);
      if (this.packageOf.get(node.id) !== this.module) {
        this.losses.push({
          path: `nodes.${node.identifier}`,
          message: 'Elements of two modules have it below them; each is read with one of its own.',
        });
      }
      return against;
    }
    const path = `nodes.${node.identifier}`;
    this.lose(path, node);
    for (const note of node.notes === '' ? [] : node.notes.replace(/\r\n?/g, '\n').split('\n')) {
      this.lines.push('  '.repeat(depth) + commentLine(note));
    }
    const assertion = node.annotations.assertion;
    if (assertion === 'assumed' || assertion === 'axiomatic') options.push(assertion);
    if (node.undeveloped) options.push('needssupport');
    if (node.uninstantiated) options.push('abstract');
    if (node.defeat?.outcome === 'defeated') options.push('defeated');
    const reference = node.annotations.reference ?? '';
    this.line(
      depth,
      type,
      shown,
      oneLine(node.text),
      isReference(reference) ? reference : '',
      options,
    );
    return [...this.childrenOf(node, depth + 1), ...against];
  }

  private relation({ depth, name, text, options, below }: Item & { is: 'relation' }): Item[] {
    this.line(depth, 'Relation', name, text, '', options);
    return below;
  }

  /** What is linked by rank, then challenges and claim points. */
  private childrenOf(node: ArgumentNode, depth: number): Item[] {
    const children = [...(this.index.children.get(node.id) ?? [])].sort(byRank);
    const links = children.flatMap((link) => this.child(link, depth));
    return [...links, ...this.aimsAt(node.id, depth)];
  }

  private child(link: ArgumentLink, depth: number): Item[] {
    const node = this.index.nodes.get(link.to);
    if (!node) return [];
    const from = this.index.nodes.get(link.from);
    const path = `links.${link.id}`;
    const name = `the link from ${from?.identifier ?? ''} to ${node.identifier}`;
    if (link.multiplicity) {
      this.losses.push({
        path: `${path}.multiplicity`,
        message: `LTAC has no place for it: ${name}.`,
      });
    }
    if (link.kind !== linkKindFor(node.kind)) {
      this.losses.push({
        path: `${path}.kind`,
        message: `LTAC tells it from what is linked: ${name}.`,
      });
    }
    if (link.defeat?.outcome === 'stands') {
      this.losses.push({
        path: `${path}.defeat`,
        message: `LTAC does not say that it stands: ${name}.`,
      });
    }
    const isDefeated = link.defeat?.outcome === 'defeated';
    const reason = isDefeated ? (link.defeat?.reason ?? '') : '';
    if (oneLine(reason) !== reason) {
      this.losses.push({ path: `${path}.defeat`, message: `It is written on one line: ${name}.` });
    }
    const aims = this.aimsAt(link.id, depth + 1);
    const inner: Item = { is: 'node', node, depth, role: null, defeater: null };
    if (!isDefeated && aims.length === 0) return [inner];
    return [
      {
        is: 'relation',
        depth,
        name: '',
        text: oneLine(reason),
        options: isDefeated ? ['defeated'] : [],
        below: [{ ...inner, depth: depth + 1 }, ...aims],
      },
    ];
  }

  private aimsAt(target: Id, depth: number): Item[] {
    return (this.aims.get(target) ?? []).flatMap((one): Item[] => {
      if (this.aimed.has(one.id)) return [];
      this.aimed.add(one.id);
      return ['origin' in one ? this.challenge(one, depth) : this.point(one, depth)];
    });
  }

  private challenge(defeater: Defeater, depth: number): Item {
    const { id, identifier, kind, text, target, origin, response, defeat } = defeater;
    const path = `defeaters.${identifier}`;
    const lose = (field: string) =>
      this.losses.push({ path: `${path}.${field}`, message: 'LTAC has no place for it.' });
    if (kind !== usualKind(target, this.index.nodes)) lose('kind');
    if (origin !== 'author') lose('origin');
    if (response !== '') lose('response');
    const argument = this.argumentOf(defeater);
    if (argument && this.natural.has(id)) {
      const role = argument.kind === 'goal' ? 'defeater' : 'counter';
      return { is: 'node', node: argument, depth, role, defeater: id };
    }
    this.losses.push(...defeatLosses(path, defeat));
    if (oneLine(text) !== text) {
      this.losses.push({ path: `${path}.text`, message: 'It is written on one line.' });
    }
    if (!argument && defeater.argument !== null) lose('argument');
    const below: Item[] = argument
      ? [{ is: 'node', node: argument, depth: depth + 1, role: null, defeater: null }]
      : [];
    return {
      is: 'relation',
      depth,
      name: this.relationNames.get(id) ?? '',
      text: oneLine(text),
      options: ['counter', ...(defeat?.outcome === 'defeated' ? (['defeated'] as const) : [])],
      below: [...below, ...this.aimsAt(id, depth + 1)],
    };
  }

  private point(point: ClaimPoint, depth: number): Item {
    const path = `claimPoints.${point.identifier}`;
    if (point.module !== '') {
      this.losses.push({ path: `${path}.module`, message: 'LTAC has no place for it.' });
    }
    const argument = this.argumentOf(point);
    if (argument && this.natural.has(point.id)) {
      return { is: 'node', node: argument, depth, role: 'metaclaim', defeater: null };
    }
    if (!argument && point.argument !== null) {
      this.losses.push({ path: `${path}.argument`, message: 'It is not in the case.' });
    }
    const below: Item[] = argument
      ? [{ is: 'node', node: argument, depth: depth + 1, role: null, defeater: null }]
      : [];
    const name = this.relationNames.get(point.id) ?? '';
    return { is: 'relation', depth, name, text: '', options: ['metaclaim'], below };
  }

  /** Whether the line of the argument alone says everything of the challenge. */
  private isNatural(defeater: Defeater): boolean {
    const argument = this.argumentOf(defeater);
    if (!argument || isCitation(argument.kind)) return false;
    const isOnlyOne = this.made.get(argument.id) === 1;
    const isAimedAt = (this.aims.get(argument.id) ?? []).some((one) => 'origin' in one);
    return (
      isOnlyOne &&
      !isAimedAt &&
      defeater.identifier === this.names.of(argument.id) &&
      defeater.text === argument.text &&
      oneLine(argument.text) === argument.text &&
      JSON.stringify(defeater.defeat) === JSON.stringify(argument.defeat) &&
      argument.defeat?.outcome !== 'stands' &&
      !argument.defeat?.reason
    );
  }

  private name(one: Defeater | ClaimPoint, list: string): void {
    this.relationNames.set(one.id, this.names.take(one.identifier, `${list}.${one.identifier}`));
  }

  private argumentOf({ argument }: Defeater | ClaimPoint): ArgumentNode | undefined {
    return argument === null ? undefined : this.index.nodes.get(argument);
  }

  private lose(path: string, node: ArgumentNode): void {
    this.losses.push(...nodeLosses(node, this.document.bodies, isReference));
    if (oneLine(node.text) !== node.text) {
      this.losses.push({ path: `${path}.text`, message: 'It is written on one line.' });
    }
    if (node.notes.includes('\r')) {
      this.losses.push({ path: `${path}.notes`, message: 'Line ends are written as line feeds.' });
    }
    if (node.module !== this.module) {
      this.losses.push({
        path: `${path}.module`,
        message: `It is read as part of the module ‘${this.module ?? ''}’.`,
      });
    }
  }

  private line(
    depth: number,
    type: LineType,
    name: string,
    text: string | null,
    reference: string,
    options: readonly Option[],
  ): void {
    this.blanks += 2 * depth;
    const rest = withTrailing(text ?? '', reference, options);
    const isBare = text === null || (rest === '' && (name === '' || name.startsWith('^')));
    const colon = isBare ? '' : ':';
    const head = name === '' ? `${type}${colon}` : `${type} ${name}${colon}`;
    this.lines.push(`${'  '.repeat(depth)}- ${rest === '' ? head : `${head} ${rest}`}`);
  }
}

function byContent(a: Defeater | ClaimPoint, b: Defeater | ClaimPoint): number {
  const text = (one: Defeater | ClaimPoint) => ('text' in one ? one.text : '');
  return compareIdentifiers(a.identifier, b.identifier) || compareText(text(a), text(b));
}
