import type { IdSource } from '@/core/argument/ids';
import { JsonError, parseLenientJson } from '@/core/evidence/lenientJson';
import { checkedDocument } from '../checkedDocument';
import { ImportNotes, ImportRefusal } from '../importNotes';
import {
  decodeText,
  MAX_FOREIGN_BYTES,
  positionText,
  refused,
  type ImportResult,
} from '../importResult';
import { readTea } from './readTea';
import { teaCase } from './teaCase';
import { TEA_BOUNDS } from './teaBounds';

/**
 * Reads JSON of the Trustworthy and Ethical Assurance platform: version 1.0 (nested), 2.0 (flat) and
 * the forms before versions.
 *
 * Ids may be any strings. Claims become goals and evidence becomes solutions; texts of context,
 * assumption and justification become elements of their own, each text once; elements in the sandbox
 * are parked; defeaters become challenges that the element argues. What has no place of its own is
 * kept as annotations whose names begin with `tea-`. Everything else that changes is a finding.
 */
export function importTea(bytes: Uint8Array, ids: IdSource): ImportResult {
  const decoded = decodeText(bytes, MAX_FOREIGN_BYTES);
  if ('refusal' in decoded) return refused(decoded.refusal, decoded.path);
  const notes = new ImportNotes();
  try {
    const json = parseLenientJson(
      decoded.text,
      ({ path, message }) => notes.warn(path, `${message}.`),
      TEA_BOUNDS,
    );
    return checkedDocument(teaCase(readTea(json, notes), ids, notes), notes);
  } catch (error) {
    if (error instanceof ImportRefusal) return refused(error.message, error.path);
    if (!(error instanceof JsonError)) throw error;
    return refused(`${error.message}.`, positionText(decoded.text, error.offset));
  }
}
