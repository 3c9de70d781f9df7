import type { z } from 'zod';
import type { CaseDocument } from '@/core/argument/document';
import { caseDocumentSchema } from '@/core/argument/schema';
import { normaliseDocument } from '@/core/argument/structureDoc';
import { JsonError, parseLenientJson, plainJson } from '@/core/evidence/lenientJson';
import { doubledIds } from './doubledIds';
import { faultyRecords } from './faultyRecords';
import { jsonBounds, MAX_LEVELS, MAX_VALUES } from './jsonBounds';
import { overfullList } from './overfullList';
import { shortened } from './shortened';
import {
  decodeText,
  limited,
  MAX_RUN,
  pathText,
  positionText,
  refused,
  type ImportFinding,
  type ImportResult,
} from './importResult';

/** A message names every key that is unknown: no more of it than this is shown. Characters. */
const LONGEST_MESSAGE = 500;
/** Findings about how the file is spelled. */
const KEPT = 1_000;

/**
 * Casewright JSON: the case document as it is, UTF-8, two spaces, one line feed at the end, in
 * normal form. Equal documents give equal bytes. The JSON Schema is in docs/casewright.schema.json.
 */
export function exportCasewrightJson(document: CaseDocument): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(normaliseDocument(document), null, 2)}\n`);
}

/**
 * Reads Casewright JSON strictly: unknown keys, wrong values, doubled ids and doubled keys refuse
 * the file, each with its place. Rules of argument are not judged here; see core/checks.
 */
export function importCasewrightJson(bytes: Uint8Array): ImportResult {
  const decoded = decodeText(bytes);
  if ('refusal' in decoded) return refused(decoded.refusal, decoded.path);
  const findings: ImportFinding[] = [];
  const note = (path: string, message: string, severity: ImportFinding['severity'] = 'error') =>
    findings.push({ severity, path, message });
  const { refusal, isDeep } = jsonBounds(decoded.text);
  if (refusal) return refused(refusal.message, positionText(decoded.text, refusal.offset));
  // What is nested too deeply is left to the reader that says where.
  let json = isDeep ? undefined : parseOwnSpelling(decoded.text);
  if (json === undefined) {
    try {
      const value = parseLenientJson(
        decoded.text,
        ({ path, message }) => {
          if (findings.length < KEPT) note(path, `${message}.`);
        },
        { depth: MAX_LEVELS, values: MAX_VALUES, text: MAX_RUN },
      );
      json = plainJson(value);
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      return refused(`${error.message}.`, positionText(decoded.text, error.offset));
    }
  }
  const overfull = overfullList(json);
  if (overfull) return refused(overfull.message, `${overfull.list}[${overfull.most}]`);
  const tell = (issues: readonly z.core.$ZodIssue[]): ImportResult => {
    for (const { path, message } of issues)
      note(pathText(path), shortened(message, LONGEST_MESSAGE));
    return { document: null, findings: limited(findings) };
  };
  const faults = faultyRecords(json, KEPT);
  if (faults.length > 0) return tell(faults);
  const parsed = caseDocumentSchema.safeParse(json);
  if (!parsed.success) return tell(parsed.error.issues);
  const document = parsed.data;
  for (const path of doubledIds(document)) note(path, 'This id stands twice.');
  if (findings.length > 0) return { document: null, findings: limited(findings) };
  const nodes = new Set(document.nodes.map(({ id }) => id));
  for (const id of Object.keys(document.bodies)) {
    if (nodes.has(id)) continue;
    note(`bodies.${id}`, 'This text belongs to no node; it is kept.', 'warning');
  }
  const normal = normaliseDocument(document);
  for (const path of droppedMembers(document)) {
    note(path, 'A reference that stood twice is kept once.', 'warning');
  }
  return { document: normal, findings: limited(findings) };
}

/**
 * The value of a text that is spelled as {@link exportCasewrightJson} spells, or without white space:
 * what JSON.stringify gives back has no key twice and no half characters that only a careful reader
 * would see. Undefined for every other text. Much faster than reading carefully.
 */
function parseOwnSpelling(text: string): unknown {
  // Lone surrogates alone are written as escapes from D800 to DFFF.
  if (text.includes('\\ud')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const indent = text.startsWith('{\n') ? 2 : 0;
    return JSON.stringify(value, null, indent) === text.trimEnd() ? value : undefined;
  } catch (error) {
    // No JSON, or nested more deeply than the stack: the careful reader says where.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Id sets with a member twice; the normal form keeps one. */
function* droppedMembers(document: CaseDocument): Generator<string> {
  const isDoubled = (ids: readonly string[]) => new Set(ids).size < ids.length;
  for (const [index, { protects }] of document.conditions.entries()) {
    if (isDoubled(protects)) yield `conditions[${index}].protects`;
  }
  for (const [index, { localContexts }] of (document.contract?.cites ?? []).entries()) {
    if (isDoubled(localContexts)) yield `contract.cites[${index}].localContexts`;
  }
  for (const [index, { by }] of (document.contract?.dispositions ?? []).entries()) {
    if (isDoubled(by)) yield `contract.dispositions[${index}].by`;
  }
}
