/** docs/roles.md, written from the parts and the rules. */

import { inWords, listWords } from '@/core/workflow/machine';

import { type Part, PARTS } from './parts';
import type { AnyRule } from './rule';
import type { Duty } from './separation';

const DUTIES: Record<Exclude<Duty, null>, string> = {
  write: 'never who assesses or decides it',
  assess: 'never a contributor, a member of the owner, or who decides it',
  decide: 'never a contributor or who assesses it',
};

/** The page as Markdown. */
export function rolesPage(rules: Readonly<Record<string, AnyRule>>): string {
  const parts = (Object.keys(PARTS) as Part[]).map((part) => `| ${part} | ${PARTS[part]} |`);
  const actions = Object.entries(rules).map(([name, rule]) => {
    const states = rule.states === null ? '' : listWords(rule.states.map(inWords), 'or');
    const duty = rule.duty === null ? '' : DUTIES[rule.duty];
    return `| \`${name}\` | ${rule.act} | ${listWords(rule.may, 'or')} | ${states} | ${duty} |`;
  });
  return `# Who may do what

Generated from \`core/policy\`; \`vitest run core/policy -u\` writes it anew. The API, the sockets and the
interface all ask the same function. Whoever may not see a thing is told that it does not exist; members
are told why they may not.

Separation of duties follows from what a person did. Whoever ever contributed to a case, or to a base it
builds on, can never assess or decide it, whatever their roles; assessor and decision-maker are two
people, and neither writes in the case. Where no outside decision-maker is engaged, only an officer who
neither contributed to nor handled the release decides, and the release is shown as internally approved
only. An administrator of the installation administers accounts and sees no case by that role.

## Parts

| part | who that is |
|---|---|
${parts.join('\n')}

## Actions

| action | what it is | who | while it is | separation of duties |
|---|---|---|---|---|
${actions.join('\n')}
`;
}
