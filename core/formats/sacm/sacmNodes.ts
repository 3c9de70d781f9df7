import { blankNode } from '@/core/argument/blank';
import type { ArgumentNode, AwayReference, Id } from '@/core/argument/document';
import type { IdSource } from '@/core/argument/ids';
import { LIMITS } from '@/core/argument/limits';
import { assignIdentifiers } from '../assignIdentifiers';
import { cut, ImportRefusal, type ImportNotes } from '../importNotes';
import { annotationsOf, SACM } from './annotations';
import { recordIdOf, takeOwnValues } from './carried';
import type { SacmTarget } from './sacmIndex';
import type { SacmArtifact, SacmAsset, SacmFile } from './sacmModel';
import { readAsset } from './sacmReading';

export interface SacmNodes {
  nodes: ArgumentNode[];
  byAsset: ReadonlyMap<SacmAsset, ArgumentNode>;
}

/** The surroundings in which elements of a file are read. */
export interface SacmContext {
  file: SacmFile;
  index: ReadonlyMap<string, SacmTarget>;
  /** Module of each package, by position. */
  modules: readonly string[];
  /** Claims that only put a challenge into words. */
  doubts: ReadonlySet<SacmAsset>;
  ids: IdSource;
  notes: ImportNotes;
}

/** Makes nodes of claims, reasoning, references to artefacts, and of what nothing refers to. */
export function sacmNodes(context: SacmContext): SacmNodes {
  return new NodeReader(context).read();
}

class NodeReader {
  private readonly nodes: ArgumentNode[] = [];
  private readonly byAsset = new Map<SacmAsset, ArgumentNode>();
  private readonly usedIds = new Set<Id>();
  /** What a node is to be called, and what it was called; ours keep their identifiers. */
  private readonly wanted: { name: string; isOurs: boolean; place: string }[] = [];
  private readonly contextOnly: ReadonlySet<string>;
  private readonly referenced = new Set<SacmArtifact>();
  private readonly context: SacmContext;

  constructor(context: SacmContext) {
    this.context = context;
    this.contextOnly = contextOnlyIds(context.file);
  }

  read(): SacmNodes {
    const { file, index, notes, doubts } = this.context;
    const shown: SacmAsset[] = [];
    for (const asset of file.assets) {
      if (doubts.has(asset)) continue;
      const inside = file.packages[asset.package];
      if (inside?.kind === 'interface' && asset.isCitation) {
        const cited = index.get(asset.cited);
        if (cited && 'asset' in cited && cited.asset !== asset) {
          // What we gave a name shows less than what is public.
          if (recordIdOf(inside.id) === null) shown.push(cited.asset);
          continue;
        }
        notes.warn(asset.place, 'No element has the id that the interface cites.');
      }
      this.addAsset(asset);
    }
    for (const artifact of file.artifacts) {
      if (!this.referenced.has(artifact)) this.addArtifact(artifact);
    }
    this.nameNodes();
    for (const asset of shown) {
      const node = this.byAsset.get(asset);
      if (node) node.public = true;
    }
    return { nodes: this.nodes, byAsset: this.byAsset };
  }

  private addAsset(asset: SacmAsset): void {
    const { index, modules, ids, notes } = this.context;
    const { id, name, place } = asset;
    this.refuseMore(place);
    const record = recordIdOf(id);
    const isOurs = record !== null && !this.usedIds.has(record);
    const target = asset.artifact === '' ? undefined : index.get(asset.artifact);
    const artifact = target && 'artifact' in target ? target.artifact : undefined;
    if (artifact) this.referenced.add(artifact);
    else if (asset.artifact !== '') {
      notes.warn(place, `No artefact has the id ‘${asset.artifact.slice(0, 40)}’.`);
    }
    const called = artifact ? artifact.text || artifact.name : '';
    const text = asset.text || (isOurs ? '' : asset.description || called || name);
    const node = blankNode({
      id: isOurs ? record : ids(),
      ...readAsset({ ...asset, isContext: this.contextOnly.has(id) }),
      identifier: isOurs ? name : '',
      module: modules[asset.package] ?? '',
      text: cut(text, LIMITS.statement),
      away: asset.isCitation ? this.awayOf(asset) : null,
    });
    this.usedIds.add(node.id);
    const isLong = text.length > LIMITS.statement;
    if (isLong) {
      notes.warn(
        place,
        `A statement has ${LIMITS.statement} characters at most; the whole text is an annotation.`,
      );
    }
    const wanted = isUuid(id) && name !== '' ? name : id || name;
    node.annotations = annotationsOf(
      asset,
      {
        'sacm-id': !isOurs && id !== wanted ? id : '',
        'sacm-name': !isOurs && name !== wanted && name !== text ? name : '',
        'sacm-description': asset.description === text ? '' : asset.description,
        'sacm-content': isLong ? text : '',
        'sacm-artifact-missing': artifact ? '' : asset.artifact,
        ...(artifact ? artifactFields(artifact, asset, text) : {}),
      },
      notes,
    );
    takeOwnValues('nodes', node, asset.tags, notes);
    this.nodes.push(node);
    this.byAsset.set(asset, node);
    this.wanted.push({ name: isOurs ? node.identifier : wanted, isOurs, place });
  }

