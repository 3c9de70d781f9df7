import { blankLink, blankNode } from '@/core/argument/blank';
import type { ArgumentNode, CaseDocument } from '@/core/argument/document';
import { LIMITS } from '@/core/argument/limits';
import { linkKindFor } from '@/core/argument/kinds';
import { normaliseDocument } from '@/core/argument/structureDoc';
import type { ExportLoss, ExportResult } from '../exportFormats';
import { MAX_FOREIGN_BYTES } from '../importResult';
import { lossesBesideArgument, saysTheSame, unkeptFields } from '../losses';
import { lossOfAll, lossOfReading } from '../readAgain';
import { teaArgument, type Lose, type TeaArgument } from './teaArgument';
import { teaRefusal } from './teaBounds';
import { INLINE, MODULE, NO_TIME, TEA } from './teaNames';
import { furtherFields, teaTree } from './teaTree';
import { referenceRead, referenceWritten } from './teaReference';
import { uuidOf } from './uuid';

/**
 * Writes JSON of the Trustworthy and Ethical Assurance platform, version 1.0, as its schema
 * (case-export-v1.0) allows it. Everything of the case that the schema has no place for is a loss.
 */
export function exportTea(given: CaseDocument): ExportResult {
  const document = normaliseDocument(given);
  const losses = new Map<string, string>();
  const lose: Lose = (path, message) => {
    if (!losses.has(path)) losses.set(path, message);
  };
  const about = document.modules.find(({ name }) => name === document.module);
  const { colorProfile, exportedAt } = Object.fromEntries(furtherFields(about?.annotations ?? {}));
  const argument = teaArgument(document, lose);
  for (const { path, message } of crowdLosses(document, argument)) lose(path, message);
  const tree = teaTree(document, argument, lose);
  const file = {
    version: '1.0',
    exportedAt: exportedAt ?? NO_TIME,
    case: {
      name: document.title === '' ? UNTITLED : document.title,
      description: about?.description ?? '',
      ...(colorProfile === undefined ? {} : { colorProfile }),
    },
    tree,
  };
  for (const { path, message } of lossesOf(document)) lose(path, message);
  const bytes = written(file, 2);
  // Indentation is as large as all the rest, where an argument is deep.
  const kept = bytes.length > MAX_FOREIGN_BYTES ? written(file, 0) : bytes;
  return {
    bytes: kept,
    losses: [
      ...[...losses].map(([path, message]): ExportLoss => ({ path, message })),
      ...lossOfReading(kept, teaRefusal),
    ],
  };
}

/** What a reader does with more elements than a case may have, challenges in words alone among them. */
function* crowdLosses(document: CaseDocument, argument: TeaArgument): Generator<ExportLoss> {
  const { nodes, links, root, challenges, placing } = argument;
  if (nodes.length <= LIMITS.nodes) return;
  const own = new Set(document.nodes.map(({ id }) => id));
  const holding = new Set(
    links.filter(({ id }) => !placing.has(id)).flatMap(({ from, to }) => [from, to]),
  );
  const alone = document.nodes.filter(
    ({ id, kind, annotations }) =>
      kind === 'goal' &&
      id !== root &&
      challenges.has(id) &&
      !holding.has(id) &&
      !Object.keys(annotations).some((name) => name.startsWith(TEA)),
  );
  for (const { identifier } of alone) {
    yield {
      path: `nodes.${identifier}`,
      message: `In a file of more than ${LIMITS.nodes} elements a claim that only challenges is read as a challenge in words alone.`,
    };
  }
  const others = nodes.filter(({ id }) => own.has(id) || !challenges.has(id));
  if (others.length - alone.length > LIMITS.nodes) {
    yield lossOfAll(`it holds ${others.length} elements; a case may have ${LIMITS.nodes}.`);
  }
}

function written(file: object, indent: number): Uint8Array {
  const text = JSON.stringify(file, (_key, value: unknown) => plainMap(value), indent);
  return new TextEncoder().encode(`${text}\n`);
}

/** TEA has no case without a name. */
const UNTITLED = 'Untitled';

function plainMap(value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value;
}

const NO_PLACE = 'TEA has no place for it.';
const KEPT_OF_NODES = new Set([
  'id',
  'identifier',
  'kind',
  'text',
  'module',
  'away',
  'annotations',
]);
const KEPT_OF_LINKS = new Set(['id', 'from', 'to', 'kind', 'rank']);
const KEPT_OF_MODULES = new Set(['id', 'name', 'description', 'annotations']);
/** What TEA has no types for: they read back as what they stand for. */
const LOST_KINDS = new Set([
  'away-solution',
  'away-context',
  'away-assumption',
  'away-justification',
]);

