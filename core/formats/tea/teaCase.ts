import { blankCase, blankDefeater, blankLink, blankNode } from '@/core/argument/blank';
import type {
  ArgumentLink,
  ArgumentNode,
  AwayReference,
  CaseDocument,
  CaseModule,
  Defeater,
  DefeaterKind,
  Id,
  NodeKind,
} from '@/core/argument/document';
import type { IdSource } from '@/core/argument/ids';
import { isCitation, linkKindFor } from '@/core/argument/kinds';
import { LIMITS } from '@/core/argument/limits';
import { ranksFrom } from '@/core/argument/rank';
import { assignIdentifiers } from '../assignIdentifiers';
import { cut, ImportRefusal, type ImportNotes } from '../importNotes';
import { mergeRepeats, type Appearance } from './mergeRepeats';
import type { TeaFile } from './readTea';
import type { TeaElement } from './teaElement';
import { INLINE, MODULE, NO_TIME, TEA } from './teaNames';
import { referenceRead } from './teaReference';
import { hexOfUuid } from './uuid';
import { challengedBy, wordsAlone } from './wordsAlone';

/** Makes a case of what a TEA file holds. Linear in the number of elements. */
export function teaCase(file: TeaFile, ids: IdSource, notes: ImportNotes): CaseDocument {
  return new CaseBuilder(file, ids, notes).document();
}

class CaseBuilder {
  private readonly nodes: ArgumentNode[] = [];
  private readonly nodeOf = new Map<TeaElement, ArgumentNode>();
  /** Challenges in words alone, which are no elements, with their record ids. */
  private readonly words = new Map<TeaElement, Id>();
  /** Texts of elements' own that became nodes, by kind and text. */
  private readonly inline = new Map<string, ArgumentNode>();
  private readonly usedIds = new Set<Id>();
  private readonly wanted: { name: string; path: string }[] = [];
  private readonly file: TeaFile;
  private readonly ids: IdSource;
  private readonly notes: ImportNotes;

  constructor(file: TeaFile, ids: IdSource, notes: ImportNotes) {
    this.file = file;
    this.ids = ids;
    this.notes = notes;
  }

  document(): CaseDocument {
    const { file, notes } = this;
    const { kept, below } = mergeRepeats(file, notes);
    const challenged = challengedBy(kept, below);
    this.takeWords(wordsAlone(kept, below, challenged));
    const elements = kept.filter((element) => !this.words.has(element));
    for (const element of elements) this.addElement(element);
    const rootElement = rootOf(elements, below);
    if (rootElement) this.typeRoot(elements, rootElement);
    const defeaters = this.defeaters(kept, challenged);
    const links = this.links(elements, below, challenged);
    this.nameNodes();
    return blankCase({
      title: notes.fitted(file.title, LIMITS.title, 'case.name'),
      module: MODULE,
      root: (rootElement && this.nodeOf.get(rootElement)?.id) ?? null,
      nodes: this.nodes,
      links,
      defeaters,
      modules: this.modules(),
    });
  }

  /** Stops before a file that no case can hold has filled the memory. */
  private refuseMore(path: string): void {
    if (this.nodes.length < LIMITS.nodes) return;
    throw new ImportRefusal(
      `The file holds too many elements; a case may have ${LIMITS.nodes}.`,
      path,
    );
  }

  /** The record id that an id of the file is; null when it is none, or is taken. */
  private freeId(id: string): Id | null {
    const hex = hexOfUuid(id);
    return hex !== null && this.usedIds.has(hex) ? null : hex;
  }

  private takeWords(words: ReadonlySet<TeaElement>): void {
    for (const element of words) {
      const id = this.freeId(element.id) ?? this.ids();
      this.usedIds.add(id);
      this.words.set(element, id);
    }
    const [first] = words;
    if (!first) return;
    this.notes.hint(
      first.path,
      `A case may have ${LIMITS.nodes} elements: ${words.size} claims that only challenge are read as challenges in words alone.`,
    );
  }

