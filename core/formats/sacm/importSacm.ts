import type { IdSource } from '@/core/argument/ids';
import { checkedDocument } from '../checkedDocument';
import { ImportNotes, ImportRefusal } from '../importNotes';
import { decodeText, MAX_FOREIGN_BYTES, refused, type ImportResult } from '../importResult';
import { readSacm } from './readSacm';
import { sacmCase } from './sacmCase';
import { parseXml } from './xmlTree';

/**
 * Reads XML of the Structured Assurance Case Metamodel (OMG SACM 2.0 to 2.3), in the spellings that
 * tools use.
 *
 * Claims become goals, assumptions and justifications by their declaration, reasoning becomes a
 * strategy between what an inference concludes and what it starts from, references to artefacts become
 * solutions or context, counter relationships become challenges, meta-claims become claim points, and
 * packages become modules. Tagged values and whatever has no place of its own are kept as annotations.
 * Where the file breaks a rule of SACM it is read all the same, with a warning.
 */
export function importSacm(bytes: Uint8Array, ids: IdSource): ImportResult {
  const decoded = decodeText(bytes, MAX_FOREIGN_BYTES);
  if ('refusal' in decoded) return refused(decoded.refusal, decoded.path);
  const notes = new ImportNotes();
  try {
    return checkedDocument(
      sacmCase(readSacm(parseXml(decoded.text, notes), notes), ids, notes),
      notes,
    );
  } catch (error) {
    if (error instanceof ImportRefusal) return refused(error.message, error.path);
    throw error;
  }
}
