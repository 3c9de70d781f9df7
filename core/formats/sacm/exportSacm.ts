import { blankCase } from '@/core/argument/blank';
import type { ArgumentLink, ArgumentNode, CaseDocument, Id } from '@/core/argument/document';
import { normaliseDocument } from '@/core/argument/structureDoc';
import type { ExportLoss, ExportResult } from '../exportFormats';
import { saysTheSame } from '../losses';
import { lossOfReading } from '../readAgain';
import { isRaised } from '@/core/argument/isRaised';
import { ownRecord, ownValue, xmlId } from './carried';
import { assetXml } from './sacmAssets';
import { BESIDE_ARGUMENT } from './sacmCase';
import { sacmRefusal } from './sacmRefusal';
import { counterXml, relationXml, sacmRelations, type RelationsOut } from './sacmRelations';
import { WrittenInterfaces } from './writtenInterfaces';
import { packagesOf, packageXml, type PackageOut } from './writtenPackages';
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

class SacmWriter {
  private readonly losses: ExportLoss[] = [];
  private readonly nodes: ReadonlyMap<Id, ArgumentNode>;
  private readonly links: readonly ArgumentLink[];
  private readonly relations: RelationsOut;
  /** Arguments of claim points, by the XML id of what they are about. */
  private readonly metaClaims = new Map<string, Id[]>();
  private readonly document: CaseDocument;
  private readonly packages: readonly PackageOut[];
  private readonly interfaces: WrittenInterfaces;

  constructor(document: CaseDocument) {
    this.document = document;
    this.nodes = new Map(document.nodes.map((node) => [node.id, node]));
    this.packages = packagesOf(document);
    this.interfaces = new WrittenInterfaces(document, this.packages);
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
    const tops = this.packages.filter(({ container }) => container === null);
    const root: XmlOut = {
      name: 'sacm:AssuranceCasePackage',
      attributes: { 'xmlns:sacm': NAMESPACE, id: 'case', name: document.title },
      children: [
        ...this.besideArgument(),
        ...document.defeaters
          .filter((defeater) => !isRaised(defeater))
          .map((defeater) => ownRecord('defeater', 'defeaters', defeater)),
        ...this.artifacts(),
        ...tops.flatMap((one) => this.packageXml(one)),
        ...this.interfaces.of(),
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
    const first = this.packages.find(({ container }) => container === null);
    const read: CaseDocument = {
      ...blankCase(),
      title: xmlSafe(document.title),
      // Reading takes the first package for the one of the case.
      module: xmlSafe(first?.name ?? ''),
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

  /** A package with the interfaces of its module beside it. */
  private packageXml(one: PackageOut): XmlOut[] {
    const { relations } = this;
    const { nodes } = one;
    const inside = new Set(nodes.map((node) => node.id));
    const raised = one === this.packages[0] ? this.document.defeaters.filter(isRaised) : [];
    const doubts = raised.filter(({ argument }) => argument === null);
    const elements: XmlOut[] = [
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
    ];
    const contained = one.contained.flatMap((inner) => this.packageXml(inner));
    const main = packageXml(one, this.participants(one), elements, contained);
    return [main, ...this.interfaces.of(one)];
  }

  /** A contract is between the interfaces that show what its away elements cite. */
  private participants({ record, nodes }: PackageOut): Set<string> {
    const cited = record?.kind === 'contract' ? nodes.map((node) => this.citedBy(node)) : [];
    return new Set(cited.flatMap((id) => (id === null ? [] : this.interfaces.showing(id))));
  }

  private nodeXml(node: ArgumentNode): XmlOut {
    const cited = this.citedBy(node);
    return assetXml(node, {
      cited: cited === null ? null : xmlId(cited),
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

  private citedBy({ id, away }: ArgumentNode): Id | null {
    if (!away) return null;
    this.byName ??= new Map(
      this.document.nodes.map((node) => [`${node.module}\0${node.identifier}`, node.id]),
    );
    const cited = this.byName.get(`${away.module}\0${away.node}`);
    return cited === undefined || cited === id ? null : cited;
  }
  private byName: Map<string, Id> | null = null;
}

/** The artefact that stands for a solution's text; none where the text is empty. */
function artifactOf({ id, kind, text }: ArgumentNode): string | null {
  return kind === 'solution' && text !== '' ? `a${xmlId(id)}` : null;
}
