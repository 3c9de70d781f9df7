import type { CaseDocument } from '@/core/argument/document';
import type { ExportLoss } from './exportFormats';

/** What a written-out case leaves out: remarks of a template on its own fields, and view state. */
export function reportLosses({ template }: CaseDocument): ExportLoss[] {
  if (template === null) return [];
  const remarks = [...Object.keys(template.provenanceKey), ...Object.keys(template.fieldNotes)];
  if (remarks.length === 0) return [];
  return [{ path: 'template', message: "The template's remarks on its own fields are not shown." }];
}
