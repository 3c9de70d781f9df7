import type {
  ArgumentLink,
  ArgumentNode,
  CaseDocument,
  Defeater,
  Id,
  LabelHints,
} from '@/core/argument/document';
import { filledText } from '@/core/argument/parameters';
import { compareText } from '@/core/argument/text';
import { plainDecimal } from '@/core/evidence/decimal';
import { derivedId } from './hash';
import { decimal } from './records';
import type { ReleaseWindow, ResidualType, SnapshotRecord } from './records';
import { Refusal } from './refusal';
import { releaseText } from './releaseText';

export interface ResolvedMetric {
  /** Scorer and metric as the evaluation log names them: "accuracy/mean". */
  name: string;
  /** Decimal string. */
  value: string;
  stderr?: string | null;
  samples?: number | null;
}

/** The version of an artefact that the release pins. */
export interface PinnedVersion {
  number: number;
  /** 64 hex digits. */
  sha256: string;
  /** Bytes. */
  size: number;
  mediaType: string;
  metrics: ResolvedMetric[];
}

/** One row of the evidence room with the version that is pinned. */
export interface ResolvedEvidence {
  /** Row id, as evidence references in the document spell it. */
  evidence: string;
  title: string;
  kind: string;
  method: string;
  /** What was examined: system and version. */
  subject: string;
  version: PinnedVersion;
}

/** A residual doubt that somebody put into words; open problems are found by themselves. */
export interface ResidualDoubt {
  id: Id;
  about: Id | null;
  text: string;
}

/** What a release adds to the document. */
export interface ReleaseFacts {
  changelog: string;
  evidence: ResolvedEvidence[];
  residuals: ResidualDoubt[];
}

export const NO_FACTS: ReleaseFacts = { changelog: '', evidence: [], residuals: [] };

/**
 * All records of a case document. Total over graph errors: a dangling link becomes a record like
 * any other, and freezing refuses it. Braces of filled parameters are replaced by their values, so
 * that what is hashed is what people read. View state (`collapsed`) and the template's remarks on
 * itself are left out; ranks become positions, so that two documents that read the same freeze to
 * the same content digest.
 *
 * @throws Refusal `bad-number` when a criterion or metric is not a decimal number
 */
export function recordsOf(
  document: CaseDocument,
  facts: ReleaseFacts = NO_FACTS,
): SnapshotRecord[] {
  const fill = parameterFiller(document);
  return [
    ...document.nodes.flatMap((node) => nodeRecords(document, node, fill)),
    ...linkRecords(document.links),
    ...conditionRecords(document, fill),
    ...evidenceRecords(document, facts.evidence, fill),
    ...criterionRecords(document, fill),
    ...document.defeaters.flatMap((defeater) => defeaterRecords(defeater, fill)),
    ...contractRecords(document, fill),
    ...residualRecords(document, facts.residuals),
    ...factRecords(document, facts, fill),
  ];
}

/** Id of the text record of a node. */
export function textIdOf(node: Id): Id {
  return derivedId('text', node);
}

/** Id of the evidence record of a row of the evidence room. */
export function evidenceRecordId(row: string): Id {
  return derivedId('evidence', row);
}

/** Id of the residual record about an element; sign-offs accept residuals by this id. */
export function residualId(type: ResidualType, about: Id): Id {
  return derivedId('residual', `${type}\u0000${about}`);
}

/** The window of a document as the manifest carries it; null while it is not set. */
export function windowOf(document: CaseDocument): ReleaseWindow | null {
  const { from, until, zone } = document.facts.window;
  return from === '' || until === '' || zone === '' ? null : { from, until, zone };
}

type Fill = (text: string) => string;

function parameterFiller({ parameters }: CaseDocument): Fill {
  const filled = parameters.some((parameter) => !parameter.index && parameter.value !== '');
  return filled ? (text) => filledText(text, parameters) : (text) => text;
}

function nodeRecords(document: CaseDocument, node: ArgumentNode, fill: Fill): SnapshotRecord[] {
  return [
    {
      kind: 'node',
      id: node.id,
      type: node.kind,
      module: node.module,
      undeveloped: node.undeveloped,
      public: node.public,
      reach: node.reach,
      claim: node.claim,
      openProblem: node.openProblem,
      choice: node.choice,
      away: node.away,
    },
    {
      kind: 'text',
      id: textIdOf(node.id),
      statement: fill(node.text),
      body: releaseText(document.bodies[node.id], fill),
      localNote: fill(node.localNote),
      notes: fill(node.notes),
      evidenceNeeded: fill(node.evidenceNeeded),
      sourceSection: node.sourceSection,
      provenance: node.provenance,
    },
    ...identifierRecords(node.id, node.identifier),
  ];
}

