import type { CaseDocument } from '@/core/argument/document';
import type { Io } from './command';
import { findingLine, readCase } from './readCase';

/**
 * Reads a FILE of any import format; findings go to standard error.
 * @returns null when the file is refused
 */
export async function caseFile(path: string, io: Io): Promise<CaseDocument | null> {
  const bytes = await io.read(path);
  const { document, findings } = await readCase(bytes, path, undefined, io.beside(path));
  for (const finding of findings) io.err(findingLine(finding));
  return document;
}
