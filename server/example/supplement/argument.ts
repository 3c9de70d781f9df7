import type { CaseDocument } from '@/core/argument/document';
import type { Instantiation } from '@/core/argument/instantiate';
import { longDate } from '@/core/label/label';
import { answerDoubts, ArgumentEdits, changeNodes } from '../document';

export function instantiation(window: { from: string; until: string }): Required<Instantiation> {
  return {
    values: {
      hospital: 'St Brannoc Hospital',
      product: 'Larch Scribe',
      wards: 'wards 4, 5 and 9',
      window: `the time from ${longDate(window.from)} to ${longDate(window.until)}`,
      limits: 'the stated limits',
    },
    indexValues: {},
    choices: {},
  };
}

const CLAIMED = { claim: 'claimed' } as const;
const DEVELOPED = { claim: 'claimed', undeveloped: false } as const;

const CARRIED =
  'HS0 HS-C1 HS-C2 HS-C3 HS-S0 HS-J1 HS1 HS-AG1 HS-S1 HS1b HS-A1 HS2 HS-C4 HS2b HS-AG3 HS3 HS-C5 HS5';
const NOW_DEVELOPED = 'HS1a HS1c HS1e HS1f HS2a HS3a HS3c HS5a HS5b HS5c HS-Sn1 HS-Sn2 HS-Sn3';

/** Solutions that St Brannoc adds, by the claim that they support. */
const SOLUTIONS: readonly (readonly [claim: string, identifier: string, text: string])[] = [
  ['HS1a', 'HS-Sn4', 'Configuration report: who reaches Larch Scribe, and for what.'],
  ['HS1c', 'HS-Sn5', 'Log coverage audit of the three wards.'],
  ['HS1e', 'HS-Sn6', 'Configuration report: quota and counter.'],
  [
    'HS1f',
    'HS-Sn7',
    'Configuration report: version pin, and the supplier’s duty to announce changes.',
  ],
  ['HS1g', 'HS-Sn8', 'Configuration report: architecture.'],
  ['HS2a', 'HS-Sn9', 'Workflow test with clinicians of the three wards.'],
  ['HS3a', 'HS-Sn10', 'Local validation on de-identified notes.'],
  ['HS3c', 'HS-Sn11', 'Downtime drill.'],
  ['HS5a', 'HS-Sn12', 'Upkeep procedure: indicators, their owners and limits.'],
  ['HS5b', 'HS-Sn13', 'Upkeep procedure: who is told what, and when.'],
  ['HS5c', 'HS-Sn14', 'Upkeep procedure, and the test of the switch that stops use.'],
];

/** Own contexts that stand beside those of the base. */
const CONTEXTS: readonly (readonly [identifier: string, text: string])[] = [
  [
    'HS-C6',
    'Outcomes O1 to O3 of the base are taken over as they are; harm to patients stands beside them and is argued in HS3.',
  ],
  ['HS-C7', 'Scheming, and the threat models, as the base defines them.'],
  [
    'HS-C8',
    'Larch Scribe runs behind the gateway of Meridian Labs, under protocol CP-3 and its monitor.',
  ],
];

/**
 * What the people of St Brannoc make of the hospital template. The base does not claim HI2, so nothing
 * rests on it; what nobody has measured yet stays undeveloped.
 */
export function developed(template: CaseDocument): CaseDocument {
  const edits = new ArgumentEdits(template).without('HS-AG2').below('HS-S1', {
    kind: 'goal',
    identifier: 'HS1g',
    text: 'Weights and control software stay with Meridian Labs; the hospital calls an interface and holds neither.',
    ...CLAIMED,
  });
  for (const [identifier, text] of CONTEXTS)
    edits.below('HS0', { kind: 'context', identifier, text, ...CLAIMED });
  for (const [claim, identifier, text] of SOLUTIONS)
    edits.below(claim, { kind: 'solution', identifier, text, ...CLAIMED });
  const document = changeNodes(edits.read(), {
    ...Object.fromEntries(CARRIED.split(' ').map((identifier) => [identifier, CLAIMED])),
    ...Object.fromEntries(NOW_DEVELOPED.split(' ').map((identifier) => [identifier, DEVELOPED])),
  });
  return answerDoubts(document, {
    'Base release revised': 'The gateway tells us; the contract then counts as outdated by itself.',
    'Local context contradicts': 'Set side by side, one by one, for an assessor to confirm.',
    'Draft text triggers':
      'The draft area feeds nothing. Tested with the record system’s supplier.',
    'Copy-forward': 'Copying out of the draft area is switched off on these wards.',
    'Validation notes easier': 'Drawn at random from the last quarter, the long ones among them.',
  });
}

export const BODIES: Readonly<Record<string, readonly string[]>> = {
  HS1: [
    'Meridian Labs knows the model and we do not; we know our wards and they do not. So we cite what they argued, each condition of theirs is answered by something of ours, and when their case falls ours falls with it.',
  ],
  HS5c: [
    'The gateway refuses requests of these wards within five minutes after the base is suspended, without anybody here having to act. Drafts that are open stay readable and cannot be added to.',
  ],
};