function identifierRecords(of: Id, label: string): SnapshotRecord[] {
  return label === '' ? [] : [{ kind: 'identifier', id: derivedId('identifier', of), of, label }];
}

function linkRecords(links: ArgumentLink[]): SnapshotRecord[] {
  const next = new Map<string, number>();
  return [...links].sort(byRank).map((link) => {
    const siblings = `${link.kind} ${link.from}`;
    const position = next.get(siblings) ?? 0;
    next.set(siblings, position + 1);
    return { kind: 'link', id: link.id, type: link.kind, from: link.from, to: link.to, position };
  });
}

function conditionRecords(document: CaseDocument, fill: Fill): SnapshotRecord[] {
  return [...document.conditions].sort(byRank).flatMap((condition, position): SnapshotRecord[] => [
    {
      kind: 'condition',
      id: condition.id,
      type: condition.kind,
      text: fill(condition.text),
      severity: condition.severity,
      protects: condition.protects,
      dispositionsAllowed: condition.dispositionsAllowed,
      position,
    },
    ...identifierRecords(condition.id, condition.identifier),
  ]);
}

function evidenceRecords(
  document: CaseDocument,
  resolved: ResolvedEvidence[],
  fill: Fill,
): SnapshotRecord[] {
  const pinned = new Map(resolved.map((row) => [row.evidence, row]));
  const used = new Set(document.evidence.map((reference) => reference.evidence));
  return [
    ...[...used].flatMap((row) => artefactRecords(row, pinned.get(row))),
    ...document.evidence.map((reference): SnapshotRecord => ({
      kind: 'link',
      id: reference.id,
      type: 'rests-on',
      from: reference.node,
      to: evidenceRecordId(reference.evidence),
      shows: fill(reference.shows),
    })),
  ];
}

function artefactRecords(row: string, resolved: ResolvedEvidence | undefined): SnapshotRecord[] {
  const id = evidenceRecordId(row);
  if (resolved === undefined) {
    return [{ kind: 'evidence', id, title: '', type: '', method: '', subject: '', version: null }];
  }
  const { version } = resolved;
  return [
    {
      kind: 'evidence',
      id,
      title: resolved.title,
      type: resolved.kind,
      method: resolved.method,
      subject: resolved.subject,
      version: version.number,
    },
    {
      kind: 'evidence-bytes',
      id: derivedId('evidence-bytes', id),
      evidence: id,
      sha256: version.sha256,
      size: version.size,
      mediaType: version.mediaType,
    },
    ...version.metrics.map((metric): SnapshotRecord => ({
      kind: 'metric',
      id: derivedId('metric', `${id}\u0000${metric.name}`),
      evidence: id,
      name: metric.name,
      value: exactDecimal(metric.value, `metric ${metric.name}`),
      stderr: metric.stderr ? exactDecimal(metric.stderr, `metric ${metric.name}`) : null,
      samples: metric.samples ?? null,
    })),
  ];
}

function criterionRecords(document: CaseDocument, fill: Fill): SnapshotRecord[] {
  return document.criteria.map((criterion) => ({
    kind: 'criterion',
    id: criterion.id,
    node: criterion.node,
    metric: criterion.metric,
    comparator: criterion.comparator,
    value: exactDecimal(criterion.value, `criterion on ${criterion.metric}`),
    unit: criterion.unit,
    failure: fill(criterion.failure),
  }));
}

function defeaterRecords(defeater: Defeater, fill: Fill): SnapshotRecord[] {
  const { target } = defeater;
  const aim =
    'node' in target
      ? { targetKind: 'node' as const, target: target.node }
      : 'link' in target
        ? { targetKind: 'link' as const, target: target.link }
        : { targetKind: 'defeater' as const, target: target.defeater };
  return [
    {
      kind: 'defeater',
      id: defeater.id,
      type: defeater.kind,
      text: fill(defeater.text),
      origin: defeater.origin,
      ...aim,
      response: fill(defeater.response),
    },
    ...identifierRecords(defeater.id, defeater.identifier),
  ];
}

