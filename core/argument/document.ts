/**
 * The case document: what authors write, as one plain value.
 *
 * The collaborative form (yjs) is read into this value and every rule, layout, diff, freeze and
 * export works on it. It is also the body of the Casewright JSON exchange format.
 *
 * Ids are random 128-bit values as 32 lower-case hex digits. They never change and never carry
 * meaning; people read `identifier` (G1, S1.2, COU-03) instead.
 *
 * GSN terms follow the GSN Community Standard v3 (SCSC-141C).
 */

/** 32 lower-case hex digits. */
export type Id = string;

/** GSN core elements (1:2.1), away elements, module and contract references (Table 1:4-1). */
export const NODE_KINDS = [
  'goal',
  'strategy',
  'solution',
  'context',
  'assumption',
  'justification',
  'away-goal',
  'away-solution',
  'away-context',
  'away-assumption',
  'away-justification',
  'module',
  'contract',
] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/** SupportedBy and InContextOf (Table 1:2-2). Challenges are carried by defeaters. */
export const LINK_KINDS = ['supported-by', 'in-context-of'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** What the author says of a node; never what an assessor judged. */
export const AUTHOR_CLAIMS = ['draft', 'claimed', 'not-claimed'] as const;
export type AuthorClaim = (typeof AUTHOR_CLAIMS)[number];

/**
 * Absolute: may be inherited by a supplement as it stands.
 * Bounded: holds in this setting only; a supplement needs a confirmed context match.
 */
export const REACHES = ['absolute', 'bounded'] as const;
export type Reach = (typeof REACHES)[number];

/**
 * Who says that nobody can satisfy this claim with confidence today; `unstated` when a source
 * marks the problem without saying who.
 */
export const OPEN_PROBLEM_BASES = ['report', 'inferred', 'unstated'] as const;
export type OpenProblemBasis = (typeof OPEN_PROBLEM_BASES)[number];

/** How well a template's statement is sourced: read, read through notes, from memory, an addition. */
export const PROVENANCE_MARKS = ['R', 'R2', 'M', 'A'] as const;
export type ProvenanceMark = (typeof PROVENANCE_MARKS)[number];

export interface ArgumentNode {
  id: Id;
  kind: NodeKind;
  /** Unique within its module (GSN C2), for people. */
  identifier: string;
  /** The statement. Template parameters stand in braces: {system}. */
  text: string;
  module: string;
  /** The undeveloped decorator (GSN Table 1:2-1): goals and strategies only. */
  undeveloped: boolean;
  /** May be cited by a supplement (GSN public decorator, Table 1:4-1). */
  public: boolean;
  reach: Reach | null;
  claim: AuthorClaim;
  openProblem: OpenProblemBasis | null;
  /** Kind of artefact that would support the node; empty when none is named. */
  evidenceNeeded: string;
  sourceSection: string;
  provenance: ProvenanceMark | null;
  notes: string;
  /** Choice over this strategy's branches (GSN 1:3.2.2): keep at least `min` of `of`. */
  choice: Choice | null;
  /** Away goals only: what they cite. The target's text is never stored here. */
  away: AwayReference | null;
  /** Away goals only: the citing author's own note. */
  localNote: string;
  /** Sub-tree hidden in diagram and outline by its authors. */
  collapsed: boolean;
  /** The uninstantiated decorator (GSN 1:3.3), beside what braces in the text say by themselves. */
  uninstantiated: boolean;
  /** Goals only: a contract module is to support this one (GSN Table 1:4-1). */
  toBeSupportedByContract: boolean;
  /**
   * Instantiation data reference (GSN Table 1:3-3): what is argued below is a template that is filled
   * from the data named here, by the parameters of this case or in words. Empty for none.
   */
  instantiation: string;
  /** What its authors decided about a challenge to it. */
  defeat: DefeatDecision | null;
  /** Further text by name, as other tools' layers, addresses and classes carry it. */
  annotations: Record<string, string>;
}

export const DEFEAT_OUTCOMES = ['defeated', 'stands'] as const;

/**
 * Whether a challenged element or relationship is defeated (GSN Tables 1:6-1, 1:6-2). A person decides
 * and says why; what follows from the graph is a proposal only (2:11.3.4).
 */
export interface DefeatDecision {
  outcome: (typeof DEFEAT_OUTCOMES)[number];
  reason: string;
}

export interface Choice {
  /** How many of `of` are to be kept at least. */
  min: number;
  /** What stands for `min` while it is open (GSN Table 1:3-1): "m", "{m}". Absent once it is a number. */
  label?: string | undefined;
  of: Id[];
  /** Branches that may be kept beside the choice. */
  optional: Id[];
  /** Branches that may support but never be the sole support. */
  supportingOnly: Id[];
}

/** {@link https://scsc.uk/gsn | GSN v3} 1:4.2: target module and element; release digest once pinned. */
export interface AwayReference {
  module: string;
  /** Identifier of the target in its module; empty for a reference to a module or contract as a whole. */
  node: string;
  /** SHA-256 release digest (64 hex) when the base is pinned. */
  baseDigest: string | null;
  /** Record id and text commitment of the target in the pinned release. */
  recordId: Id | null;
  textLeaf: string | null;
}

export interface ArgumentLink {
  id: Id;
  kind: LinkKind;
  /** The supported or contextualised element. */
  from: Id;
  /** What supports it, or its context. */
  to: Id;
  /** Fractional index among the children of `from`. */
  rank: string;
  /** Pattern decorator (GSN 1:3.2.2); null for one instance. */
  multiplicity: Multiplicity | null;
  defeat: DefeatDecision | null;
}

/** How often a branch of a pattern is instantiated (GSN 1:3.2.2): 0 to 1 is optional. */
export interface Multiplicity {
  min: number;
  /** Null: as often as needed. */
  max: number | null;
  /** What it is repeated over: "n", "each hazard". */
  label: string;
}

export const CONDITION_KINDS = [
  'indication',
  'contraindication',
  'warning',
  'limit',
  'required-control',
  'configuration',
  'security',
  'reporting',
  'validity',
] as const;
export type ConditionKind = (typeof CONDITION_KINDS)[number];
export const DISPOSITIONS = ['discharge', 'accept-residual', 'not-applicable'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];
export const SEVERITIES = ['critical', 'major', 'minor'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface ConditionOfUse {
  id: Id;
  identifier: string;
  kind: ConditionKind;
  text: string;
  severity: Severity;
  /** Nodes that stop holding when the condition is broken. */
  protects: Id[];
  /** How a deployer may dispose of it. Critical ones are never residual. */
  dispositionsAllowed: Disposition[];
  rank: string;
}

/** Bloomfield & Rushby: rebut the claim, undercut the step, undermine the evidence. */
export const DEFEATER_KINDS = ['rebut', 'undercut', 'undermine'] as const;
export type DefeaterKind = (typeof DEFEATER_KINDS)[number];
export const DEFEATER_ORIGINS = ['checklist', 'author', 'assessor', 'public'] as const;
export type DefeaterOrigin = (typeof DEFEATER_ORIGINS)[number];

/** A doubt that challenges an element or a relationship (GSN dialectic, 1:6). */
export interface Defeater {
  id: Id;
  identifier: string;
  kind: DefeaterKind;
  text: string;
  origin: DefeaterOrigin;
  /** Exactly one of the two: GSN lets a challenge aim at any element or any relationship. */
  target: { node: Id } | { link: Id } | { defeater: Id };
  /** What the authors say to it; empty while not answered. */
  response: string;
  /** The goal or solution that makes the challenge, with the argument below it (GSN 1:6.3.8). */
  argument: Id | null;
  /** Whether the challenge is itself defeated, which re-opens its target (GSN 1:6.3.14). */
  defeat: DefeatDecision | null;
}

/**
 * Assurance claim point (GSN 1:5): where confidence in a relationship, or in what an element refers
 * to, is argued.
 */
export interface ClaimPoint {
  id: Id;
  /** ACP1 */
  identifier: string;
  target: { node: Id } | { link: Id };
  /** Top goal of the confidence argument in this case. */
  argument: Id | null;
  /** Module that holds the confidence argument when it is not this one. */
  module: string;
}

export const MODULE_KINDS = ['module', 'contract'] as const;
export type ModuleKind = (typeof MODULE_KINDS)[number];

/**
 * A module of the argument (GSN 1:4): nodes name it by `name`. Its default interface is derived: public
 * elements, goals to be supported by contract, and what it cites ({@link moduleInterfaces}).
 */
export interface CaseModule {
  id: Id;
  name: string;
  kind: ModuleKind;
  /** Name of the module that contains it (GSN 1:4.6.5, 1:4.7.4); empty for none. */
  within: string;
  title: string;
  description: string;
  annotations: Record<string, string>;
}

/**
 * An interface that a module offers beside or instead of the default one (GSN 1:4.6.2): some of its
 * elements, and of those of the modules that it contains (1:4.6.5), which are cited by its name then.
 */
export interface NamedInterface {
  id: Id;
  /** Name of the module that offers it. */
  module: string;
  name: string;
  description: string;
  elements: Id[];
  /** Identifiers by which elements are cited where they are not their own. */
  aliases: Record<Id, string>;
}

/** A solution (or claim) that rests on a registered evidence artefact. */
export interface EvidenceReference {
  id: Id;
  node: Id;
  /** Row id of the artefact in the evidence room. The version is resolved at freeze. */
  evidence: string;
  /** What it is said to show. */
  shows: string;
}

export const COMPARATORS = ['<=', '<', '>=', '>'] as const;
export type Comparator = (typeof COMPARATORS)[number];

/** Acceptance criterion on a claim: `metric comparator value`. */
export interface Criterion {
  id: Id;
  node: Id;
  /** Scorer and metric as the evaluation log names them: "accuracy/mean". */
  metric: string;
  comparator: Comparator;
  /** Decimal string: "0.01". */
  value: string;
  unit: string;
  /** What observation would show that the claim is false. */
  failure: string;
}

/**
 * Safety performance indicator on a claim (UL 4600; Cârlan et al. 2024): a figure that is read again
 * and again after release. Its limits are frozen with the release: nobody loosens them afterwards.
 */
export interface Indicator {
  id: Id;
  /** SPI-1 */
  identifier: string;
  /** The claim that it watches. */
  node: Id;
  title: string;
  /** What is measured, and how. */
  definition: string;
  /** Where readings come from. */
  source: string;
  unit: string;
  /** How a good reading compares with a limit: `>=` where higher is better. */
  comparator: Comparator;
  /** Decimal strings. A reading that does not meet `amber` is amber, one that does not meet `red` red. */
  amber: string;
  red: string;
  /** How often a reading is expected: P7D, P1D, PT6H (core/monitor/duration). */
  period: string;
  /** How much longer a reading may take before it counts as silence, written alike. */
  grace: string;
  /** Red or silent takes the release out of force. */
  critical: boolean;
}

export interface Outcome {
  id: Id;
  identifier: string;
  text: string;
  criterion: string;
}

export interface FailureCondition {
  id: Id;
  text: string;
  /** What makes us notice; empty together with `unmonitorable: false` is a finding. */
  trigger: string;
  unmonitorable: boolean;
}

export const WINDOW_ENDS = ['', 'retire', 'replace', 're-argue'] as const;

export interface Window {
  /** Local dates, inclusive: 2027-03-01. Empty while not set. */
  from: string;
  until: string;
  /** IANA time zone. */
  zone: string;
  /** What happens when it ends. */
  ends: (typeof WINDOW_ENDS)[number];
}

export interface CaseFacts {
  subject: { name: string; version: string; description: string; digest: string };
  setting: {
    name: string;
    purpose: string;
    users: string;
    tasks: string;
    permissions: string;
    oversight: string;
    volume: string;
  };
  /** The decision that this case supports, as a question in words. */
  decision: string;
  window: Window;
  outcomes: Outcome[];
  failureConditions: FailureCondition[];
  notCovered: string[];
}

/** What a value of a parameter has to be. */
export const PARAMETER_TYPES = ['text', 'number', 'date', 'url'] as const;
export type ParameterType = (typeof PARAMETER_TYPES)[number];

export interface TemplateParameter {
  name: string;
  description: string;
  /** What the braces read as; empty while not filled. An index keeps its values, one a line. */
  value: string;
  /** An index parameter takes several values; what depends on it is repeated, one each. */
  index: boolean;
  /** Numbers are plain decimals, dates are local (2027-03-01). */
  type: ParameterType;
}

export const CITING_KINDS = ['absolute', 'bounded-with-context-match'] as const;

export interface ContractCitation {
  away: Id;
  node: string;
  citing: (typeof CITING_KINDS)[number];
  localContexts: Id[];
  note: string;
}

/** A context in scope of a cited base goal beside the own context that matches it. */
export interface ContextMatch {
  id: Id;
  /** The away goal that cites. */
  away: Id;
  /** Record id of the context in the base release. */
  context: Id;
  /** An own context, assumption or justification. */
  local: Id;
}

export interface ContractDisposition {
  condition: string;
  disposition: Disposition;
  by: Id[];
  owner: string;
  compensating: string;
  reviewBy: string;
  rationale: string;
  evidenceNeeded: string;
}

/** Supplements only (GSN contract module, 1:4.3). */
export interface Contract {
  baseModule: string;
  /** Digest of the pinned base release, 64 hex digits; in a template a parameter. */
  baseRelease: string;
  cites: ContractCitation[];
  matches: ContextMatch[];
  dispositions: ContractDisposition[];
}

/** What the template says about itself. Carried along, never hashed as a claim. */
export interface TemplateOrigin {
  id: string;
  version: string;
  notation: string;
  basedOn: string;
  provenanceKey: Record<string, string>;
  /** What the template says its own optional fields mean, by field name. */
  fieldNotes: Record<string, string>;
  honestLimits: string[];
}

/**
 * Normal form (what reading the collaborative form gives, and what equal documents share): nodes,
 * links, defeaters, claim points, modules, interfaces, evidence, criteria, indicators and matches sorted
 * by id; `protects`, `by`, `localContexts` and `elements` sorted; conditions by rank; annotations and
 * aliases by name; everything else in its authors' order.
 */
export interface CaseDocument {
  schema: 'casewright/1';
  kind: 'base' | 'supplement';
  title: string;
  module: string;
  root: Id | null;
  parameters: TemplateParameter[];
  nodes: ArgumentNode[];
  links: ArgumentLink[];
  conditions: ConditionOfUse[];
  defeaters: Defeater[];
  claimPoints: ClaimPoint[];
  modules: CaseModule[];
  interfaces: NamedInterface[];
  evidence: EvidenceReference[];
  criteria: Criterion[];
  indicators: Indicator[];
  facts: CaseFacts;
  contract: Contract | null;
  template: TemplateOrigin | null;
  /** Rich text by node id, as normalised ProseMirror JSON; a node without body has no entry. */
  bodies: Record<Id, RichText>;
}

/** ProseMirror document JSON restricted to the schema in richText.ts. */
export interface RichText {
  type: 'doc';
  content: RichTextBlock[];
}
export interface RichTextBlock {
  type: string;
  attrs?: Record<string, string | number | boolean | null>;
  content?: RichTextBlock[];
  text?: string;
  marks?: { type: string; attrs?: Record<string, string> }[];
}
