import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { TEMPLATE_YAML } from '@/core/templates/embedded';
import { builtInTemplate, TEMPLATES } from '@/core/templates/templates';
import type { ArgumentNode, CaseDocument, Id } from './document';
import { countingIds } from './ids';
import { caseDocumentSchema } from './schema';
import { loadTemplate, TemplateError } from './template';

type Json = Record<string, unknown>;

/** The YAML that a loaded document would have come from, to prove that no field is lost. */
function backToTemplate(document: CaseDocument, source: Json): Json {
  const identifier = new Map<Id, string>();
  for (const node of document.nodes) identifier.set(node.id, node.identifier);
  const name = (id: Id) => identifier.get(id) ?? '?';
  const order = new Map(list(source.nodes).map((node, index) => [node.id, index]));
  const inOrder = (ids: Id[]) => ids.map(name).sort();
  const targets = (node: ArgumentNode, kind: string) =>
    document.links
      .filter((link) => link.from === node.id && link.kind === kind)
      .sort((a, b) => (a.rank < b.rank ? -1 : 1))
      .map((link) => name(link.to));
  const doubts = (node: ArgumentNode) =>
    document.defeaters
      .filter(({ target }) => 'node' in target && target.node === node.id)
      .sort((a, b) => Number(a.identifier.slice(1)) - Number(b.identifier.slice(1)))
      .map(({ text }) => text);
  return {
    root: name(document.root ?? ''),
    meta: {
      id: document.template?.id,
      title: document.title,
      kind: document.kind,
      version: document.template?.version,
      notation: document.template?.notation,
      based_on: document.template?.basedOn,
      provenance_key: document.template?.provenanceKey,
      honest_limits: document.template?.honestLimits,
      extra_fields: document.template?.fieldNotes,
      parameters: document.parameters.map((parameter) => ({
        name: parameter.name,
        description: parameter.description,
      })),
    },
    label: labelLines(document),
    contract: document.contract && {
      base_module: document.contract.baseModule,
      base_release: document.contract.baseRelease,
      cites: document.contract.cites.map((cite) => ({
        away: name(cite.away),
        node: cite.node,
        citing: cite.citing,
        local_contexts: inOrder(cite.localContexts),
        status: 'unverified',
        note: cite.note,
      })),
      dispositions: document.contract.dispositions.map((disposition) => ({
        cou: disposition.condition,
        disposition: disposition.disposition,
        by: inOrder(disposition.by),
        owner: disposition.owner,
        compensating: disposition.compensating,
        review_by: disposition.reviewBy,
        rationale: disposition.rationale,
        evidence_needed: disposition.evidenceNeeded,
      })),
    },
    conditions_of_use: document.conditions.filter(isOwn).map((condition) => ({
      id: condition.identifier,
      kind: condition.kind,
      text: condition.text,
      protects: inOrder(condition.protects),
      disposition_allowed: condition.dispositionsAllowed,
      severity: condition.severity,
    })),
    nodes: [...document.nodes]
      .sort((a, b) => (order.get(a.identifier) ?? 0) - (order.get(b.identifier) ?? 0))
      .map((node) => ({
        id: node.identifier,
        type: node.kind,
        text: node.text,
        supportedBy: targets(node, 'supported-by'),
        inContextOf: targets(node, 'in-context-of'),
        // The one mark that is not kept as it stands: GSN has no undeveloped solution.
        undeveloped: node.undeveloped || node.kind === 'solution',
        public: node.public,
        reach: node.reach,
        open_problem: node.openProblem !== null,
        open_basis: node.openProblem,
        evidence_needed: node.evidenceNeeded,
        'source-section': node.sourceSection,
        origin: node.provenance,
        notes: node.notes,
        defeaters: doubts(node),
        choice: node.choice && {
          min: node.choice.min,
          of: node.choice.of.map(name),
          optional: node.choice.optional.map(name),
          supporting_only: node.choice.supportingOnly.map(name),
        },
        awayRef: node.away && { module: node.away.module, node: node.away.node },
        localNote: node.localNote,
      })),
  };
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value : [];
}

