import type { IdSource } from '@/core/argument/ids';
import { LIMITS } from '@/core/argument/limits';
import { JsonError, parseLenientJson } from '@/core/evidence/lenientJson';
import { checkedDocument } from '../checkedDocument';
import { ImportNotes, ImportRefusal } from '../importNotes';
import {
  decodeText,
  MAX_FOREIGN_BYTES,
  MAX_RUN,
  positionText,
  refused,
  type ImportResult,
} from '../importResult';
import { readTea } from './readTea';
import { teaCase } from './teaCase';
import { MAX_LEVELS } from './teaNames';

/** Two levels of JSON for each element, and room for what hangs below the last one. */
const DEPTH = 2 * MAX_LEVELS + 50;
/** Values of JSON that a case of the largest size can have. */
const VALUES = 30 * LIMITS.nodes;

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
      { depth: DEPTH, values: VALUES, text: MAX_RUN },
    );
    return checkedDocument(teaCase(readTea(json, notes), ids, notes), notes);
  } catch (error) {
    if (error instanceof ImportRefusal) return refused(error.message, error.path);
    if (!(error instanceof JsonError)) throw error;
    return refused(`${error.message}.`, positionText(decoded.text, error.offset));
  }
}