function* lossesOf(document: CaseDocument): Generator<ExportLoss> {
  if (document.title === '') yield { path: 'title', message: 'TEA has no case without a name.' };
  if (document.module !== MODULE) yield { path: 'module', message: 'TEA names no modules.' };
  if (document.nodes.length === 0) {
    yield { path: 'root', message: 'A TEA file has a top element; an empty goal stands there.' };
  }
  yield* idLosses(document);
  for (const node of document.nodes) yield* nodeLosses(node);
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  for (const link of document.links) {
    const [from, to] = [nodes.get(link.from), nodes.get(link.to)];
    const path = `links.${from?.identifier ?? link.from}-${to?.identifier ?? link.to}`;
    for (const field of unkeptFields(link, blankLink({ ...link, ...UNSAID }), KEPT_OF_LINKS)) {
      yield { path: `${path}.${field}`, message: NO_PLACE };
    }
    if (to && link.kind !== linkKindFor(to.kind)) {
      yield {
        path: `${path}.kind`,
        message: 'In TEA the kind of the child says how it is linked.',
      };
    }
  }
  for (const module of document.modules) {
    const path = `modules.${module.name}`;
    const { description, annotations } = module;
    const isWritten = description !== '' || MODULE_FIELDS.some((name) => name in annotations);
    if (module.name !== document.module || !isWritten) {
      yield { path, message: 'TEA names no modules, and keeps the description of the case alone.' };
    } else {
      const blank = { ...module, title: '', kind: 'module' as const, within: '' };
      for (const field of unkeptFields(module, blank, KEPT_OF_MODULES)) {
        yield { path: `${path}.${field}`, message: NO_PLACE };
      }
      for (const name of Object.keys(annotations)) {
        if (MODULE_FIELDS.includes(name)) continue;
        yield { path: `${path}.annotations.${name}`, message: NO_PLACE };
      }
    }
  }
  yield* lossesBesideArgument(document, 'TEA');
}

/** What a file says of the whole case beside its name and description. */
const MODULE_FIELDS: readonly string[] = [`${TEA}exportedAt`, `${TEA}colorProfile`];

const UNSAID = { multiplicity: null, defeat: null };

/** Ids that are no UUIDs of RFC 9562 change in two digits. */
function* idLosses({ nodes }: CaseDocument): Generator<ExportLoss> {
  const changed = nodes.filter(({ id }) => uuidOf(id).replaceAll('-', '') !== id);
  if (changed.length === 0) return;
  yield {
    path: 'nodes.id',
    message: `The ids of ${changed.length} elements are no UUIDs, which TEA asks for; two of their digits change.`,
  };
}

function* nodeLosses(node: ArgumentNode): Generator<ExportLoss> {
  const { identifier, kind, away, annotations } = node;
  const path = `nodes.${identifier}`;
  const blank = blankNode({ id: node.id, kind, identifier, module: node.module });
  for (const field of unkeptFields(node, blank, KEPT_OF_NODES)) {
    yield { path: `${path}.${field}`, message: NO_PLACE };
  }
  if (node.module !== MODULE) yield { path: `${path}.module`, message: 'TEA names no modules.' };
  if (identifier === '') {
    yield { path: `${path}.identifier`, message: 'It is numbered when the file is read.' };
  }
  if (LOST_KINDS.has(kind)) {
    yield { path: `${path}.kind`, message: 'TEA has no away elements but goals.' };
  }
  const reference = referenceWritten(node);
  const kept = reference === null ? null : referenceRead(kind, reference);
  if (!saysTheSame(away, kept)) {
    yield {
      path: `${path}.away`,
      message: 'TEA refers to another case by a UUID alone, which is derived from the name.',
    };
  }
  const restored = new Set(furtherFields(annotations).map(([key]) => TEA + key));
  for (const name of Object.keys(annotations)) {
    const isType =
      name !== `${TEA}type` || /^(?:GOAL|PROPERTY_CLAIM)$/.test(annotations[name] ?? '');
    if (restored.has(name) || (RESTORED.has(name) && isType)) continue;
    yield { path: `${path}.annotations.${name}`, message: NO_PLACE };
  }
}

/** Annotations that are written into fields of their own. */
const RESTORED = new Set([
  `${TEA}name`,
  `${TEA}type`,
  `${TEA}role`,
  `${TEA}moduleEmbedType`,
  INLINE,
]);
