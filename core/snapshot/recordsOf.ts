import type {
  ArgumentLink,
  ArgumentNode,
  CaseDocument,
  CaseModule,
  ClaimPoint,
  DefeatDecision,
  Defeater,
  Id,
  Indicator,
  NamedInterface,
} from '@/core/argument/document';
import { filledText } from '@/core/argument/parameters';
import { claimedNodes } from '@/core/argument/reach';
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

const NO_FACTS: ReleaseFacts = { changelog: '', evidence: [], residuals: [] };

/**
 * All records of a case document. Total over graph errors: a dangling link becomes a record like
 * any other, and freezing refuses it. Braces of filled parameters are replaced by their values, so
 * that what is hashed is what people read. View state (`collapsed`) and the template's remarks on
 * itself are left out; ranks become positions, so that two documents that read the same freeze to
 * the same content digest.
 *
 * Members are written in the order of RFC 8785, in which they are hashed: a large release freezes
 * several times faster when nothing has to be sorted.
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
    ...document.indicators.flatMap((indicator) => indicatorRecords(indicator, fill)),
    ...document.defeaters.flatMap((defeater) => defeaterRecords(defeater, fill)),
    ...document.claimPoints.flatMap(claimPointRecords),
    ...document.modules.flatMap((module) => moduleRecords(module, fill)),
    ...document.interfaces.flatMap((offered) => interfaceRecords(offered, fill)),
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
      away: node.away,
      choice: node.choice,
      claim: node.claim,
      id: node.id,
      ...(node.instantiation !== '' && { instantiation: fill(node.instantiation) }),
      kind: 'node',
      module: node.module,
      openProblem: node.openProblem,
      public: node.public,
      reach: node.reach,
      ...(node.toBeSupportedByContract && { toBeSupportedByContract: true as const }),
      type: node.kind,
      undeveloped: node.undeveloped,
      ...(node.uninstantiated && { uninstantiated: true as const }),
    },
    {
      body: releaseText(document.bodies[node.id], fill),
      evidenceNeeded: fill(node.evidenceNeeded),
      id: textIdOf(node.id),
      kind: 'text',
      localNote: fill(node.localNote),
      notes: fill(node.notes),
      provenance: node.provenance,
      sourceSection: node.sourceSection,
      statement: fill(node.text),
    },
    ...identifierRecords(node.id, node.identifier),
    ...defeatRecords('node', node),
    ...annotationRecords(node, fill),
  ];
}

function defeatRecords(
  targetKind: 'node' | 'link' | 'defeater',
  { id, defeat }: { id: Id; defeat: DefeatDecision | null },
): SnapshotRecord[] {
  if (defeat === null) return [];
  return [
    {
      id: derivedId('defeat', id),
      kind: 'defeat',
      outcome: defeat.outcome,
      reason: defeat.reason,
      target: id,
      targetKind,
    },
  ];
}

function annotationRecords(
  { id, annotations }: { id: Id; annotations: Record<string, string> },
  fill: Fill,
): SnapshotRecord[] {
  return Object.entries(annotations).map(([name, text]) => ({
    id: derivedId('annotation', `${id}\u0000${name}`),
    kind: 'annotation',
    name,
    of: id,
    text: fill(text),
  }));
}

function claimPointRecords(point: ClaimPoint): SnapshotRecord[] {
  const { id, identifier, target, argument, module } = point;
  const aim =
    'node' in target
      ? { target: target.node, targetKind: 'node' as const }
      : { target: target.link, targetKind: 'link' as const };
  return [
    { argument, id, kind: 'claim-point', module, ...aim },
    ...identifierRecords(id, identifier),
  ];
}

function moduleRecords(module: CaseModule, fill: Fill): SnapshotRecord[] {
  const { id, name, kind, within, title, description } = module;
  return [
    {
      description: fill(description),
      id,
      kind: 'module',
      name,
      title: fill(title),
      type: kind,
      ...(within !== '' && { within }),
    },
    ...annotationRecords(module, fill),
  ];
}

function interfaceRecords(offered: NamedInterface, fill: Fill): SnapshotRecord[] {
  const { id, module, name, description, elements, aliases } = offered;
  const names = new Map(Object.entries(aliases));
  return [
    { description: fill(description), id, kind: 'interface', module, name },
    ...elements.map((element): SnapshotRecord => {
      const alias = names.get(element);
      return {
        ...(alias !== undefined && { alias }),
        element,
        id: derivedId('interface-element', `${id}\u0000${element}`),
        interface: id,
        kind: 'interface-element',
      };
    }),
  ];
}

function identifierRecords(of: Id, label: string): SnapshotRecord[] {
  return label === '' ? [] : [{ id: derivedId('identifier', of), kind: 'identifier', label, of }];
}

function linkRecords(links: ArgumentLink[]): SnapshotRecord[] {
  const next = new Map<string, number>();
  return [...links].sort(byRank).flatMap((link): SnapshotRecord[] => {
    const siblings = `${link.kind} ${link.from}`;
    const position = next.get(siblings) ?? 0;
    next.set(siblings, position + 1);
    const { id, from, to, kind, multiplicity } = link;
    return [
      {
        from,
        id,
        kind: 'link',
        ...(multiplicity && { multiplicity }),
        position,
        to,
        type: kind,
      },
      ...defeatRecords('link', link),
    ];
  });
}

function conditionRecords(document: CaseDocument, fill: Fill): SnapshotRecord[] {
  return [...document.conditions].sort(byRank).flatMap((condition, position): SnapshotRecord[] => [
    {
      dispositionsAllowed: condition.dispositionsAllowed,
      id: condition.id,
      kind: 'condition',
      position,
      protects: condition.protects,
      severity: condition.severity,
      text: fill(condition.text),
      type: condition.kind,
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
      from: reference.node,
      id: reference.id,
      kind: 'link',
      shows: fill(reference.shows),
      to: evidenceRecordId(reference.evidence),
      type: 'rests-on',
    })),
  ];
}

function artefactRecords(row: string, resolved: ResolvedEvidence | undefined): SnapshotRecord[] {
  const id = evidenceRecordId(row);
  if (resolved === undefined) {
    return [{ id, kind: 'evidence', method: '', subject: '', title: '', type: '', version: null }];
  }
  const { version } = resolved;
  return [
    {
      id,
      kind: 'evidence',
      method: resolved.method,
      subject: resolved.subject,
      title: resolved.title,
      type: resolved.kind,
      version: version.number,
    },
    {
      evidence: id,
      id: derivedId('evidence-bytes', id),
      kind: 'evidence-bytes',
      mediaType: version.mediaType,
      sha256: version.sha256,
      size: version.size,
    },
    ...version.metrics.map((metric): SnapshotRecord => ({
      evidence: id,
      id: derivedId('metric', `${id}\u0000${metric.name}`),
      kind: 'metric',
      name: metric.name,
      samples: metric.samples ?? null,
      stderr: metric.stderr ? exactDecimal(metric.stderr, `metric ${metric.name}`) : null,
      value: exactDecimal(metric.value, `metric ${metric.name}`),
    })),
  ];
}

function criterionRecords(document: CaseDocument, fill: Fill): SnapshotRecord[] {
  return document.criteria.map((criterion) => ({
    comparator: criterion.comparator,
    failure: fill(criterion.failure),
    id: criterion.id,
    kind: 'criterion',
    metric: criterion.metric,
    node: criterion.node,
    unit: criterion.unit,
    value: exactDecimal(criterion.value, `criterion on ${criterion.metric}`),
  }));
}

function indicatorRecords(indicator: Indicator, fill: Fill): SnapshotRecord[] {
  const { id, identifier, node, comparator, period, grace, critical, unit, source } = indicator;
  const limit = (value: string) => exactDecimal(value, `limit of ${identifier}`);
  return [
    {
      amber: limit(indicator.amber),
      comparator,
      critical,
      definition: fill(indicator.definition),
      grace,
      id,
      kind: 'indicator',
      node,
      period,
      red: limit(indicator.red),
      source: fill(source),
      title: fill(indicator.title),
      unit,
    },
    ...identifierRecords(id, identifier),
  ];
}

function defeaterRecords(defeater: Defeater, fill: Fill): SnapshotRecord[] {
  const { target } = defeater;
  const aim =
    'node' in target
      ? { target: target.node, targetKind: 'node' as const }
      : 'link' in target
        ? { target: target.link, targetKind: 'link' as const }
        : { target: target.defeater, targetKind: 'defeater' as const };
  return [
    {
      ...(defeater.argument !== null && { argument: defeater.argument }),
      id: defeater.id,
      kind: 'defeater',
      origin: defeater.origin,
      response: fill(defeater.response),
      ...aim,
      text: fill(defeater.text),
      type: defeater.kind,
    },
    ...identifierRecords(defeater.id, defeater.identifier),
    ...defeatRecords('defeater', defeater),
  ];
}

function contractRecords(document: CaseDocument, fill: Fill): SnapshotRecord[] {
  const { contract } = document;
  if (contract === null) return [];
  const seen = new Map<string, number>();
  return [
    {
      baseModule: contract.baseModule,
      baseRelease: fill(contract.baseRelease),
      cites: contract.cites.map(({ away, citing, localContexts, node, note }) => ({
        away,
        citing,
        localContexts,
        node,
        note: fill(note),
      })),
      id: derivedId('contract', ''),
      kind: 'contract',
      matches: contract.matches.map(({ away, context, local }) => ({ away, context, local })),
    },
    ...contract.dispositions.map((disposition): SnapshotRecord => {
      // Freezing refuses a condition disposed of twice; until then each keeps an id of its own.
      const repeat = seen.get(disposition.condition) ?? 0;
      seen.set(disposition.condition, repeat + 1);
      const owner =
        repeat === 0 ? disposition.condition : `${disposition.condition}\u0000${repeat}`;
      return {
        by: disposition.by,
        compensating: fill(disposition.compensating),
        condition: disposition.condition,
        disposition: disposition.disposition,
        evidenceNeeded: fill(disposition.evidenceNeeded),
        id: derivedId('disposition', owner),
        kind: 'disposition',
        owner: fill(disposition.owner),
        rationale: fill(disposition.rationale),
        reviewBy: fill(disposition.reviewBy),
      };
    }),
  ];
}

/**
 * Open problems and undeveloped elements that the argument rests on list themselves at freeze. What
 * lies below a branch that is not claimed leaves nothing open: nobody relies on it.
 */
