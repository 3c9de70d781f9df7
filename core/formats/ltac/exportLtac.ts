import type { CaseDocument, Id } from '@/core/argument/document';
import { caseLosses, writableLinks } from '../caseLosses';
import type { ExportLoss, ExportResult } from '../exportFormats';
import { commentLine } from './comment';
import { TextWriter } from './textWriter';
import { moduleName, oneLine } from './names';

/**
 * Writes a case as LTAC text: its root and what hangs below it as the first package, what hangs
 * elsewhere as further ones. What is not on any line is listed as lost. Equal cases give equal bytes,
 * whatever their record ids.
 */
export function exportLtac(document: CaseDocument): ExportResult {
  const spelled = new Set<Id>();
  for (;;) {
    const losses = caseLosses(document);
    const links = writableLinks(document, losses, false);
    const writer = new TextWriter({ ...document, links }, spelled, losses);
    const body = writer.packages();
    // Each turn knows of one citation more, so that this ends; few cases take a second turn.
    for (const id of writer.spelledLate) spelled.add(id);
    if (writer.spelledLate.size > 0) continue;
    const header = headerOf(document, writer.modules, losses);
    const text = [...header, '', ...body].join('\n');
    return { bytes: new TextEncoder().encode(`${text}\n`), losses };
  }
}

/** The title of the case and what its first module says of itself; what other modules say is lost. */
function headerOf(
  document: CaseDocument,
  written: readonly string[],
  losses: ExportLoss[],
): string[] {
  const lose = (path: string, message: string) => losses.push({ path, message });
  const title = oneLine(document.title);
  if (title !== document.title) lose('title', 'It is written on one line.');
  const [main = ''] = written;
  if (main !== document.module) lose('module', `The first module of the text is ‘${main}’.`);
  const left = new Set(written.filter((name) => name !== ''));
  let about = '';
  for (const module of document.modules) {
    const path = `modules.${module.name}`;
    if (!left.delete(moduleName(module.name)) || moduleName(module.name) !== module.name) {
      lose(path, 'No package is its own, so that the text does not name it.');
      continue;
    }
    if (module.kind === 'contract') lose(`${path}.kind`, 'LTAC has no contract modules.');
    if (module.within !== '') lose(`${path}.within`, 'LTAC has no modules in modules.');
    if (module.title !== '') lose(`${path}.title`, 'LTAC has no titles of modules.');
    if (Object.keys(module.annotations).length > 0) {
      lose(`${path}.annotations`, 'LTAC has no annotations of modules.');
    }
    if (module.name === main) about = module.description.replace(/\r\n?/g, '\n');
    if (module.description !== (module.name === main ? about : '')) {
      lose(`${path}.description`, 'LTAC has no place for it.');
    }
  }
  for (const { id, name } of document.interfaces) {
    lose(`interfaces.${name || id}`, 'LTAC has no interfaces of modules.');
  }
  for (const name of left) lose(`modules.${name}`, 'A package makes it a module where it is read.');
  return [title, ...(about === '' ? [] : about.split('\n'))].map(commentLine);
}
