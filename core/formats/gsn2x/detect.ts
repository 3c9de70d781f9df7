/** A line that begins an element by its name, or the module. */
const ENTRY =
  /^(?:["']?(?:CSn|CG|Sn|G|S|C|A|J)[^\s:"'{}[\],#&*!|>%@`]*["']?|module)[ \t]*:(?:\s|$)/m;
/** An element whose name says nothing of its type. */
const NODE_TYPE =
  /^\s+nodeType:\s*["']?(?:Counter)?(?:Goal|Strategy|Solution|Context|Assumption|Justification)\b/m;

/** Whether the beginning of a file looks like GSN YAML. */
export function looksLikeGsn2x(beginning: string): boolean {
  if (/^\s*[{<]/.test(beginning)) return false;
  return ENTRY.test(beginning) || NODE_TYPE.test(beginning);
}
