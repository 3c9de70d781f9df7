import { blankCase } from '@/core/argument/blank';
import type {
  ArgumentLink,
  ArgumentNode,
  CaseDocument,
  CaseModule,
  Id,
} from '@/core/argument/document';
import { outlineOf } from '@/core/argument/outline';
import { normaliseDocument } from '@/core/argument/structureDoc';
import type { ExportLoss, ExportResult } from '../exportFormats';
import { saysTheSame } from '../losses';
import { lossOfReading } from '../readAgain';
import { isRaised } from '@/core/argument/isRaised';
import { ownRecord, ownValue, ownValues, xmlId } from './carried';
import { annotationsXml, areTaggable, assetXml, citationXml, unlistedXml } from './sacmAssets';
import { BESIDE_ARGUMENT } from './sacmCase';
import { sacmRefusal } from './sacmRefusal';
import { counterXml, relationXml, sacmRelations, type RelationsOut } from './sacmRelations';
import { xmlFile, xmlSafe, type XmlOut } from './writeXml';

const NAMESPACE = 'http://www.omg.org/spec/SACM/2.3';

/**
 * Writes XML of the Structured Assurance Case Metamodel (OMG SACM 2.3). What SACM has no element for
 * travels in tagged values whose keys begin with `casewright:`, so that reading the file gives the
 * case back; only links that lead nowhere or stand twice are lost, and what no reader takes back. Text
 * that XML cannot hold is in the tagged values as well.
 */
export function exportSacm(given: CaseDocument): ExportResult {
  return new SacmWriter(normaliseDocument(given)).result();
}

interface Package {
  name: string;
  id: string;
  record: CaseModule | null;
  nodes: ArgumentNode[];
}

class SacmWriter {
  private readonly losses: ExportLoss[] = [];
  private readonly nodes: ReadonlyMap<Id, ArgumentNode>;
  private readonly links: readonly ArgumentLink[];
  private readonly relations: RelationsOut;
  /** Arguments of claim points, by the XML id of what they are about. */
  private readonly metaClaims = new Map<string, Id[]>();
  private readonly document: CaseDocument;

  constructor(document: CaseDocument) {
    this.document = document;
    this.nodes = new Map(document.nodes.map((node) => [node.id, node]));
    this.links = this.soundLinks();
    this.relations = sacmRelations(this.nodes, this.links);
    for (const { target, argument } of document.claimPoints) {
      if (argument === null) continue;
      const about =
        'node' in target ? xmlId(target.node) : this.relations.embodied.get(target.link);
      if (about === undefined) continue;
      this.metaClaims.set(about, [...(this.metaClaims.get(about) ?? []), argument]);
    }
  }

  result(): ExportResult {
    const { document } = this;
    const packages = this.packages();
    const root: XmlOut = {
      name: 'sacm:AssuranceCasePackage',
      attributes: { 'xmlns:sacm': NAMESPACE, id: 'case', name: document.title },
      children: [
        ...this.besideArgument(),
        ...document.defeaters
          .filter((defeater) => !isRaised(defeater))
          .map((defeater) => ownRecord('defeater', 'defeaters', defeater)),
        ...this.artifacts(),
        ...packages.flatMap((one, index) => this.packageXml(one, index)),
      ],
    };
    const bytes = xmlFile(root);
    return { bytes, losses: [...this.losses, ...lossOfReading(bytes, sacmRefusal)] };
  }

  private soundLinks(): ArgumentLink[] {
    const seen = new Set<string>();
    return this.document.links.filter(({ kind, from, to }) => {
      const ends = `${kind} ${from} ${to}`;
      const isSound = this.nodes.has(from) && this.nodes.has(to) && !seen.has(ends);
      seen.add(ends);
      if (!isSound) {
        const [above, below] = [from, to].map((id) => this.nodes.get(id)?.identifier ?? id);
        this.losses.push({
          path: `links.${above}-${below}`,
          message: 'The link stands twice or leads to nothing.',
        });
      }
      return isSound;
    });
  }

  /** What a file says beside the argument, when reading would not find it by itself. */
  private besideArgument(): XmlOut[] {
    const { document } = this;
    const read: CaseDocument = {
      ...blankCase(),
      title: xmlSafe(document.title),
      module: xmlSafe(document.module),
    };
    return BESIDE_ARGUMENT.filter(
      (field) => field === 'root' || !saysTheSame(document[field], read[field]),
    ).map((field) => ownValue(field, document[field]));
  }

