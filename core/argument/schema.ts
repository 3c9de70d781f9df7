import * as z from 'zod';
import {
  AUTHOR_CLAIMS,
  CITING_KINDS,
  COMPARATORS,
  CONDITION_KINDS,
  DEFEATER_KINDS,
  DEFEATER_ORIGINS,
  DEFEAT_OUTCOMES,
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
  type AwayReference,
  type CaseDocument,
  type Choice,
  type ClaimPoint,
  type DefeatDecision,
  type Defeater,
  type Multiplicity,
} from './document';
import { ID_PATTERN } from './ids';
import { LIMITS } from './limits';
import { richTextSchema } from './richText';
import { isWellFormed } from './text';

/**
 * The strict schema of the case document: unknown keys, over-long text, malformed ids and lone
 * surrogates are refused. Rules about the argument (links, cycles, gaps) are in core/checks.
 */

const text = (max: number) =>
  z
    .string()
    .max(max, `is longer than ${max} characters`)
    .refine(isWellFormed, 'holds half of a surrogate pair');
const required = (max: number) => text(max).min(1, 'is empty');

export const idSchema = z.string().regex(ID_PATTERN, 'is not an id of 32 lower-case hex digits');
const ids = (max: number) => z.array(idSchema).max(max);
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 digest of 64 hex digits');

export const choiceSchema: z.ZodType<Choice> = z.strictObject({
  min: z.int().min(0).max(LIMITS.choiceBranches),
  label: required(LIMITS.identifier).optional(),
  of: ids(LIMITS.choiceBranches),
  optional: ids(LIMITS.choiceBranches),
  supportingOnly: ids(LIMITS.choiceBranches),
});

export const awaySchema: z.ZodType<AwayReference> = z.strictObject({
  module: text(LIMITS.module),
  node: text(LIMITS.identifier),
  baseDigest: digest.nullable(),
  recordId: idSchema.nullable(),
  textLeaf: digest.nullable(),
});

export const defeaterTargetSchema: z.ZodType<Defeater['target']> = z.union([
  z.strictObject({ node: idSchema }),
  z.strictObject({ link: idSchema }),
  z.strictObject({ defeater: idSchema }),
]);

export const claimPointTargetSchema: z.ZodType<ClaimPoint['target']> = z.union([
  z.strictObject({ node: idSchema }),
  z.strictObject({ link: idSchema }),
]);

export const defeatSchema: z.ZodType<DefeatDecision> = z.strictObject({
  outcome: z.enum(DEFEAT_OUTCOMES),
  reason: text(LIMITS.statement),
});

const instances = z.int().min(0).max(LIMITS.multiplicity);
export const multiplicitySchema: z.ZodType<Multiplicity> = z.strictObject({
  min: instances,
  max: instances.nullable(),
  label: text(LIMITS.identifier),
});

export const annotationsSchema = z
  .record(required(LIMITS.module), text(LIMITS.prose))
  .refine((map) => Object.keys(map).length <= LIMITS.annotations, 'has too many entries');

export const textMapSchema = z
  .record(required(LIMITS.line), text(LIMITS.prose))
  .refine((map) => Object.keys(map).length <= LIMITS.templateEntries, 'has too many entries');
export const aliasesSchema = z
  .record(idSchema, required(LIMITS.identifier))
  .refine((map) => Object.keys(map).length <= LIMITS.setMembers, 'has too many entries');
export const linesSchema = (max: number) => z.array(text(LIMITS.statement)).max(max);
export const dispositionsSchema = z.array(z.enum(DISPOSITIONS)).max(DISPOSITIONS.length);

