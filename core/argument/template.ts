import * as z from 'zod';
import {
  CITING_KINDS,
  CONDITION_KINDS,
  DISPOSITIONS,
  NODE_KINDS,
  OPEN_PROBLEM_BASES,
  PROVENANCE_MARKS,
  REACHES,
  SEVERITIES,
  type ArgumentLink,
  type ArgumentNode,
  type CaseDocument,
  type Choice,
  type Defeater,
  type Id,
} from './document';
import { blankDefeater, blankLink, blankNode } from './blank';
import { newId, type IdSource } from './ids';
import { ranksFrom } from './rank';
import { emptyFacts } from './facts';
import { normaliseDocument } from './structureDoc';

/**
 * The YAML form of a template. Strict: a key that this loader does not carry is an error, so
 * that no field of a template can be lost unseen.
 */
const templateSchema = z.strictObject({
  meta: z.strictObject({
    id: z.string(),
    title: z.string(),
    kind: z.enum(['base', 'supplement']),
    version: z.string(),
    notation: z.string(),
    based_on: z.string(),
    provenance_key: z.record(z.string(), z.string()),
    honest_limits: z.array(z.string()).default([]),
    parameters: z.array(z.strictObject({ name: z.string(), description: z.string() })),
    extra_fields: z.record(z.string(), z.string()).default({}),
  }),
  root: z.string(),
  label: z
    .strictObject({
      indications: z.array(z.string()),
      contraindications: z.array(z.string()),
      warnings: z.array(z.string()),
      required_controls: z.array(z.string()),
    })
    .optional(),
  contract: z
    .strictObject({
      base_module: z.string(),
      base_release: z.string(),
      cites: z.array(
        z.strictObject({
          away: z.string(),
          node: z.string(),
          citing: z.enum(CITING_KINDS),
          local_contexts: z.array(z.string()),
          // Contract states are facts that an assessor sets; a template can only be unverified.
          status: z.literal('unverified'),
          note: z.string().default(''),
        }),
      ),
      dispositions: z.array(
        z.strictObject({
          cou: z.string(),
          disposition: z.enum(DISPOSITIONS),
          by: z.array(z.string()),
          owner: z.string().default(''),
          compensating: z.string().default(''),
          review_by: z.string().default(''),
          rationale: z.string().default(''),
          evidence_needed: z.string().default(''),
        }),
      ),
    })
    .optional(),
  conditions_of_use: z
    .array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(CONDITION_KINDS),
        text: z.string(),
        protects: z.array(z.string()),
        disposition_allowed: z.array(z.enum(DISPOSITIONS)),
        severity: z.enum(SEVERITIES),
      }),
    )
    .default([]),
  nodes: z.array(
    z.strictObject({
      id: z.string(),
      type: z.enum(NODE_KINDS),
      text: z.string().default(''),
      supportedBy: z.array(z.string()),
      inContextOf: z.array(z.string()),
      undeveloped: z.boolean(),
      public: z.boolean().default(false),
      reach: z.enum(REACHES).nullable().default(null),
      open_problem: z.boolean().default(false),
      open_basis: z.enum(OPEN_PROBLEM_BASES).default('unstated'),
      evidence_needed: z.string().default(''),
      'source-section': z.string(),
      origin: z.enum(PROVENANCE_MARKS),
      notes: z.string(),
      defeaters: z.array(z.string()).default([]),
      choice: z
        .strictObject({
          min: z.int(),
          of: z.array(z.string()),
          optional: z.array(z.string()).default([]),
          supporting_only: z.array(z.string()).default([]),
        })
        .optional(),
      awayRef: z.strictObject({ module: z.string(), node: z.string() }).optional(),
      localNote: z.string().default(''),
    }),
  ),
});
type Template = z.infer<typeof templateSchema>;
type TemplateNode = Template['nodes'][number];

