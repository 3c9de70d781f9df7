import type * as Y from 'yjs';
import * as z from 'zod';
import {
  AUTHOR_CLAIMS,
  CITING_KINDS,
  COMPARATORS,
  CONDITION_KINDS,
  DEFEATER_KINDS,
  DEFEATER_ORIGINS,
  DISPOSITIONS,
  LINK_KINDS,
  MODULE_KINDS,
  NODE_KINDS,
  OPEN_PROBLEM_BASES,
  PARAMETER_TYPES,
  PROVENANCE_MARKS,
  REACHES,
  SEVERITIES,
  WINDOW_ENDS,
  type ArgumentLink,
  type ArgumentNode,
  type CaseModule,
  type ClaimPoint,
  type ConditionOfUse,
  type ContextMatch,
  type ContractCitation,
  type ContractDisposition,
  type Criterion,
  type Defeater,
  type Disposition,
  type EvidenceReference,
  type FailureCondition,
  type Indicator,
  type NamedInterface,
  type Outcome,
  type TemplateOrigin,
  type TemplateParameter,
} from './document';
import {
  fixed,
  flag,
  idSet,
  isEmptyRecord,
  json,
  line,
  oneOf,
  oneOfOrNull,
  prose,
  reference,
  referenceOrNull,
  requiredLine,
  type Field,
  type Shape,
} from './fields';
import { LIMITS } from './limits';
import {
  aliasesSchema,
  annotationsSchema,
  awaySchema,
  choiceSchema,
  claimPointTargetSchema,
  defeaterTargetSchema,
  defeatSchema,
  dispositionsSchema,
  linesSchema,
  multiplicitySchema,
  textMapSchema,
} from './schema';

/**
 * The yjs form of the structure document, as one table: which root maps exist, which keys their
 * entries have and what may stand there. Writer, reader, edit operations and the collaboration
 * gate all follow it, so they can't disagree.
 *
 * Every field is its own register: two people changing different fields of one node both win.
 * Statements and other prose are Y.Text: two people typing in one statement both win. Maps and
 * texts of an existing entry are changed in place and never set again, which would detach open
 * editors and lose what a colleague is typing; the server alone writes rested texts anew, and pages
 * know what to do then (docs/decisions/0010).
 */

/** Fields that a document type must have, all of them, so that the table can't miss one. */
type Complete<T> = Readonly<Record<Exclude<keyof T, 'id'>, Field<unknown>>>;
/** The same for lists whose order their authors choose. */
type Ranked<T> = Complete<T> & { readonly rank: Field<string> };

const rank = () => requiredLine(LIMITS.rank);
const defeat = () => json(defeatSchema.nullable(), null);

function annotations(): Field<Record<string, string>> {
  const field = json<Record<string, string>>(annotationsSchema, {});
  // Few records have any.
  const accepts = (value: unknown): value is Record<string, string> =>
    isEmptyRecord(value) || field.accepts(value);
  return { ...field, accepts };
}

const NODE = {
  kind: oneOf(NODE_KINDS, 'goal'),
  identifier: line(LIMITS.identifier),
  text: prose(LIMITS.statement),
  module: line(LIMITS.module),
  undeveloped: flag(),
  public: flag(),
  reach: oneOfOrNull(REACHES),
  claim: oneOf(AUTHOR_CLAIMS, 'draft'),
  openProblem: oneOfOrNull(OPEN_PROBLEM_BASES),
  evidenceNeeded: line(LIMITS.statement),
  sourceSection: line(LIMITS.line),
  provenance: oneOfOrNull(PROVENANCE_MARKS),
  notes: prose(LIMITS.prose),
  choice: json(choiceSchema.nullable(), null),
  away: json(awaySchema.nullable(), null),
  localNote: prose(LIMITS.statement),
  collapsed: flag(),
  uninstantiated: flag(),
  toBeSupportedByContract: flag(),
  instantiation: line(),
  defeat: defeat(),
  annotations: annotations(),
} as const satisfies Complete<ArgumentNode>;

const LINK = {
  kind: oneOf(LINK_KINDS),
  from: reference(),
  to: reference(),
  rank: rank(),
  multiplicity: json(multiplicitySchema.nullable(), null),
  defeat: defeat(),
} as const satisfies Complete<ArgumentLink>;

const CONDITION = {
  identifier: line(LIMITS.identifier),
  kind: oneOf(CONDITION_KINDS, 'warning'),
  text: prose(LIMITS.statement),
  severity: oneOf(SEVERITIES, 'critical'),
  protects: idSet(),
  dispositionsAllowed: json<Disposition[]>(dispositionsSchema, []),
  rank: rank(),
} as const satisfies Complete<ConditionOfUse>;