/** Drops what a template may leave out, and sorts the id sets, on both sides alike. */
function withoutDefaults(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => withoutDefaults(item));
    return ['protects', 'by', 'local_contexts'].includes(key) ? items.sort() : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .map(([name, item]): [string, unknown] => [name, withoutDefaults(item, name)])
    .filter(([name, item]) => !isDefault(name, item));
  return Object.fromEntries(kept);
}

function isDefault(name: string, value: unknown): boolean {
  if (name === 'open_basis' && value === 'unstated') return true;
  if (value === '' || value === false || value === null || value === undefined) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Conditions that the template states as such, not by lines of its label. */
function isOwn({ identifier }: CaseDocument['conditions'][number]): boolean {
  return !/^HS-COU-\d+$/.test(identifier);
}

/** The lines of the template's label, out of the conditions of use that they became. */
function labelLines(document: CaseDocument) {
  const of = (kind: string) =>
    document.conditions.flatMap((one) => (one.kind === kind && !isOwn(one) ? [one.text] : []));
  const label = {
    indications: of('indication'),
    contraindications: of('contraindication'),
    warnings: of('warning'),
    required_controls: of('required-control'),
  };
  return Object.values(label).some((lines) => lines.length > 0) ? label : null;
}

describe('built-in templates', () => {
  const folder = join(import.meta.dirname, '..', 'templates');

  it('are embedded as the YAML files have them', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
    expect(Object.keys(TEMPLATE_YAML).sort()).toEqual(
      files.map((file) => file.replace('.yaml', '')).sort(),
    );
    for (const [id, text] of Object.entries(TEMPLATE_YAML)) {
      expect(text, id).toBe(readFileSync(join(folder, `${id}.yaml`), 'utf8'));
    }
    expect(TEMPLATES.map(({ id }) => id).sort()).toEqual(Object.keys(TEMPLATE_YAML).sort());
  });

  for (const { id, kind } of TEMPLATES) {
    it(`${id} loses no field of its YAML`, () => {
      const source: Json = parse(TEMPLATE_YAML[id] ?? '');
      const document = builtInTemplate(id, countingIds());
      expect(document.kind).toBe(kind);
      expect(withoutDefaults(backToTemplate(document, source))).toEqual(withoutDefaults(source));
    });

    it(`${id} satisfies the strict schema and claims nothing`, () => {
      const document = builtInTemplate(id);
      expect(caseDocumentSchema.safeParse(document).error).toBeUndefined();
      expect(new Set(document.nodes.map(({ claim }) => claim))).toEqual(new Set(['draft']));
      expect(document.parameters.every(({ value }) => value === '')).toBe(true);
      expect(document.evidence).toEqual([]);
    });
  }

  it('scheming has exactly 80 nodes, 12 conditions and 15 open problems', () => {
    const document = builtInTemplate('scheming');
    expect(document.nodes).toHaveLength(80);
    expect(document.conditions).toHaveLength(12);
    expect(document.nodes.filter(({ openProblem }) => openProblem !== null)).toHaveLength(15);
    expect(document.parameters.filter(({ index }) => index).map(({ name }) => name)).toEqual(['k']);
  });
});

describe('loadTemplate', () => {
  it('gives every case its own ids and the same ids for the same source', () => {
    const ids = () => builtInTemplate('ai-control').nodes.map(({ id }) => id);
    expect(ids()).not.toEqual(ids());
    expect(builtInTemplate('ai-control', countingIds())).toEqual(
      builtInTemplate('ai-control', countingIds()),
    );
  });

  it('says where a template is wrong', () => {
    expect(() => loadTemplate({ meta: {} })).toThrow(TemplateError);
    const unknown = (TEMPLATE_YAML['ai-control'] ?? '').replace('root: AC0', 'root: NONE');
    expect(() => loadTemplate(parse(unknown))).toThrow('no node named NONE');
    const extra = (TEMPLATE_YAML['ai-control'] ?? '').replace('root: AC0', 'root: AC0\nnew: 1');
    expect(() => loadTemplate(parse(extra))).toThrow('new');
  });
});