  private addElement(element: TeaElement): void {
    const { notes } = this;
    const { id, kind, path, further } = element;
    const hex = this.freeId(id);
    const annotations = new Map<string, string>();
    if (hex === null && id !== '') annotations.set(`${TEA}id`, id);
    let text = element.description;
    // These two types may hold their text in a field of their own.
    if (kind === 'assumption' || kind === 'justification') {
      const own = element[kind];
      if (text === '') text = own;
      else if (own !== '' && own !== text) annotations.set(TEA + kind, own);
      element[kind] = '';
    }
    if (text.length > LIMITS.statement) {
      notes.warn(
        `${path}.description`,
        `A statement has ${LIMITS.statement} characters at most; the whole text is an annotation.`,
      );
      annotations.set(`${TEA}description`, text);
    }
    if (!isCitation(kind) && element.reference !== '') {
      annotations.set(`${TEA}moduleReferenceId`, element.reference);
    }
    const node = blankNode({
      id: hex ?? this.ids(),
      kind,
      identifier: '',
      module: MODULE,
      text: cut(text, LIMITS.statement),
      away: isCitation(kind) ? this.awayOf(element) : null,
    });
    this.usedIds.add(node.id);
    this.refuseMore(path);
    for (const [key, value] of further) {
      // By reference is what export writes by itself.
      if (kind === 'module' && key === 'moduleEmbedType' && value === 'REFERENCE') continue;
      annotations.set(TEA + key, value);
    }
    node.annotations = this.annotations(annotations, path);
    this.nodes.push(node);
    this.wanted.push({ name: element.name, path: `${path}.name` });
    this.nodeOf.set(element, node);
  }

  /** TEA names a goal elsewhere, or a case; it has one field for both. */
  private awayOf({ kind, reference, path }: TeaElement): AwayReference {
    const max = kind === 'away-goal' ? LIMITS.identifier : LIMITS.module;
    return referenceRead(kind, this.notes.fitted(reference, max, `${path}.moduleReferenceId`));
  }

  /** Keeps type and role where they are not what export writes by itself. */
  private typeRoot(kept: readonly TeaElement[], root: TeaElement): void {
    for (const element of kept) {
      const node = this.nodeOf.get(element);
      if (!node || element.kind !== 'goal') continue;
      const isRoot = element === root;
      if (element.type === (isRoot ? 'PROPERTY_CLAIM' : 'GOAL')) {
        node.annotations[`${TEA}type`] = element.type;
      }
      if (element.role !== '' && element.role !== (isRoot ? 'TOP_LEVEL' : '')) {
        node.annotations[`${TEA}role`] = this.notes.fitted(
          element.role,
          LIMITS.prose,
          `${element.path}.role`,
        );
      }
    }
  }

  private links(
    kept: readonly TeaElement[],
    below: readonly Appearance[],
    challenged: ReadonlyMap<TeaElement, TeaElement>,
  ): ArgumentLink[] {
    const children = new Map<TeaElement, ArgumentNode[]>(
      kept.map((element) => [element, this.inlineNodes(element)]),
    );
    for (const { parent, child, isParked } of below) {
      const node = this.nodeOf.get(child);
      if (isParked || challenged.get(child) === parent || !node) continue;
      children.get(parent)?.push(node);
    }
    let count = 0;
    return [...children].flatMap(([element, list]) => {
      const from = this.nodeOf.get(element);
      const unique = [...new Set(list)];
      count += unique.length;
      if (count > LIMITS.links) {
        throw new ImportRefusal(
          `The file holds too many links; a case may have ${LIMITS.links}.`,
          element.path,
        );
      }
      const ranks = ranksFrom(unique.length);
      if (!from) return [];
      return unique.map((to, index) =>
        blankLink({
          id: this.ids(),
          kind: linkKindFor(to.kind),
          from: from.id,
          to: to.id,
          rank: ranks[index] ?? '',
        }),
      );
    });
  }

  /** The context, assumption and justification that an element holds as texts. */
  private inlineNodes({ context, assumption, justification, path }: TeaElement): ArgumentNode[] {
    const texts: { kind: NodeKind; text: string; path: string }[] = [
      ...context.map((text, index) => ({
        kind: 'context' as const,
        text,
        path: `${path}.context[${index}]`,
      })),
      { kind: 'assumption', text: assumption, path: `${path}.assumption` },
      { kind: 'justification', text: justification, path: `${path}.justification` },
    ];
    return texts
      .filter(({ text }) => text !== '')
      .map(({ kind, text, path: place }) => {
        const key = `${kind} ${text}`;
        const known = this.inline.get(key);
        if (known) return known;
        const node = blankNode({
          id: this.ids(),
          kind,
          identifier: '',
          module: MODULE,
          text: this.notes.fitted(text, LIMITS.statement, place),
          annotations: { [INLINE]: 'true' },
        });
        this.refuseMore(place);
        this.nodes.push(node);
        this.wanted.push({ name: '', path: place });
        this.inline.set(key, node);
        return node;
      });
  }