const node = z.strictObject({
  id: idSchema,
  kind: z.enum(NODE_KINDS),
  identifier: text(LIMITS.identifier),
  text: text(LIMITS.statement),
  module: text(LIMITS.module),
  undeveloped: z.boolean(),
  public: z.boolean(),
  reach: z.enum(REACHES).nullable(),
  claim: z.enum(AUTHOR_CLAIMS),
  openProblem: z.enum(OPEN_PROBLEM_BASES).nullable(),
  evidenceNeeded: text(LIMITS.statement),
  sourceSection: text(LIMITS.line),
  provenance: z.enum(PROVENANCE_MARKS).nullable(),
  notes: text(LIMITS.prose),
  choice: choiceSchema.nullable(),
  away: awaySchema.nullable(),
  localNote: text(LIMITS.statement),
  collapsed: z.boolean(),
  uninstantiated: z.boolean().default(false),
  toBeSupportedByContract: z.boolean().default(false),
  instantiation: text(LIMITS.line).default(''),
  defeat: defeatSchema.nullable().default(null),
  annotations: annotationsSchema.default({}),
});

const link = z.strictObject({
  id: idSchema,
  kind: z.enum(LINK_KINDS),
  from: idSchema,
  to: idSchema,
  rank: required(LIMITS.rank),
  multiplicity: multiplicitySchema.nullable().default(null),
  defeat: defeatSchema.nullable().default(null),
});

const condition = z.strictObject({
  id: idSchema,
  identifier: text(LIMITS.identifier),
  kind: z.enum(CONDITION_KINDS),
  text: text(LIMITS.statement),
  severity: z.enum(SEVERITIES),
  protects: ids(LIMITS.setMembers),
  dispositionsAllowed: dispositionsSchema,
  rank: required(LIMITS.rank),
});

const defeater = z.strictObject({
  id: idSchema,
  identifier: text(LIMITS.identifier),
  kind: z.enum(DEFEATER_KINDS),
  text: text(LIMITS.statement),
  origin: z.enum(DEFEATER_ORIGINS),
  target: defeaterTargetSchema,
  response: text(LIMITS.prose),
  argument: idSchema.nullable().default(null),
  defeat: defeatSchema.nullable().default(null),
});

const claimPoint = z.strictObject({
  id: idSchema,
  identifier: text(LIMITS.identifier),
  target: claimPointTargetSchema,
  argument: idSchema.nullable(),
  module: text(LIMITS.module),
});

const caseModule = z.strictObject({
  id: idSchema,
  name: required(LIMITS.module),
  kind: z.enum(MODULE_KINDS),
  within: text(LIMITS.module).default(''),
  title: text(LIMITS.title),
  description: text(LIMITS.prose),
  annotations: annotationsSchema,
});

const namedInterface = z.strictObject({
  id: idSchema,
  module: text(LIMITS.module),
  name: text(LIMITS.module),
  description: text(LIMITS.prose),
  elements: ids(LIMITS.setMembers),
  aliases: aliasesSchema.default({}),
});

const evidence = z.strictObject({
  id: idSchema,
  node: idSchema,
  evidence: required(LIMITS.line),
  shows: text(LIMITS.statement),
});

const criterion = z.strictObject({
  id: idSchema,
  node: idSchema,
  metric: text(LIMITS.line),
  comparator: z.enum(COMPARATORS),
  value: text(LIMITS.identifier),
  unit: text(LIMITS.identifier),
  failure: text(LIMITS.statement),
});

const indicator = z.strictObject({
  id: idSchema,
  identifier: text(LIMITS.identifier),
  node: idSchema,
  title: text(LIMITS.line),
  definition: text(LIMITS.statement),
  source: text(LIMITS.line),
  unit: text(LIMITS.identifier),
  comparator: z.enum(COMPARATORS),
  amber: text(LIMITS.identifier),
  red: text(LIMITS.identifier),
  period: text(LIMITS.identifier),
  grace: text(LIMITS.identifier),
  critical: z.boolean(),
});

const parameter = z.strictObject({
  name: required(LIMITS.parameterName),
  description: text(LIMITS.statement),
  value: text(LIMITS.prose),
  index: z.boolean(),
  type: z.enum(PARAMETER_TYPES).default('text'),
});