  /** Artefacts and terms that nothing in the argument refers to wait beside it. */
  private addArtifact(artifact: SacmArtifact): void {
    const { modules, ids, notes } = this.context;
    const { id, name, place, type, isTerm, tags, further } = artifact;
    this.refuseMore(place);
    const rest = new Map(further);
    const value = rest.get('value') ?? '';
    const text = artifact.text || value || artifact.description || name;
    if (value === text) rest.delete('value');
    this.nodes.push(
      blankNode({
        id: ids(),
        kind: isTerm ? 'context' : 'solution',
        identifier: '',
        module: modules[0] ?? 'main',
        text: notes.fitted(text, LIMITS.statement, place),
        annotations: annotationsOf(
          { tags, further: rest, place },
          {
            'sacm-element': type,
            'sacm-name': name === text ? '' : name,
            'sacm-description': artifact.description === text ? '' : artifact.description,
          },
          notes,
        ),
      }),
    );
    this.wanted.push({ name: id, isOurs: false, place });
  }

  /** Before the first one that no case has room for is made. */
  private refuseMore(place: string): void {
    if (this.nodes.length < LIMITS.nodes) return;
    throw new ImportRefusal(
      `The file holds more elements than a case may have (${LIMITS.nodes}).`,
      place,
    );
  }

  private awayOf({ cited, place }: SacmAsset): AwayReference {
    const { file, index, modules, notes } = this.context;
    const named = index.get(cited);
    // What an interface shows is cited where it stands.
    const target =
      named && 'asset' in named && file.packages[named.asset.package]?.kind === 'interface'
        ? (index.get(named.asset.cited) ?? named)
        : named;
    const nowhere = { baseDigest: null, recordId: null, textLeaf: null };
    if (target && 'asset' in target) {
      const { asset } = target;
      const called = recordIdOf(asset.id) === null ? asset.id : asset.name;
      return {
        module: modules[asset.package] ?? '',
        node: notes.fitted(called, LIMITS.identifier, place),
        ...nowhere,
      };
    }
    if (target && 'package' in target) {
      return { module: cut(target.package.name, LIMITS.module), node: '', ...nowhere };
    }
    return { module: '', node: notes.fitted(cited, LIMITS.identifier, place), ...nowhere };
  }

  private nameNodes(): void {
    const { notes } = this.context;
    const names = assignIdentifiers(
      this.nodes.map(({ module, kind }, index) => {
        return { module, kind, wanted: this.wanted[index]?.name ?? '' };
      }),
    );
    for (const [index, node] of this.nodes.entries()) {
      const wish = this.wanted[index];
      if (!wish || wish.isOurs) {
        node.identifier = notes.fitted(node.identifier, LIMITS.identifier, wish?.place ?? '');
        continue;
      }
      node.identifier = names[index] ?? '';
      if (wish.name === '' || wish.name === node.identifier) continue;
      node.annotations[`${SACM}id`] ??= notes.fitted(wish.name, LIMITS.prose, wish.place);
      notes.hint(
        wish.place,
        `‘${wish.name.slice(0, LIMITS.identifier)}’ is taken or too long for an identifier; the element is called ${node.identifier} and keeps the name as an annotation.`,
      );
    }
  }
}

/** What the artefact says beside the text that its reference took. */
function artifactFields(
  artifact: SacmArtifact,
  asset: SacmAsset,
  text: string,
): Record<string, string> {
  const { id, name, description, further, tags } = artifact;
  return {
    'sacm-artifact': id === `a${asset.id}` ? '' : id,
    'sacm-artifact-name': name === text ? '' : name,
    'sacm-artifact-text': artifact.text === text ? '' : artifact.text,
    'sacm-artifact-description': description === text ? '' : description,
    // Many references to one artefact must not repeat more than a node can hold.
    ...Object.fromEntries(
      [...further, ...tags.map(({ key, value }): [string, string] => [key, value])]
        .slice(0, LIMITS.annotations + 1)
        .map(([key, value]) => [`sacm-artifact-${key}`, value]),
    ),
  };
}

/** Ids of what only ever stands in context. */
function contextOnlyIds({ relations }: SacmFile): Set<string> {
  const contexts = new Set<string>();
  const others = new Set<string>();
  for (const { type, sources, targets } of relations) {
    const isContext = type === 'assertedcontext' || type === 'assertedartifactcontext';
    for (const id of sources) (isContext ? contexts : others).add(id);
    // What is itself supported is a claim, wherever it stands.
    if (!isContext) for (const id of targets) others.add(id);
  }
  return new Set([...contexts].filter((id) => !others.has(id)));
}

function isUuid(id: string): boolean {
  return /^_?[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/.test(id);
}
