/**
 * Whether the beginning of a file looks like JSON of TEA, of any version. A list of goals is what the
 * forms before versions have.
 */
export function looksLikeTea(beginning: string): boolean {
  if (!/^\s*\{/.test(beginning)) return false;
  if (beginning.includes('"casewright/1"')) return false;
  const isVersioned =
    /"version"\s*:\s*"[12]\.\d/.test(beginning) || /"case"\s*:\s*\{/.test(beginning);
  if (isVersioned && /"(?:tree|elements|case)"\s*:\s*[[{]/.test(beginning)) return true;
  return /"(?:tree|elements|goals)"\s*:\s*[[{]/.test(beginning);
}