/** Thrown when a value is no template; the message says where and why. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  /** `nodes.3.text`; empty for the whole. */
  readonly path: string;
  constructor(message: string, path = '') {
    super(message);
    this.path = path;
  }
}

/**
 * Reads a template into a fresh case document: every claim is a draft, no parameter has a value
 * and nothing is supported.
 *
 * GSN allows the undeveloped decorator on goals and strategies only (Table 1:2-1); templates also
 * write it on solutions, where it means "no evidence yet". A solution without an evidence
 * reference says the same in this model, so the mark is kept on goals and strategies alone.
 *
 * @param yaml the value of its YAML, read by whoever trusts it enough or bounds it
 * @param ids where record ids come from: random for a case, counted in tests
 * @throws TemplateError
 */
export function loadTemplate(yaml: unknown, ids: IdSource = newId): CaseDocument {
  const template = parseTemplate(yaml);
  const idOf = nodeIds(template.nodes, ids);
  const module = template.meta.id;
  const { contract, label } = template;
  return normaliseDocument({
    schema: 'casewright/1',
    kind: template.meta.kind,
    title: template.meta.title,
    module,
    root: idOf(template.root),
    parameters: template.meta.parameters.map(({ name, description }) => ({
      name,
      description,
      value: '',
      index: /\bindex\b/i.test(description),
      type: 'text',
    })),
    nodes: template.nodes.map((node) => argumentNode(node, module, idOf)),
    links: template.nodes.flatMap((node) => argumentLinks(node, ids, idOf)),
    conditions: withRanks(
      [...template.conditions_of_use, ...(label ? labelConditions(label, template.root) : [])],
      (condition, rank) => ({
        id: ids(),
        identifier: condition.id,
        kind: condition.kind,
        text: condition.text,
        severity: condition.severity,
        protects: condition.protects.map(idOf),
        dispositionsAllowed: condition.disposition_allowed,
        rank,
      }),
    ),
    defeaters: checklistDefeaters(template.nodes, ids, idOf),
    claimPoints: [],
    modules: [],
    interfaces: [],
    evidence: [],
    criteria: [],
    indicators: [],
    facts: emptyFacts(),
    contract: contract
      ? {
          baseModule: contract.base_module,
          baseRelease: contract.base_release,
          cites: contract.cites.map((cite) => ({
            away: idOf(cite.away),
            node: cite.node,
            citing: cite.citing,
            localContexts: cite.local_contexts.map(idOf),
            note: cite.note,
          })),
          matches: [],
          dispositions: contract.dispositions.map((disposition) => ({
            condition: disposition.cou,
            disposition: disposition.disposition,
            by: disposition.by.map(idOf),
            owner: disposition.owner,
            compensating: disposition.compensating,
            reviewBy: disposition.review_by,
            rationale: disposition.rationale,
            evidenceNeeded: disposition.evidence_needed,
          })),
        }
      : null,
    template: {
      id: template.meta.id,
      version: template.meta.version,
      notation: template.meta.notation,
      basedOn: template.meta.based_on,
      provenanceKey: template.meta.provenance_key,
      fieldNotes: template.meta.extra_fields,
      honestLimits: template.meta.honest_limits,
    },
    bodies: {},
  });
}

function parseTemplate(yaml: unknown): Template {
  const result = templateSchema.safeParse(yaml);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path.join('.') ?? '';
  throw new TemplateError(
    `The template is not valid at ${path || 'its top'}: ${issue?.message ?? ''}.`,
    path,
  );
}

function nodeIds(nodes: readonly TemplateNode[], ids: IdSource): (identifier: string) => Id {
  const byIdentifier = new Map<string, Id>();
  for (const { id } of nodes) {
    if (byIdentifier.has(id)) throw new TemplateError(`The template has two nodes named ${id}.`);
    byIdentifier.set(id, ids());
  }
  return (identifier) => {
    const id = byIdentifier.get(identifier);
    if (id === undefined) throw new TemplateError(`The template has no node named ${identifier}.`);
    return id;
  };
}

