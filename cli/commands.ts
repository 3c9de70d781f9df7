import type { Command } from './command';

const REFUSED = { 2: 'the file is refused' };

/** All commands, in the order in which help lists them: all that help says is here. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'import',
    usage: 'FILE [--format F] [--out OUT.json] [--json]',
    summary:
      'Turns a file of any import format into Casewright JSON; drops nothing without a finding.',
    examples: [
      ['casewright import scheming.yaml --out case.json', 'writes the case, findings on stderr'],
      ['casewright import scheming.yaml > case.json', 'the same'],
      [
        'casewright import - --format template --json < scheming.yaml',
        'counts and findings as JSON, and no case',
      ],
    ],
    exits: { 0: 'imported', 2: 'refused' },
    details: async () => (await import('./formatLists')).importFormatLines(),
    load: async () => (await import('./commands/import')).runImport,
  },
  {
    name: 'export',
    usage: 'FILE --format F [--out FILE] [--json]',
    summary:
      'Writes a case in another format; what the format has no place for is listed on standard error.',
    examples: [
      ['casewright export case.json --format svg --out case.svg', 'the diagram'],
      ['casewright export case.json --format markdown', 'the case to read, on standard output'],
      [
        'casewright export case.json --format png --out case.png --json',
        'the picture, and what it does not show as JSON',
      ],
    ],
    exits: { 0: 'written', ...REFUSED },
    details: async () => (await import('./formatLists')).exportFormatLines(),
    load: async () => (await import('./commands/export')).runExport,
  },
  {
    name: 'check',
    usage: 'FILE [--json]',
    summary: 'Runs all checks on a case and says which rule of which clause each finding breaks.',
    examples: [
      ['casewright check case.json', 'one finding a line, and what they add up to'],
      ['casewright check - --json < case.json', 'the findings as JSON'],
    ],
    exits: { 0: 'no errors', 1: 'errors', ...REFUSED },
    load: async () => (await import('./commands/check')).runCheck,
  },
  {
    name: 'diff',
    usage: 'A B [--json]',
    summary: 'Shows what was added, removed, changed and moved from one case to another.',
    examples: [
      [
        'casewright diff before.json after.json',
        '+ added, - removed, ~ changed with [-old-] {+new+} words, > moved',
      ],
      ['git show HEAD~1:case.json | casewright diff - case.json', 'against an earlier version'],
      ['casewright diff scheming.yaml case.json --json', 'the same as JSON'],
    ],
    exits: { 0: 'compared', 2: 'a file is refused' },
    load: async () => (await import('./commands/diff')).runDiff,
  },
  {
    name: 'freeze',
    usage: 'FILE [--secret HEX] [--case ORG/CASE] [--number N] [--base DIGEST] [--json]',
    summary:
      'Takes a snapshot of a case: its records and their content digest; with a secret, a release.',
    examples: [
      ['casewright freeze case.json', 'record counts and content digest: the same on any machine'],
      [
        'casewright freeze case.json --secret $(openssl rand -hex 32) --case meridian/larch --json',
        'also root, manifest and release digest',
      ],
    ],
    exits: { 0: 'frozen', 2: 'the file, or what it says, is refused' },
    load: async () => (await import('./commands/freeze')).runFreeze,
  },
  {
    name: 'evidence read',
    usage: 'FILE [--json]',
    summary: 'Shows what would be registered from an evaluation log (Inspect .json and .eval).',
    examples: [
      ['casewright evidence read run.eval', 'task, model, dataset, samples, status and metrics'],
      ['casewright evidence read run.json --json', 'the same as JSON'],
    ],
    exits: { 0: 'read', 2: 'the file is no evaluation log' },
    load: async () => (await import('./commands/evidenceRead')).runEvidenceRead,
  },
  {
    name: 'evidence push',
    usage:
      'FILE --case ID --to URL [--token T] [--title T] [--kind K] [--method M] [--subject S] [--access A] [--name N] [--deadline SECONDS] [--json]',
    summary: 'Registers a file as evidence of a case at an installation.',
    examples: [
      [
        'casewright evidence push run.eval --case 0f3c… --to https://casewright.example',
        'the token of the case is read from CASEWRIGHT_TOKEN, where no list of processes shows it',
      ],
      [
        "casewright evidence push run.eval --case 0f3c… --to https://casewright.example --title 'Sabotage, week 9' --method 'Red team' --subject larch/2.1 --json",
        'says what the log cannot, and prints ids, digest and state as JSON',
      ],
      [
        'casewright evidence push - --name notes.txt --case 0f3c… --to http://localhost:3000 < notes.txt',
        'http:// is for this machine alone; the same bytes again change nothing',
      ],
    ],
    exits: {
      0: 'registered, or there before',
      2: 'refused, or put aside by the installation',
      3: 'the installation cannot be reached, stalls, or asks to try later',
    },
    details: () =>
      Promise.resolve([
        'K   evaluation-log, report, record or other; an evaluation log is told by its bytes',
        'A   owner, assessors or public; assessors when it is left out',
        'T   made on Monitors of the case; better kept in CASEWRIGHT_TOKEN',
        'SECONDS that nothing may move before it is given up, 120',
      ]),
    load: async () => (await import('./commands/evidencePush')).runEvidencePush,
  },
  {
    name: 'verify',
    usage: 'BUNDLE [--trust KEYID]… [--json]',
    summary: 'Verifies a bundle without a network: every byte, every signature, every proof.',
    examples: [
      ['casewright verify larch-2-scheming-r3.casewright.zip', 'what was checked, line by line'],
      ['casewright verify - --json < bundle.zip', 'the report as JSON'],
      [
        'casewright verify bundle.zip --trust 5f0c…',
        'false unless that instance signed the bundle',
      ],
    ],
    exits: { 0: 'valid', 2: 'something is false', 3: 'not checkable' },
    load: async () => (await import('./commands/verify')).runVerify,
  },
  {
    name: 'layout',
    usage: 'FILE [--json] [--deadline SECONDS]',
    summary: 'Gives the boxes and routes of the diagram, laid out as the workspace does it.',
    examples: [
      ['casewright layout case.json', 'one box a line'],
      ['casewright layout case.json --json', 'boxes and routes with coordinates in pixels'],
      ['casewright layout case.json --deadline 5', 'gives up after 5 seconds instead of 30'],
    ],
    exits: { 0: 'laid out', 2: 'the file is refused, or was not laid out in time' },
    load: async () => (await import('./commands/layout')).runLayout,
  },
];