const facts = z.strictObject({
  subject: z.strictObject({
    name: text(LIMITS.line),
    version: text(LIMITS.line),
    description: text(LIMITS.prose),
    digest: text(LIMITS.line),
  }),
  setting: z.strictObject({
    name: text(LIMITS.line),
    purpose: text(LIMITS.prose),
    users: text(LIMITS.prose),
    tasks: text(LIMITS.prose),
    permissions: text(LIMITS.prose),
    oversight: text(LIMITS.prose),
    volume: text(LIMITS.prose),
  }),
  decision: text(LIMITS.prose),
  window: z.strictObject({
    from: text(LIMITS.identifier),
    until: text(LIMITS.identifier),
    zone: text(LIMITS.module),
    ends: z.enum(WINDOW_ENDS),
  }),
  outcomes: z
    .array(
      z.strictObject({
        id: idSchema,
        identifier: text(LIMITS.identifier),
        text: text(LIMITS.statement),
        criterion: text(LIMITS.statement),
      }),
    )
    .max(LIMITS.facts),
  failureConditions: z
    .array(
      z.strictObject({
        id: idSchema,
        text: text(LIMITS.statement),
        trigger: text(LIMITS.statement),
        unmonitorable: z.boolean(),
      }),
    )
    .max(LIMITS.facts),
  notCovered: z.array(text(LIMITS.statement)).max(LIMITS.facts),
});

const contract = z.strictObject({
  baseModule: text(LIMITS.module),
  baseRelease: text(LIMITS.line),
  cites: z
    .array(
      z.strictObject({
        away: idSchema,
        node: text(LIMITS.identifier),
        citing: z.enum(CITING_KINDS),
        localContexts: ids(LIMITS.setMembers),
        note: text(LIMITS.statement),
      }),
    )
    .max(LIMITS.contract),
  matches: z
    .array(z.strictObject({ id: idSchema, away: idSchema, context: idSchema, local: idSchema }))
    .max(LIMITS.matches)
    .default([]),
  dispositions: z
    .array(
      z.strictObject({
        condition: required(LIMITS.line),
        disposition: z.enum(DISPOSITIONS),
        by: ids(LIMITS.setMembers),
        owner: text(LIMITS.line),
        compensating: text(LIMITS.statement),
        reviewBy: text(LIMITS.line),
        rationale: text(LIMITS.statement),
        evidenceNeeded: text(LIMITS.statement),
      }),
    )
    .max(LIMITS.contract),
});

const template = z.strictObject({
  id: text(LIMITS.module),
  version: text(LIMITS.identifier),
  notation: text(LIMITS.statement),
  basedOn: text(LIMITS.statement),
  provenanceKey: textMapSchema,
  fieldNotes: textMapSchema,
  honestLimits: linesSchema(LIMITS.templateEntries),
});

/** Single records of the lists that may be long, for whoever looks at them one by one. */
export const recordSchemas = {
  nodes: node,
  links: link,
  conditions: condition,
  defeaters: defeater,
  claimPoints: claimPoint,
  evidence,
  criteria: criterion,
} as const;

/** {@link CaseDocument}, strict. */
export const caseDocumentSchema: z.ZodType<CaseDocument> = z.strictObject({
  schema: z.literal('casewright/1'),
  kind: z.enum(['base', 'supplement']),
  title: text(LIMITS.title),
  module: text(LIMITS.module),
  root: idSchema.nullable(),
  parameters: z.array(parameter).max(LIMITS.parameters),
  nodes: z.array(node).max(LIMITS.nodes),
  links: z.array(link).max(LIMITS.links),
  conditions: z.array(condition).max(LIMITS.conditions),
  defeaters: z.array(defeater).max(LIMITS.defeaters),
  claimPoints: z.array(claimPoint).max(LIMITS.claimPoints).default([]),
  modules: z.array(caseModule).max(LIMITS.modules).default([]),
  interfaces: z.array(namedInterface).max(LIMITS.interfaces).default([]),
  evidence: z.array(evidence).max(LIMITS.evidence),
  criteria: z.array(criterion).max(LIMITS.criteria),
  indicators: z.array(indicator).max(LIMITS.indicators).default([]),
  facts,
  contract: contract.nullable(),
  template: template.nullable(),
  bodies: z.record(idSchema, richTextSchema),
});