/**
 * The label lines of a template as conditions of use: labels are generated from conditions and never
 * typed (domain rule 47). They protect the root, since the template does not say which claim falls.
 */
function labelConditions(
  label: NonNullable<Template['label']>,
  root: string,
): Template['conditions_of_use'] {
  const prefix = root.replace(/\d+$/, '');
  const lines = [
    ...label.indications.map((text) => ({ text, kind: 'indication', severity: 'major' }) as const),
    ...label.contraindications.map(
      (text) => ({ text, kind: 'contraindication', severity: 'critical' }) as const,
    ),
    ...label.warnings.map((text) => ({ text, kind: 'warning', severity: 'major' }) as const),
    ...label.required_controls.map(
      (text) => ({ text, kind: 'required-control', severity: 'critical' }) as const,
    ),
  ];
  return lines.map((line, index) => ({
    ...line,
    id: `${prefix}-COU-${String(index + 1).padStart(2, '0')}`,
    protects: [root],
    disposition_allowed: ['discharge'],
  }));
}

function argumentNode(
  node: TemplateNode,
  module: string,
  idOf: (identifier: string) => Id,
): ArgumentNode {
  const mayBeUndeveloped = node.type === 'goal' || node.type === 'strategy';
  return blankNode({
    id: idOf(node.id),
    kind: node.type,
    identifier: node.id,
    text: node.text,
    module,
    undeveloped: node.undeveloped && mayBeUndeveloped,
    public: node.public,
    reach: node.reach,
    openProblem: node.open_problem ? node.open_basis : null,
    evidenceNeeded: node.evidence_needed,
    sourceSection: node['source-section'],
    provenance: node.origin,
    notes: node.notes,
    choice: node.choice ? choiceOf(node.choice, idOf) : null,
    away: node.awayRef
      ? { ...node.awayRef, baseDigest: null, recordId: null, textLeaf: null }
      : null,
    localNote: node.localNote,
  });
}

function choiceOf(
  choice: NonNullable<TemplateNode['choice']>,
  idOf: (identifier: string) => Id,
): Choice {
  return {
    min: choice.min,
    of: choice.of.map(idOf),
    optional: choice.optional.map(idOf),
    supportingOnly: choice.supporting_only.map(idOf),
  };
}

function argumentLinks(
  node: TemplateNode,
  ids: IdSource,
  idOf: (identifier: string) => Id,
): ArgumentLink[] {
  const from = idOf(node.id);
  return [
    ...withRanks(node.supportedBy, (to, rank): ArgumentLink => {
      return blankLink({ id: ids(), kind: 'supported-by', from, to: idOf(to), rank });
    }),
    ...withRanks(node.inContextOf, (to, rank): ArgumentLink => {
      return blankLink({ id: ids(), kind: 'in-context-of', from, to: idOf(to), rank });
    }),
  ];
}

/** The template's standard doubts, opened by nobody yet answered: D1, D2, … in reading order. */
function checklistDefeaters(
  nodes: readonly TemplateNode[],
  ids: IdSource,
  idOf: (identifier: string) => Id,
): Defeater[] {
  const doubts = nodes.flatMap((node) => node.defeaters.map((text) => ({ text, node })));
  return doubts.map(({ text, node }, index) =>
    blankDefeater({
      id: ids(),
      identifier: `D${index + 1}`,
      // A doubt about a strategy questions the step, not a claim.
      kind: node.type === 'strategy' ? 'undercut' : 'rebut',
      text,
      origin: 'checklist',
      target: { node: idOf(node.id) },
    }),
  );
}

function withRanks<T, R>(items: readonly T[], make: (item: T, rank: string) => R): R[] {
  const ranks = ranksFrom(items.length);
  return items.map((item, index) => make(item, ranks[index] ?? ''));
}