  private defeaters(
    kept: readonly TeaElement[],
    challenged: ReadonlyMap<TeaElement, TeaElement>,
  ): Defeater[] {
    const wanted: string[] = [];
    const defeaters = kept.flatMap((element): Defeater[] => {
      const { isDefeater, defeats, kind, path } = element;
      if (!isDefeater && defeats === '') return [];
      const node = this.nodeOf.get(element);
      const aim = this.aimAt(challenged.get(element));
      if (!aim) {
        const isAble = (kind === 'goal' || kind === 'solution') && defeats !== element.id;
        const why = isAble
          ? 'No element has this id'
          : 'A goal or evidence challenges another element';
        this.notes.warn(`${path}.defeatsElementId`, `${why}; the challenge is kept as text alone.`);
        if (node && isDefeater) node.annotations[`${TEA}isDefeater`] = 'true';
        if (node && defeats !== '') node.annotations[`${TEA}defeatsElementId`] = cutId(defeats);
        return [];
      }
      wanted.push(node ? '' : element.name);
      return [
        blankDefeater({
          id: this.words.get(element) ?? this.ids(),
          identifier: '',
          text: node ? node.text : element.description,
          argument: node ? node.id : null,
          ...aim,
        }),
      ];
    });
    const names = assignIdentifiers(
      wanted.map((name) => ({ module: MODULE, kind: 'defeater', wanted: name })),
    );
    return defeaters.map((one, index) => ({ ...one, identifier: names[index] ?? '' }));
  }

  private aimAt(target: TeaElement | undefined): Pick<Defeater, 'target' | 'kind'> | null {
    const node = target && this.nodeOf.get(target);
    if (node) return { target: { node: node.id }, kind: challengeKind(node.kind) };
    const defeater = target && this.words.get(target);
    return defeater === undefined ? null : { target: { defeater }, kind: 'rebut' };
  }

  private nameNodes(): void {
    const names = assignIdentifiers(
      this.nodes.map(({ module, kind }, index) => {
        return { module, kind, wanted: this.wanted[index]?.name ?? '' };
      }),
    );
    for (const [index, node] of this.nodes.entries()) {
      node.identifier = names[index] ?? '';
      const { name: wanted, path } = this.wanted[index] ?? { name: '', path: '' };
      if (wanted === '' || wanted === node.identifier) continue;
      node.annotations[`${TEA}name`] = this.notes.fitted(wanted, LIMITS.prose, path);
      this.notes.hint(
        path,
        `‘${wanted.slice(0, LIMITS.identifier)}’ is taken or too long for an identifier; the element is called ${node.identifier} and keeps the name as an annotation.`,
      );
    }
  }

  private modules(): CaseModule[] {
    const { description } = this.file;
    const further = new Map(this.file.further);
    if (further.get('exportedAt') === NO_TIME) further.delete('exportedAt');
    if (description === '' && further.size === 0) return [];
    return [
      {
        id: this.ids(),
        name: MODULE,
        kind: 'module',
        within: '',
        title: '',
        description: this.notes.fitted(description, LIMITS.prose, 'case.description'),
        annotations: this.annotations(
          new Map([...further].map(([key, value]) => [TEA + key, value])),
          'case',
        ),
      },
    ];
  }

  /** Further fields within the limits of a case; what goes over them is named. */
  private annotations(fields: ReadonlyMap<string, string>, path: string): Record<string, string> {
    const entries = [...fields].filter(([key], index) => {
      if (key.length <= LIMITS.module && index < LIMITS.annotations - ROOM) return true;
      this.notes.warn(
        `${path}.${key.slice(TEA.length, TEA.length + LIMITS.module)}`,
        'There are too many further fields, or its name is too long; it is dropped.',
      );
      return false;
    });
    return Object.fromEntries(
      entries.map(([key, value]) => [
        key,
        this.notes.fitted(value, LIMITS.prose, `${path}.${key.slice(TEA.length)}`),
      ]),
    );
  }
}

/** Annotations that may be added after the file's own further fields. */
const ROOM = 6;

function cutId(id: string): string {
  return id.slice(0, LIMITS.line);
}

/** Bloomfield and Rushby: evidence is undermined, a step undercut, a claim rebutted. */
function challengeKind(target: NodeKind): DefeaterKind {
  if (target === 'solution') return 'undermine';
  return target === 'strategy' ? 'undercut' : 'rebut';
}

/** The top goal: one that says so, else the first goal that hangs nowhere, else the first element. */
function rootOf(kept: readonly TeaElement[], below: readonly Appearance[]): TeaElement | undefined {
  const hanging = new Set(below.map(({ child }) => child));
  const tops = kept.filter((element) => !hanging.has(element));
  const goals = tops.filter(({ kind, inSandbox }) => kind === 'goal' && !inSandbox);
  return goals.find(({ role }) => role === 'TOP_LEVEL') ?? goals[0] ?? tops[0] ?? kept[0];
}
