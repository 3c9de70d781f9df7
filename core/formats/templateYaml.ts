import { YAMLError } from 'yaml';
import type { IdSource } from '@/core/argument/ids';
import { loadTemplate, TemplateError } from '@/core/argument/template';
import { decodeText, refused, type ImportResult } from './importResult';

/** Templates are short; a larger file is something else. Bytes. */
const MAX_TEMPLATE_BYTES = 2 * 1024 * 1024;

/** Reads a case template (YAML, as in core/templates) as a fresh case. */
export function importTemplateYaml(bytes: Uint8Array, ids: IdSource): ImportResult {
  if (bytes.length > MAX_TEMPLATE_BYTES) return refused('The file is too large for a template.');
  const decoded = decodeText(bytes);
  if ('refusal' in decoded) return refused(decoded.refusal);
  try {
    return { document: loadTemplate(decoded.text, ids), findings: [] };
  } catch (error) {
    if (error instanceof TemplateError) return refused(error.message);
    // The YAML reader is recursive; a stack that ran out is its limit of depth.
    if (error instanceof RangeError) return refused('The file is nested too deeply.');
    if (!(error instanceof YAMLError)) throw error;
    const [start] = error.linePos ?? [];
    return refused(sentenceOf(error), start ? `line ${start.line}, column ${start.col}` : '');
  }
}

/** Its message without the place, which stands beside it, and without the excerpt below it. */
function sentenceOf({ message }: YAMLError): string {
  if (message.includes('call stack')) return 'The file is nested too deeply.';
  const [line = ''] = message.split('\n');
  const sentence = line.replace(/ at line \d+, column \d+:?$/, '');
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