function contractRecords(document: CaseDocument, fill: Fill): SnapshotRecord[] {
  const { contract } = document;
  if (contract === null) return [];
  const seen = new Map<string, number>();
  return [
    {
      kind: 'contract',
      id: derivedId('contract', ''),
      baseModule: contract.baseModule,
      baseRelease: fill(contract.baseRelease),
      cites: contract.cites.map((cite) => ({ ...cite, note: fill(cite.note) })),
    },
    ...contract.dispositions.map((disposition): SnapshotRecord => {
      // Freezing refuses a condition disposed of twice; until then each keeps an id of its own.
      const repeat = seen.get(disposition.condition) ?? 0;
      seen.set(disposition.condition, repeat + 1);
      const owner =
        repeat === 0 ? disposition.condition : `${disposition.condition}\u0000${repeat}`;
      return {
        kind: 'disposition',
        id: derivedId('disposition', owner),
        condition: disposition.condition,
        disposition: disposition.disposition,
        by: disposition.by,
        owner: fill(disposition.owner),
        compensating: fill(disposition.compensating),
        reviewBy: fill(disposition.reviewBy),
        rationale: fill(disposition.rationale),
        evidenceNeeded: fill(disposition.evidenceNeeded),
      };
    }),
  ];
}

/** Open problems and undeveloped elements list themselves at freeze. */
function residualRecords(document: CaseDocument, doubts: ResidualDoubt[]): SnapshotRecord[] {
  const found = (type: ResidualType, about: Id): SnapshotRecord => ({
    kind: 'residual',
    id: residualId(type, about),
    type,
    about,
    text: '',
  });
  return [
    ...document.nodes
      .filter((node) => node.openProblem !== null)
      .map((node) => found('open-problem', node.id)),
    ...document.nodes
      .filter((node) => node.undeveloped)
      .map((node) => found('undeveloped', node.id)),
    ...doubts.map((doubt): SnapshotRecord => ({
      kind: 'residual',
      id: doubt.id,
      type: 'doubt',
      about: doubt.about,
      text: doubt.text,
    })),
  ];
}

function factRecords(document: CaseDocument, facts: ReleaseFacts, fill: Fill): SnapshotRecord[] {
  const { setting, subject } = document.facts;
  return [
    {
      kind: 'setting',
      id: derivedId('setting', ''),
      name: fill(setting.name),
      purpose: fill(setting.purpose),
      users: fill(setting.users),
      tasks: fill(setting.tasks),
      permissions: fill(setting.permissions),
      oversight: fill(setting.oversight),
      volume: fill(setting.volume),
    },
    {
      kind: 'subject',
      id: derivedId('subject', ''),
      name: fill(subject.name),
      version: fill(subject.version),
      description: fill(subject.description),
      digest: subject.digest,
    },
    {
      kind: 'decision',
      id: derivedId('decision', ''),
      title: fill(document.title),
      module: document.module,
      question: fill(document.facts.decision),
      root: document.root,
      window: windowOf(document),
      atEnd: document.facts.window.ends,
      notCovered: document.facts.notCovered.map(fill),
      localLabel: document.labelHints && fillLabel(document.labelHints, fill),
    },
    { kind: 'changelog', id: derivedId('changelog', ''), text: facts.changelog },
    ...document.facts.outcomes.flatMap((outcome, position): SnapshotRecord[] => [
      {
        kind: 'outcome',
        id: outcome.id,
        text: fill(outcome.text),
        criterion: fill(outcome.criterion),
        position,
      },
      ...identifierRecords(outcome.id, outcome.identifier),
    ]),
    ...document.facts.failureConditions.map((condition, position): SnapshotRecord => ({
      kind: 'failure-condition',
      id: condition.id,
      text: fill(condition.text),
      trigger: fill(condition.trigger),
      unmonitorable: condition.unmonitorable,
      position,
    })),
  ];
}

function fillLabel(label: LabelHints, fill: Fill): LabelHints {
  return {
    indications: label.indications.map(fill),
    contraindications: label.contraindications.map(fill),
    warnings: label.warnings.map(fill),
    requiredControls: label.requiredControls.map(fill),
  };
}

function exactDecimal(value: string, where: string): string {
  const plain = plainDecimal(value);
  if (plain === null || !decimal.safeParse(plain).success) {
    throw new Refusal('bad-number', `"${value}" (${where}) is not a decimal number.`);
  }
  return plain;
}

function byRank(a: { rank: string; id: Id }, b: { rank: string; id: Id }): number {
  return compareText(a.rank, b.rank) || compareText(a.id, b.id);
}
