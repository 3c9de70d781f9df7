/** A line that begins an element. */
const ELEMENT = /^[ ]*[-*][ \t]+(?:Claim|Strategy|Evidence|Justification|Context|Assumption)\b/m;

/** Whether the beginning of a file looks like an LTAC text: comments, then an element. */
export function looksLikeLtac(beginning: string): boolean {
  const [first = ''] = beginning.split('\n').filter((line) => !/^\s*(?:#.*|```.*)?$/.test(line));
  return ELEMENT.test(first);
}
