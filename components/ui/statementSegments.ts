import type { TemplateParameter } from '@/core/argument/document';

/** A run of a statement: plain words, an instantiated parameter, or the name of another node. */
export type StatementSegment =
  | { kind: 'text'; text: string }
  | { kind: 'parameter'; name: string; value: string }
  | { kind: 'reference'; identifier: string; href?: string | undefined };

/**
 * Splits a statement at its template parameters, which stand in braces: "{system} cannot scheme".
 * A parameter that has no value yet keeps an empty `value`; braces that name none stay words.
 */
export function statementSegments(
  text: string,
  parameters: Pick<TemplateParameter, 'name' | 'value'>[],
): StatementSegment[] {
  const values = new Map(parameters.map(({ name, value }) => [name, value]));
  const segments: StatementSegment[] = [];
  const push = (words: string) => {
    const last = segments[segments.length - 1];
    if (words === '') return;
    if (last?.kind === 'text') last.text += words;
    else segments.push({ kind: 'text', text: words });
  };
  for (const part of text.split(/(\{[^{}]+\})/)) {
    const name = part.startsWith('{') && part.endsWith('}') ? part.slice(1, -1).trim() : null;
    const value = name === null ? undefined : values.get(name);
    if (name === null || value === undefined) push(part);
    else segments.push({ kind: 'parameter', name, value });
  }
  return segments;
}

/** The statement as it is read aloud: parameters by their values. */
export function statementWords(statement: string | StatementSegment[]): string {
  if (typeof statement === 'string') return statement;
  return statement
    .map((segment) => {
      switch (segment.kind) {
        case 'text':
          return segment.text;
        case 'parameter':
          return segment.value || `{${segment.name}}`;
        case 'reference':
          return segment.identifier;
      }
    })
    .join('');
}