const DEFEATER = {
  identifier: line(LIMITS.identifier),
  kind: oneOf(DEFEATER_KINDS, 'rebut'),
  text: prose(LIMITS.statement),
  origin: oneOf(DEFEATER_ORIGINS, 'author'),
  target: json(defeaterTargetSchema, undefined),
  response: prose(LIMITS.prose),
  argument: referenceOrNull(),
  defeat: defeat(),
} as const satisfies Complete<Defeater>;

const CLAIM_POINT = {
  identifier: line(LIMITS.identifier),
  target: json(claimPointTargetSchema, undefined),
  argument: referenceOrNull(),
  module: line(LIMITS.module),
} as const satisfies Complete<ClaimPoint>;

const MODULE = {
  name: requiredLine(LIMITS.module),
  kind: oneOf(MODULE_KINDS, 'module'),
  within: line(LIMITS.module),
  title: line(LIMITS.title),
  description: prose(LIMITS.prose),
  annotations: annotations(),
} as const satisfies Complete<CaseModule>;

const INTERFACE = {
  module: line(LIMITS.module),
  name: line(LIMITS.module),
  description: prose(LIMITS.prose),
  elements: idSet(),
  aliases: json<Record<string, string>>(aliasesSchema, {}),
} as const satisfies Complete<NamedInterface>;

const EVIDENCE = {
  node: reference(),
  evidence: requiredLine(),
  shows: prose(LIMITS.statement),
} as const satisfies Complete<EvidenceReference>;

const CRITERION = {
  node: reference(),
  metric: line(),
  comparator: oneOf(COMPARATORS, '<='),
  value: line(LIMITS.identifier),
  unit: line(LIMITS.identifier),
  failure: prose(LIMITS.statement),
} as const satisfies Complete<Criterion>;

const INDICATOR = {
  node: reference(),
  identifier: line(LIMITS.identifier),
  title: line(),
  definition: prose(LIMITS.statement),
  source: line(),
  unit: line(LIMITS.identifier),
  comparator: oneOf(COMPARATORS, '<='),
  amber: line(LIMITS.identifier),
  red: line(LIMITS.identifier),
  period: line(LIMITS.identifier),
  grace: line(LIMITS.identifier),
  critical: flag(),
} as const satisfies Complete<Indicator>;

const PARAMETER = {
  description: line(LIMITS.statement),
  value: line(LIMITS.prose),
  index: flag(),
  type: oneOf(PARAMETER_TYPES, 'text'),
  rank: rank(),
} as const satisfies Ranked<Omit<TemplateParameter, 'name'>>;

const OUTCOME = {
  identifier: line(LIMITS.identifier),
  text: prose(LIMITS.statement),
  criterion: prose(LIMITS.statement),
  rank: rank(),
} as const satisfies Ranked<Outcome>;

const FAILURE = {
  text: prose(LIMITS.statement),
  trigger: prose(LIMITS.statement),
  unmonitorable: flag(),
  rank: rank(),
} as const satisfies Ranked<FailureCondition>;

const EXCLUSION = { text: prose(LIMITS.statement), rank: rank() } as const satisfies Shape;

const CITE = {
  away: reference(),
  node: line(LIMITS.identifier),
  citing: oneOf(CITING_KINDS, 'bounded-with-context-match'),
  localContexts: idSet(),
  note: prose(LIMITS.statement),
  rank: rank(),
} as const satisfies Ranked<ContractCitation>;

const MATCH = {
  away: reference(),
  context: reference(),
  local: reference(),
} as const satisfies Complete<ContextMatch>;

const DISPOSITION = {
  condition: requiredLine(),
  disposition: oneOf(DISPOSITIONS, 'discharge'),
  by: idSet(),
  owner: line(),
  compensating: prose(LIMITS.statement),
  reviewBy: line(),
  rationale: prose(LIMITS.statement),
  evidenceNeeded: line(LIMITS.statement),
  rank: rank(),
} as const satisfies Ranked<ContractDisposition>;

