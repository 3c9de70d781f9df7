import { parse } from 'yaml';
import type { CaseDocument } from '@/core/argument/document';
import type { IdSource } from '@/core/argument/ids';
import { loadTemplate, TemplateError } from '@/core/argument/template';
import { TEMPLATE_YAML } from './embedded';

/** The built-in templates in the order in which they are offered. */
export const TEMPLATES = [
  {
    id: 'scheming',
    kind: 'base',
    title: 'AI scheming',
    summary:
      'Three core arguments (scheming inability, harm inability, harm control) and two supporting alignment arguments over a bounded window.',
  },
  {
    id: 'cyber-inability',
    kind: 'base',
    title: 'Cyber inability',
    summary: 'The system lacks the ability to add unacceptable cyber risk, shown by proxy tasks.',
  },
  {
    id: 'ai-control',
    kind: 'base',
    title: 'AI control',
    summary: 'Controls keep the probability of a leak by an internal agent under a limit.',
  },
  {
    id: 'hospital-supplement',
    kind: 'supplement',
    title: 'Hospital supplement',
    summary:
      'A ward assistant built on a published base release: closes its conditions of use and argues local hazards.',
  },
] as const satisfies readonly {
  id: string;
  kind: CaseDocument['kind'];
  title: string;
  summary: string;
}[];
export type TemplateId = (typeof TEMPLATES)[number]['id'];

export function isTemplateId(value: unknown): value is TemplateId {
  return TEMPLATES.some((template) => template.id === value);
}

/** A fresh case document from a built-in template. See {@link loadTemplate}. */
export function builtInTemplate(id: TemplateId, ids?: IdSource): CaseDocument {
  const yaml = TEMPLATE_YAML[id];
  if (yaml === undefined) throw new TemplateError(`There is no built-in template ${id}.`);
  return loadTemplate(parse(yaml), ids);
}
