import type { CaseDocument } from '@/core/argument/document';
import { compareText } from '@/core/argument/text';
import { caseLosses, writableLinks } from '../caseLosses';
import type { ExportLoss, ExportResult } from '../exportFormats';
import { positionText } from '../importResult';
import { lossOfReading, type Refusal } from '../readAgain';
import { yamlRefusal } from '../yamlTree';
import { writeYaml, type YamlEntries, type YamlOutput } from '../yamlText';
import { CASE_LAYERS } from './caseLayers';
import { ElementWriter, annotationEntries } from './elementWriter';
import { interfacesText } from './interfaces';
import { CARRIED_PREFIX, MAX_TOKENS, MODULE_FIELDS } from './source';
import { planOf, type Plan } from './plan';

/**
 * Writes a case as GSN YAML for gsn2x 4, as one file: elements of other modules stand in it with
 * their module in a layer. What gsn2x has no field for goes into layers named `casewright-…`; what no
 * layer carries is listed as lost. Equal cases give equal bytes, whatever their record ids.
 */
export function exportGsn2x(document: CaseDocument): ExportResult {
  const losses = caseLosses(document);
  const links = writableLinks(document, losses, true);
  const plan = planOf({ ...document, links }, losses);
  const writer = new ElementWriter(plan, losses);
  const file = new Map<string, YamlOutput>([['module', moduleEntries(plan, losses)]]);
  for (const node of plan.written) file.set(plan.keyOf(node.id), writer.element(node));
  for (const [key, entries] of writer.challengesAlone()) file.set(key, entries);
  const bytes = new TextEncoder().encode(writeYaml(file));
  return { bytes, losses: [...losses, ...lossOfReading(bytes, refusal)] };
}

function refusal(text: string): Refusal | null {
  const error = yamlRefusal(text, { tokens: MAX_TOKENS });
  return error && { message: error.message, path: positionText(text, error.offset) };
}

function moduleEntries(plan: Plan, losses: ExportLoss[]): YamlEntries {
  const { document, derived, index, keyOf, isTopFound } = plan;
  const own = document.modules.find(({ name }) => name === document.module);
  const others = document.modules.filter((module) => module !== own);
  const entries = new Map<string, YamlOutput>([['name', document.module]]);
  const carry = (name: string, value: string) => entries.set(CARRIED_PREFIX + name, value);
  if (own?.description) entries.set('brief', own.description);
  const develops = new Map<string, Map<string, readonly string[]>>();
  for (const node of document.nodes) {
    if (derived.get(node.id)?.by !== 'extends' || !node.away) continue;
    const by = (index.children.get(node.id) ?? []).map(({ to }) => keyOf(to));
    const elements = develops.get(node.away.module) ?? new Map<string, readonly string[]>();
    develops.set(node.away.module, elements.set(node.away.node, by));
  }
  if (develops.size > 0) {
    const modules = [...develops].sort(([a], [b]) => compareText(a, b));
    entries.set(
      'extends',
      modules.map(
        ([module, elements]): YamlEntries =>
          new Map<string, YamlOutput>([
            ['module', module],
            ['develops', new Map([...elements].sort(([a], [b]) => compareText(a, b)))],
          ]),
      ),
    );
  }
  for (const [name, value] of annotationEntries(
    own?.annotations ?? {},
    MODULE_FIELDS,
    `modules.${document.module}`,
    losses,
  )) {
    entries.set(name, value);
  }
  carry(CASE_LAYERS.caseTitle, document.title);
  if (!isTopFound) carry(CASE_LAYERS.root, document.root === null ? '' : keyOf(document.root));
  if (own?.title) carry(CASE_LAYERS.title, own.title);
  if (own?.kind === 'contract') carry(CASE_LAYERS.kind, own.kind);
  if (own?.within) carry(CASE_LAYERS.within, own.within);
  if (!own) carry(CASE_LAYERS.declared, 'false');
  if (others.length > 0) {
    const records = others
      .map(({ name, kind, within, title, description, annotations }) => ({
        name,
        kind,
        ...(within !== '' && { within }),
        title,
        description,
        annotations: Object.fromEntries(
          Object.entries(annotations).sort(([a], [b]) => compareText(a, b)),
        ),
      }))
      .map((record) => JSON.stringify(record))
      .sort(compareText);
    carry(CASE_LAYERS.modules, `[${records.join(',')}]`);
  }
  const interfaces = interfacesText(document, keyOf, losses);
  if (interfaces !== null) carry(CASE_LAYERS.interfaces, interfaces);
  return entries;
}
