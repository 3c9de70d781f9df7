/** How a file of evidence is registered from a shell; the token stands in CASEWRIGHT_TOKEN. */
export function pushExample(origin: string, caseId: string): string {
  return `casewright evidence push run.eval --case ${caseId} --to ${origin}`;
}
