/** English words of the release page and of the sign-off. */
export const TEXT = {
  kind: {
    base: 'Safety case, base',
    supplement: 'Safety case, supplement',
    supplementTo: (base: string) => `Safety case, supplement to ${base}`,
  },
  release: (number: number) => `release\u00a0${number}`,
  example: {
    word: 'Example',
    words:
      'Invented from beginning to end and signed for show: never in force, and nothing to rely on.',
  },
  label: {
    nothing: 'None stated.',
    alone: 'The label alone, on one page',
    title: (title: string) => `Label of ${title}`,
    of: (organisation: string, path: string, number: number) =>
      `${organisation}, ${path} release ${number}`,
    back: 'The whole release',
    left: (count: number) =>
      `${count} further ${count === 1 ? 'line is' : 'lines are'} on the page of the release.`,
    printed: (at: string) => `As computed ${at}. Status changes: look it up at`,
    heads: {
      indications: 'Indications',
      contraindications: 'Contraindications',
      warnings: 'Warnings',
      limits: 'Limits',
      'required-controls': 'Required controls',
      configuration: 'Configuration',
      security: 'Security',
      reporting: 'Reporting',
      window: 'Window',
      'not-covered': 'Not covered',
    },
  },
  signedBy: 'Signed by',
  nobodySigned: 'Nobody has signed this release.',
  unnamed: 'Name withdrawn',
  check: {
    head: 'Check it without trusting this site',
    download: (size: string) => `Download bundle, ${size}`,
    browser: 'Verify in browser',
    json: 'JSON',
  },
  argument: {
    head: 'Argument',
    view: (shown: number, all: number, withheld: number) =>
      withheld === 0
        ? `public view, all ${all} nodes`
        : `public view, ${shown} of ${all} nodes, ${withheld} withheld`,
    diagram: 'Diagram',
    withheld: 'withheld',
    folded: (count: number, under: string) =>
      `${count} further ${count === 1 ? 'node' : 'nodes'} under ${under}`,
    kinds: {
      goal: '',
      strategy: 'strategy',
      solution: 'evidence',
      context: 'context',
      assumption: 'assumption',
      justification: 'justification',
      'away-goal': 'cited from the base',
      'away-solution': 'evidence cited from elsewhere',
      'away-context': 'context cited from elsewhere',
      'away-assumption': 'assumption cited from elsewhere',
      'away-justification': 'justification cited from elsewhere',
      module: 'argued in a module of its own',
      contract: 'joined by a contract module',
      defeater: 'doubt',
    },
    citable: 'may be cited',
    notClaimed: 'not claimed',
    draft: 'draft',
    undeveloped: 'undeveloped',
    openProblem: 'open problem',
    openProblemAccepted: 'open problem, accepted by the decision-maker',
    challenged: 'challenged',
  },
  supplements: {
    head: 'Builds on this',
    caption: 'Supplements that build on this release',
    none: 'No published supplement cites this release.',
    all: 'All supplements that build on this release',
    buildOn: 'Build a supplement on this release',
    acknowledged: 'Acknowledged',
    waiting: 'Not acknowledged',
  },
  history: { head: 'History', caption: 'What happened to this release, newest first' },
  log: (index: number) => `log ${groupDigits(index)}`,
  foot: { cite: 'Cite as:', plain: 'Plain text', print: 'Print', json: 'JSON' },
  deed: {
    asked: 'You are asked to decide',
    claim: 'Claim',
    decision: 'Your decision',
    notShown: 'What is not shown',
    notShownNone: 'Nothing is left open.',
    notShownLead: (count: number) =>
      count === 1
        ? 'One claim is left open: nobody knows yet how to close it, or nothing stands under it. You accept it by name.'
        : `${inWords(count)} claims are left open: nobody knows yet how to close them, or nothing stands under them. You accept each by name.`,
    notClaimed: 'Not claimed',
    dissent: 'Dissent',
    reports: 'Assessors’ reports',
    contract: 'Contract with the base',
    contractWords:
      'What the supplement cites of its base holds only while the contract is verified and the base in force.',
    dissentNone: 'None stated.',
    published: 'Published with the decision.',
    effect: 'What signing does',
    effectWords:
      'Your name, capacity and this decision become public and cannot be edited, only followed by a withdrawal. They hold for this release and no other.',
    youRead: (view: string) => `You read ${view},`,
    digest: 'Release digest',
    digestHint: 'SHA-256 of the manifest; the bold part is the short form.',
    checked: 'Checked on this device',
    holds: 'holds',
    fails: 'does not hold',
    notChecked: 'not checked yet',
    capacity: 'Capacity',
    sign: 'Sign with my passkey',
    signing: 'Waiting for your key…',
    nothingLeaves: 'Nothing leaves before you touch the key.',
    endsIn: 'The ceremony ends in',
    endsInShort: 'Ends in',
    ended: 'The five minutes are over. Start again; nothing was signed.',
    restart: 'Start again',
    digestShort: 'Digest',
    elsewhere:
      'A device shows no text while it signs. If you do not trust this site to show you the right words, sign the same bytes elsewhere:',
    download: 'Download bytes',
    upload: 'Upload signature',
    decline: 'Do not sign',
  },
  receipt: {
    done: 'Signed',
    statement: 'Statement',
    log: 'Log entry',
    at: 'Signed at',
    key: 'Key',
    next: 'What happens now',
    keep: 'Keep the receipt; it verifies without this site.',
    download: 'Download receipt',
  },
};

const NUMBERS = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
];

/** A small count as a word at the head of a sentence. */
function inWords(count: number): string {
  return NUMBERS[count] ?? String(count);
}

/** 48213 as 48,213, the same on server and in every browser. */
export function groupDigits(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Bytes as people read them: 4.1 MB. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