function residualRecords(document: CaseDocument, doubts: ResidualDoubt[]): SnapshotRecord[] {
  const claimed = claimedNodes(document);
  const restingOn = document.nodes.filter((node) => claimed.has(node.id));
  const found = (type: ResidualType, about: Id): SnapshotRecord => ({
    about,
    id: residualId(type, about),
    kind: 'residual',
    text: '',
    type,
  });
  return [
    ...restingOn
      .filter((node) => node.openProblem !== null)
      .map((node) => found('open-problem', node.id)),
    ...restingOn.filter((node) => node.undeveloped).map((node) => found('undeveloped', node.id)),
    ...doubts.map((doubt): SnapshotRecord => ({
      about: doubt.about,
      id: doubt.id,
      kind: 'residual',
      text: doubt.text,
      type: 'doubt',
    })),
  ];
}

function factRecords(document: CaseDocument, facts: ReleaseFacts, fill: Fill): SnapshotRecord[] {
  const { setting, subject } = document.facts;
  return [
    {
      id: derivedId('setting', ''),
      kind: 'setting',
      name: fill(setting.name),
      oversight: fill(setting.oversight),
      permissions: fill(setting.permissions),
      purpose: fill(setting.purpose),
      tasks: fill(setting.tasks),
      users: fill(setting.users),
      volume: fill(setting.volume),
    },
    {
      description: fill(subject.description),
      digest: subject.digest,
      id: derivedId('subject', ''),
      kind: 'subject',
      name: fill(subject.name),
      version: fill(subject.version),
    },
    {
      atEnd: document.facts.window.ends,
      id: derivedId('decision', ''),
      kind: 'decision',
      module: document.module,
      notCovered: document.facts.notCovered.map(fill),
      question: fill(document.facts.decision),
      root: document.root,
      title: fill(document.title),
      window: windowOf(document),
    },
    { id: derivedId('changelog', ''), kind: 'changelog', text: facts.changelog },
    ...document.facts.outcomes.flatMap((outcome, position): SnapshotRecord[] => [
      {
        criterion: fill(outcome.criterion),
        id: outcome.id,
        kind: 'outcome',
        position,
        text: fill(outcome.text),
      },
      ...identifierRecords(outcome.id, outcome.identifier),
    ]),
    ...document.facts.failureConditions.map((condition, position): SnapshotRecord => ({
      id: condition.id,
      kind: 'failure-condition',
      position,
      text: fill(condition.text),
      trigger: fill(condition.trigger),
      unmonitorable: condition.unmonitorable,
    })),
  ];
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
