import type { Blocks, FindingSeverity } from './finding';
import type { Rule } from './rule';

const PARTS: readonly { severity: FindingSeverity; title: string; text: string }[] = [
  {
    severity: 'error',
    title: 'Errors',
    text: 'An error refuses the freeze of a candidate. While editing it is shown and hinders nobody.',
  },
  {
    severity: 'warning',
    title: 'Warnings',
    text: 'A warning does not refuse a freeze. Those that stand before an approval are listed on the first page of the release and have to be accepted by name.',
  },
  { severity: 'hint', title: 'Hints', text: 'A hint is a matter of style.' },
];

const BLOCKS: Record<NonNullable<Blocks>, string> = {
  freeze: 'freeze',
  approval: 'approval, unless accepted by name',
};

/** docs/checks.md, written from the rules. */
export function rulesPage(rules: readonly Rule[]): string {
  const parts = PARTS.map(({ severity, title, text }) => {
    const rows = rules
      .filter((rule) => rule.severity === severity)
      .map((rule) => {
        const blocks = rule.blocks ? BLOCKS[rule.blocks] : '';
        return `| \`${rule.id}\` | ${rule.title} | ${rule.clause} | ${blocks} |`;
      });
    const head = [
      '| rule | what holds in a well-formed case | clause | blocks |',
      '|---|---|---|---|',
    ];
    return [`## ${title}`, '', text, '', ...head, ...rows].join('\n');
  });
  return [
    '# What is checked',
    '',
    'Generated from `core/checks/rules.ts`; `vitest run core/checks -u` writes it anew. The same rules',
    'run live in the workspace, at the freeze, and in `casewright check`.',
    '',
    'C, P, M and D numbers name the rules of the GSN Community Standard v3 (SCSC-141C) for the core',
    'notation, patterns, modules and the dialectic extension; the clause follows. Whether an argument',
    'convinces is for people to judge: no rule gives a score.',
    '',
    parts.join('\n\n'),
    '',
  ].join('\n');
}