/** Roots that map record ids (parameters: names) to entries. */
export const ENTRY_ROOTS = {
  nodes: { fields: NODE, max: LIMITS.nodes, key: 'id' },
  links: { fields: LINK, max: LIMITS.links, key: 'id' },
  conditions: { fields: CONDITION, max: LIMITS.conditions, key: 'id' },
  defeaters: { fields: DEFEATER, max: LIMITS.defeaters, key: 'id' },
  claimPoints: { fields: CLAIM_POINT, max: LIMITS.claimPoints, key: 'id' },
  modules: { fields: MODULE, max: LIMITS.modules, key: 'id' },
  interfaces: { fields: INTERFACE, max: LIMITS.interfaces, key: 'id' },
  evidence: { fields: EVIDENCE, max: LIMITS.evidence, key: 'id' },
  criteria: { fields: CRITERION, max: LIMITS.criteria, key: 'id' },
  indicators: { fields: INDICATOR, max: LIMITS.indicators, key: 'id' },
  parameters: { fields: PARAMETER, max: LIMITS.parameters, key: 'name' },
  outcomes: { fields: OUTCOME, max: LIMITS.facts, key: 'id' },
  failures: { fields: FAILURE, max: LIMITS.facts, key: 'id' },
  exclusions: { fields: EXCLUSION, max: LIMITS.facts, key: 'id' },
  cites: { fields: CITE, max: LIMITS.contract, key: 'id' },
  matches: { fields: MATCH, max: LIMITS.matches, key: 'id' },
  dispositions: { fields: DISPOSITION, max: LIMITS.contract, key: 'id' },
} as const satisfies Record<string, { fields: Shape; max: number; key: 'id' | 'name' }>;
export type EntryRoot = keyof typeof ENTRY_ROOTS;
export type FieldsOf<R extends EntryRoot> = (typeof ENTRY_ROOTS)[R]['fields'];

/** The facts of a case, by dotted path. */
export const FACTS = {
  'subject.name': line(),
  'subject.version': line(),
  'subject.description': prose(LIMITS.prose),
  'subject.digest': line(),
  'setting.name': line(),
  'setting.purpose': prose(LIMITS.prose),
  'setting.users': prose(LIMITS.prose),
  'setting.tasks': prose(LIMITS.prose),
  'setting.permissions': prose(LIMITS.prose),
  'setting.oversight': prose(LIMITS.prose),
  'setting.volume': prose(LIMITS.prose),
  decision: prose(LIMITS.prose),
  'window.from': line(LIMITS.identifier),
  'window.until': line(LIMITS.identifier),
  'window.zone': line(LIMITS.module),
  'window.ends': oneOf(WINDOW_ENDS, ''),
} as const satisfies Shape;
export type FactPath = keyof typeof FACTS;

const TEMPLATE = {
  id: fixed(line(LIMITS.module)),
  version: fixed(line(LIMITS.identifier)),
  notation: fixed(line(LIMITS.statement)),
  basedOn: fixed(line(LIMITS.statement)),
  provenanceKey: fixed(json<Record<string, string>>(textMapSchema, {})),
  fieldNotes: fixed(json<Record<string, string>>(textMapSchema, {})),
  honestLimits: fixed(json<string[]>(linesSchema(LIMITS.templateEntries), [])),
} as const satisfies Readonly<Record<keyof TemplateOrigin, Field<unknown>>>;

/** Roots that hold fixed keys. */
export const REGISTER_ROOTS = {
  meta: {
    schema: fixed(json<1>(z.literal(1), 1)),
    kind: fixed(oneOf(['base', 'supplement'], 'base')),
    module: line(LIMITS.module),
    root: referenceOrNull(),
    title: prose(LIMITS.title),
  },
  facts: FACTS,
  contract: { baseModule: line(LIMITS.module), baseRelease: line() },
  template: TEMPLATE,
} as const satisfies Record<string, Shape>;
export type RegisterRoot = keyof typeof REGISTER_ROOTS;

export type RootName = EntryRoot | RegisterRoot;
export const ROOT_NAMES: readonly RootName[] = [
  'meta',
  'nodes',
  'links',
  'conditions',
  'defeaters',
  'claimPoints',
  'modules',
  'interfaces',
  'evidence',
  'criteria',
  'indicators',
  'parameters',
  'facts',
  'outcomes',
  'failures',
  'exclusions',
  'contract',
  'cites',
  'matches',
  'dispositions',
  'template',
];

/** Names of a case's collaborative documents: the structure, and one body per node. */
export const STRUCTURE_DOCUMENT = 'structure';
export const BODY_ROOT = 'body';
export function bodyDocument(node: string): string {
  return `body:${node}`;
}

/** A root map of the structure document. */
export function rootMap(doc: Y.Doc, name: RootName): Y.Map<unknown> {
  return doc.getMap(name);
}

export function isEntryRoot(name: string): name is EntryRoot {
  return Object.hasOwn(ENTRY_ROOTS, name);
}

export function isRegisterRoot(name: string): name is RegisterRoot {
  return Object.hasOwn(REGISTER_ROOTS, name);
}
