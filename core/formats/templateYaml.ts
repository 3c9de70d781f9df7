import type { IdSource } from '@/core/argument/ids';
import { loadTemplate, TemplateError } from '@/core/argument/template';
import { booleanOf, isNull } from './gsn2x/plainForms';
import { decodeText, positionText, refused, type ImportResult } from './importResult';
import { shortened } from './shortened';
import { readYaml, YamlError, type YamlValue } from './yamlTree';

/** Templates are short; a larger file is something else. Bytes. */
const MAX_TEMPLATE_BYTES = 2 * 1024 * 1024;

/** The largest built-in template has a tenth of it. */
const MAX_TOKENS = 100_000;

/** Reads a case template (YAML, as in core/templates) as a fresh case. */
export function importTemplateYaml(bytes: Uint8Array, ids: IdSource): ImportResult {
  const decoded = decodeText(bytes, MAX_TEMPLATE_BYTES);
  if ('refusal' in decoded) return refused(decoded.refusal, decoded.path);
  try {
    const tree = readYaml(decoded.text, { tokens: MAX_TOKENS });
    const yaml = tree && plainValue(tree, new Set());
    return { document: loadTemplate(yaml, ids), findings: [] };
  } catch (error) {
    if (error instanceof TemplateError)
      return refused(shortened(error.message, 500), error.path || 'line 1');
    if (!(error instanceof YamlError)) throw error;
    return refused(error.message, positionText(decoded.text, error.offset));
  }
}

/**
 * A value as YAML 1.2's core schema has it. No template needs aliases, and without them nothing is
 * larger than its file.
 */
function plainValue(value: YamlValue, met: Set<YamlValue>): unknown {
  if (met.has(value)) throw new YamlError('Aliases are not allowed in a template.', value.at);
  met.add(value);
  if (value.type === 'list') return value.items.map((item) => plainValue(item, met));
  if (value.type === 'map') {
    return Object.fromEntries(
      [...value.entries].map(([key, member]) => [key, plainValue(member, met)]),
    );
  }
  if (value.style !== 'plain') return value.text;
  if (isNull(value)) return null;
  const isNumber = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(value.text);
  return booleanOf(value) ?? (isNumber ? Number(value.text) : value.text);
}
