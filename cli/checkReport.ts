/** What `casewright check FILE` says. */

import type { CaseDocument } from '@/core/argument/document';
import { checkDocument } from '@/core/checks/checkDocument';
import type { Finding } from '@/core/checks/finding';

export interface CheckReport {
  findings: Finding[];
  /** Whether any finding is an error; decides the exit code. */
  hasErrors: boolean;
}

export function checkReport(document: CaseDocument): CheckReport {
  const findings = checkDocument(document);
  return { findings, hasErrors: findings.some(({ severity }) => severity === 'error') };
}

/** The findings in lines for people, and what they add up to. */
export function checkLines({ findings }: CheckReport): string[] {
  const lines = findings.map(
    ({ severity, rule, message, clause }) => `${severity}\t${rule}\t${message}\t[${clause}]`,
  );
  const count = (severity: Finding['severity'], one: string) => {
    const many = findings.filter((finding) => finding.severity === severity).length;
    return `${many} ${many === 1 ? one : `${one}s`}`;
  };
  const sum = [count('error', 'error'), count('warning', 'warning'), count('hint', 'hint')];
  return [...lines, sum.join(', ')];
}
