/**
 * How a reading is sent from a shell. The token stands in a variable, so that the command can be kept
 * in a script and in a history without it.
 */
export function curlExample(origin: string, caseId: string, indicatorId: string | null): string {
  const path = `/api/v1/cases/${caseId}/indicators/${indicatorId ?? 'INDICATOR'}/readings`;
  return [
    `curl --fail-with-body "${origin}${path}" \\`,
    `  -H "Authorization: Bearer $CASEWRIGHT_TOKEN" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '{"value":"0.66","at":"'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"'"}'`,
  ].join('\n');
}
