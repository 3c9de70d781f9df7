import type { CaseDocument } from '@/core/argument/document';
import type { Instantiation } from '@/core/argument/instantiate';
import { longDate } from '@/core/label/label';
import { answerDoubts, ArgumentEdits, changeNodes, idOf } from '../document';

/**
 * What the people of Meridian Labs make of the scheming template. Harm control carries the argument;
 * the branches that they could not argue are not claimed, and what nobody knows stays open.
 */
const THREAT_MODELS = [
  '1, tampering with training data or successors,',
  '2, sabotage of the developer and its safety work,',
  '3, weights copied out and run unsupervised,',
  '4, influence on people at scale or on key individuals,',
  '5, help with or direct part in large-scale attacks,',
];

export function instantiation(
  document: CaseDocument,
  window: { from: string },
): Required<Instantiation> {
  return {
    values: {
      system: 'Larch 2',
      setting: 'supervised drafting',
      window: `the year from ${longDate(window.from)}`,
      outcomes: 'O1 to O3',
      protocol: 'CP-3',
    },
    indexValues: { k: THREAT_MODELS },
    choices: { [idOf(document, 'S2')]: [idOf(document, 'HC0')] },
  };
}

const CLAIMED = { claim: 'claimed' } as const;
const DEVELOPED = { claim: 'claimed', undeveloped: false } as const;

/** What carries the argument and stands in the template as it will be claimed. */
const CARRIED =
  'G0 S0 C1 C2 C4 G1 A1 C5 C6 S1 S2 G4.1 G4.2 G4.3 G4.4 G4.5 G5 HC0 HC-C HC-S HC1 HC4 HC4a'.split(
    ' ',
  );

/** The authors' own work on the template: what they claim, what they develop, what they add. */
export function developed(template: CaseDocument): CaseDocument {
  const claimed = changeNodes(template, {
    ...Object.fromEntries(CARRIED.map((identifier) => [identifier, CLAIMED])),
    C3: {
      ...CLAIMED,
      text: 'Validity window: {window}, at most 40,000 attempts a week. When it ends the system is re-argued, or use stops.',
    },
    HC1a: DEVELOPED,
    HC5: DEVELOPED,
    HC7: DEVELOPED,
    G5b: DEVELOPED,
    G5c: DEVELOPED,
    'Sn-HC1': DEVELOPED,
    'Sn-HC4a': DEVELOPED,
  });
  const document = new ArgumentEdits(claimed)
    .below('HC1a', {
      kind: 'assumption',
      identifier: 'HC-A1',
      text: 'Attempts are independent: an attempt that failed makes the next one no likelier to succeed.',
      ...CLAIMED,
    })
    .below('HC5', {
      kind: 'solution',
      identifier: 'Sn-HC5',
      text: 'Security review of every path on which Larch 2 can be run.',
      ...CLAIMED,
    })
    .below('HC7', {
      kind: 'solution',
      identifier: 'Sn-HC7',
      text: 'Record of the response drills.',
      ...CLAIMED,
    })
    .below('G5b', {
      kind: 'solution',
      identifier: 'Sn-G5',
      text: 'Upkeep plan: triggers, who acts on them, how use stops.',
      ...CLAIMED,
    })
    .support('G5c', 'Sn-G5')
    .support('HC1a', 'Sn-HC1')
    .read();
  return answerDoubts(document, ANSWERS);
}

/** What the authors say to doubts of the template's list. Some they left without an answer. */
const ANSWERS: Readonly<Record<string, string>> = {
  'Top claim broader than': 'Scheming alone is argued. Other causes are G2, which is undeveloped.',
  'Decision supported by':
    'Named on the scope page: operation in supervised drafting for one year.',
  'Severity of': 'O1 to O3 state each outcome with its criterion.',
  'Combination risks': 'Misuse together with scheming is on the list of what is not covered.',
  'Several models or copies':
    'Copies share weights and are in scope; other models are not, see A1.',
  'Factors treated as independent':
    'One factor alone is argued, harm given an attempt. Nothing is multiplied.',
  'False-positive cost ignored':
    'Alarms are 0.4 % of items; the audit share was set with them in it.',
  'Vigilance fades': 'Measured each month by planted attacks, with a limit that suspends use.',
  'Outputs grow too complex': 'Items over 2,000 words are split before they are audited.',
  'State-level attacker excluded': 'Excluded by name in the security review, with the reason.',
  'Insider with production access':
    'Two people are needed on every path that leads to the weights.',
  'Judge reports to the product lead': 'The judge reports to the board of Meridian Labs.',
};

export const BODIES: Readonly<Record<string, readonly string[]>> = {
  'HC-C': [
    'A weaker monitor, Alder 1, reads every reasoning step, tool call and output of Larch 2. What it marks is held and read by a person. Of what it passes, 5 % are audited, and a tenth of those twice.',
    'Larch 2 reads the documents of one matter and writes to a draft area. It has no other tool, and nothing that it writes takes effect before a person releases it.',
  ],
  HC1: [
    'Three rounds were played. In each the red team proposed attacks, the blue team disputed their fairness, the judge ruled, the test ran and the blue team adapted. The last round ended when no proposal had been upheld for ten days.',
    'Protocol CP-2, without probes, let through more than the criterion allows. The release argues with CP-3 alone.',
  ],
  HC4a: [
    'Auditors do not know which items are planted. A planted item that is missed is shown to its auditor the next day.',
  ],
};
