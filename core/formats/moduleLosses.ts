import type { CaseDocument } from '@/core/argument/document';
import type { ExportLoss } from './exportFormats';

/** What a list or flowchart of elements does not show of the modules that they are in. */
export function moduleLosses({ modules, interfaces }: CaseDocument): ExportLoss[] {
  return [
    ...modules
      .filter(({ within }) => within !== '')
      .map(({ name }) => ({
        path: `modules.${name}.within`,
        message: 'The module that contains it is not shown.',
      })),
    ...interfaces.map(({ id, name }) => ({
      path: `interfaces.${name || id}`,
      message: 'Named interfaces of modules are not shown.',
    })),
  ];
}