  private artifacts(): XmlOut[] {
    const named = this.document.nodes.filter((node) => artifactOf(node) !== null);
    if (named.length === 0) return [];
    return [
      {
        name: 'artifactPackage',
        attributes: { id: 'artifacts', name: 'Artifacts' },
        children: named.map((node) => ({
          name: 'artifact',
          attributes: { id: artifactOf(node), name: node.text },
        })),
      },
    ];
  }

  /** One package for each module, that of the case first; each element in reading order. */
  private packages(): Package[] {
    const { document } = this;
    const ordered = [...new Set(outlineOf(document).map(({ node }) => node))];
    const byName = new Map<string, Package>();
    const packages: Package[] = [];
    const add = (name: string, record: CaseModule | null) => {
      const id = record ? xmlId(record.id) : `m${packages.length}`;
      const one: Package = { name, id, record, nodes: [] };
      packages.push(one);
      if (!byName.has(name)) byName.set(name, one);
      return one;
    };
    const own = document.modules.find(({ name }) => name === document.module);
    add(document.module, own ?? null);
    for (const record of document.modules) if (record !== own) add(record.name, record);
    for (const node of ordered) {
      (byName.get(node.module) ?? add(node.module, null)).nodes.push(node);
    }
    return packages;
  }

  private packageXml({ name, id, record, nodes }: Package, index: number): XmlOut[] {
    const { document, relations } = this;
    const inside = new Set(nodes.map((node) => node.id));
    const raised = index === 0 ? document.defeaters.filter(isRaised) : [];
    const doubts = raised.filter(({ argument }) => argument === null);
    const main: XmlOut = {
      name: record?.kind === 'contract' ? 'argumentPackageBinding' : 'argumentPackage',
      attributes: { id, name },
      children: [
        ...(record ? moduleXml(record) : unlistedXml(name)),
        ...nodes.map((node) => this.nodeXml(node)),
        ...doubts.map(({ id: doubt, identifier, text }) => ({
          name: 'claim',
          attributes: {
            id: `d${xmlId(doubt)}`,
            name: identifier,
            assertionDeclaration: 'asserted',
            content: text,
          },
        })),
        ...relations.relations
          .filter(({ target }) => inside.has(target))
          .map((relation) => relationXml(relation, this.metaClaims.get(relation.id) ?? [])),
        ...raised.map((defeater) =>
          counterXml(defeater, this.nodes, relations.embodied, defeater.identifier),
        ),
      ],
    };
    const shown = nodes.filter((node) => node.public);
    if (shown.length === 0) return [main];
    const face: XmlOut = {
      name: 'argumentPackageInterface',
      attributes: { id: `f${index}`, name: `${name} interface`, implements: `#${id}` },
      children: shown.map(citationXml),
    };
    return [main, face];
  }

  private nodeXml(node: ArgumentNode): XmlOut {
    return assetXml(node, {
      cited: this.citedBy(node),
      artifact: artifactOf(node),
      isInContext: this.inContext.has(node.id),
      metaClaims: this.metaClaims.get(xmlId(node.id)) ?? [],
      links: this.relations.ofStrategies.get(node.id) ?? [],
    });
  }

  private get inContext(): ReadonlySet<Id> {
    return (this.contextTargets ??= new Set(
      this.links.filter(({ kind }) => kind === 'in-context-of').map(({ to }) => to),
    ));
  }
  private contextTargets: ReadonlySet<Id> | null = null;

  private citedBy({ id, away }: ArgumentNode): string | null {
    if (!away) return null;
    this.byName ??= new Map(
      this.document.nodes.map((node) => [`${node.module}\0${node.identifier}`, node.id]),
    );
    const cited = this.byName.get(`${away.module}\0${away.node}`);
    return cited === undefined || cited === id ? null : xmlId(cited);
  }
  private byName: Map<string, Id> | null = null;
}

/** The artefact that stands for a solution's text; none where the text is empty. */
function artifactOf({ id, kind, text }: ArgumentNode): string | null {
  return kind === 'solution' && text !== '' ? `a${xmlId(id)}` : null;
}

function moduleXml(record: CaseModule): XmlOut[] {
  const { annotations, description } = record;
  const read = {
    ...record,
    name: xmlSafe(record.name),
    title: '',
    description: xmlSafe(description).trim(),
    annotations: areTaggable(annotations) ? annotations : null,
  };
  return [
    ...(description === ''
      ? []
      : [
          {
            name: 'description',
            children: [{ name: 'content', attributes: { lang: 'en' }, text: description }],
          },
        ]),
    ...annotationsXml(annotations),
    ...ownValues(record, read),
  ];
}
