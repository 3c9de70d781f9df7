import type { Blocks, FindingSeverity } from './finding';
import type { ReviewerQuestion } from './reviewerQuestions';
import { SCOPES, type Rule } from './rule';

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
  {
    severity: 'hint',
    title: 'Hints',
    text: 'A hint is a matter of style, or a guess at English wording. It stands before nothing.',
  },
];

const BLOCKS: Record<NonNullable<Blocks>, string> = {
  freeze: 'freeze',
  approval: 'approval, unless accepted by name',
};

const SCOPE_WORDS: Record<(typeof SCOPES)[number] | 'document', string> = {
  node: 'each element',
  link: 'each relationship',
  defeater: 'each defeater',
  claimPoint: 'each claim point',
  module: 'each module',
  interface: 'each interface',
  condition: 'each condition of use',
  criterion: 'each criterion',
  evidence: 'each piece of evidence',
  indicator: 'each indicator',
  document: 'the case',
};

/** docs/checks.md, written from the rules. */
export function rulesPage(rules: readonly Rule[], questions: readonly ReviewerQuestion[]): string {
  const parts = PARTS.map(({ severity, title, text }) => {
    const rows = rules
      .filter((rule) => rule.severity === severity)
      .map((rule) => {
        const blocks = rule.blocks ? BLOCKS[rule.blocks] : '';
        return `| \`${rule.id}\` | ${rule.title} | ${rule.clause} | ${scopesOf(rule)} | ${blocks} |`;
      });
    const head = [
      '| rule | what holds in a well-formed case | clause | asked about | blocks |',
      '|---|---|---|---|---|',
    ];
    return [`## ${title}`, '', text, '', ...head, ...rows].join('\n');
  });
  return [
    ...INTRODUCTION,
    parts.join('\n\n'),
    '',
    ...asked(questions),
    '',
    ...MILDER,
    ...DEFEAT,
    '',
  ].join('\n');
}

function scopesOf({ checks }: Rule): string {
  return [...SCOPES, 'document' as const]
    .filter((scope) => checks[scope] !== undefined)
    .map((scope) => SCOPE_WORDS[scope])
    .join(', ');
}

function asked(questions: readonly ReviewerQuestion[]): string[] {
  return [
    '## Asked of reviewers',
    '',
    'What the standard asks that is for people to answer, with what the product does to help.',
    '',
    '| clause | question | help |',
    '|---|---|---|',
    ...questions.map(({ clause, question, help }) => `| ${clause} | ${question} | ${help} |`),
  ];
}

const INTRODUCTION = [
  '# What is checked',
  '',
  'Generated from the rule tables in `core/checks`; `vitest run core/checks -u` writes it anew. The',
  'same rules run live in the workspace, at the freeze, and in `casewright check`. In the workspace a',
  'rule is asked again only about what an edit touched, and what it looked at decides what that is.',
  '',
  'C, P, M, A and D numbers name the rules of the GSN Community Standard v3 (SCSC-141C) for the core',
  'notation, patterns, modules, confidence and the dialectic extension; the clause follows. Whether an',
  'argument convinces is for people to judge: no rule gives a score.',
  '',
];

const MILDER = [
  '## Milder than the standard',
  '',
  '- P4 forbids undeveloped elements and undeclared names in a published template; `template-developed`',
  '  and `parameter-declared` are hints. A template is not released here, the case made from it is: there',
  '  `parameter-filled` refuses the freeze, and `undeveloped` is accepted by name.',
  '- M10 demands that what is in scope of an interface is public; `interface-scope` is a hint. Nobody',
  '  can cite what is not public, and a supplement is shown the contexts in scope of what it cites.',
  '- C8: what is parked is refused at the freeze alone, so that nothing has to be thrown away while',
  '  an argument is rearranged.',
  '',
];

const DEFEAT = [
  '## How defeat spreads',
  '',
  'It does not spread by itself. `core/checks/defeat.ts` works out what the challenges of a case would',
  'mean, and somebody decides, with a reason that is frozen with the release:',
  '',
  '- A challenge is upheld when the goal or solution that makes it is argued down to solutions or',
  '  citations, nothing in that argument is undeveloped, defeated or itself challenged by an upheld',
  '  challenge, and no upheld challenge counters it. A doubt in words alone proposes nothing.',
  '- What an upheld challenge aims at is proposed as *defeated*.',
  '- Whatever rests on something defeated, or proposed as such, is proposed as *in doubt*, up to where',
  '  somebody decided that it stands. A goal that challenges without evidence yet leaves its own target',
  '  in doubt, and no more.',
  '- Once every challenge to something defeated is defeated itself, it is proposed as *reopened*, to',
  '  any depth.',
  '- Challenges that attack each other in a circle uphold none of each other.',
  '',
  'OntoGSN encodes a naive propagation (rules S46–S52): whatever something valid challenges is defeated,',
  'and what rests on it is no longer valid. GSN 2:11.3.4 calls that a matter of expert judgement, so here',
  'a decision outweighs the graph in both directions and nothing changes without one. Proposals that',
  'nobody decided are listed by `defeat-undecided`, and doubts that remain in a release are accepted by',
  'name (GSN 2:11.4.2–5).',
];
