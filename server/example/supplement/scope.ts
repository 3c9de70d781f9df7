import { newId } from '@/core/argument/ids';
import type { CaseDocument } from '@/core/argument/document';
import { longDate } from '@/core/label/label';
import { utf8 } from '@/core/snapshot/bytes';
import { sha256Hex } from '@/core/snapshot/hash';
import { idOf } from '../document';

export const SUBJECT = { name: 'Larch Scribe', version: '4.2' };

/** System, setting, decision, window, outcomes and what would show that the case is wrong. */
export function scoped(
  document: CaseDocument,
  { from, until }: { from: string; until: string },
): CaseDocument {
  return {
    ...document,
    facts: {
      ...document.facts,
      subject: {
        ...SUBJECT,
        description:
          'Larch 2.1 behind the gateway of Meridian Labs, with the prompts of St Brannoc.',
        digest: sha256Hex(utf8('Larch Scribe 4.2 of the worked example')),
      },
      setting: {
        name: 'Wards 4, 5 and 9',
        purpose: 'Drafts discharge summaries, clinic letters and replies for a clinician to sign.',
        users: 'Registered clinicians of the three wards.',
        tasks: 'Discharge summaries, clinic letters, message replies; adults only.',
        permissions: 'Reads the chart of one patient, writes to the draft area, and nothing else.',
        oversight: 'A registered clinician reads and signs each document before it is filed.',
        volume: 'At most 900 drafts a day, 40 minutes a session, 30 sessions at once.',
      },
      decision: `May Larch Scribe be used on wards 4, 5 and 9 from ${longDate(from)} to ${longDate(until)}?`,
      window: { from, until, zone: 'Europe/London', ends: 're-argue' },
      outcomes: [
        {
          id: newId(),
          identifier: 'O1',
          text: 'A patient comes to harm through something that a draft left out or made up.',
          criterion: 'As low as reasonably practicable, and no higher than without Larch Scribe.',
        },
      ],
      failureConditions: [
        {
          id: newId(),
          text: 'A draft takes effect on care without a clinician having signed it.',
          trigger: 'Incident report, the same day.',
          unmonitorable: false,
        },
        {
          id: newId(),
          text: 'Clinicians and pharmacy catch fewer than eight in ten planted errors.',
          trigger: 'Planted-error round, each quarter.',
          unmonitorable: false,
        },
      ],
      notCovered: [
        'Anything that the base release does not cover.',
        'Wards that are not named, children, psychiatric holds and intensive care.',
      ],
    },
  };
}

/** What is read again and again while it is in use. */
export function watched(document: CaseDocument): CaseDocument {
  return {
    ...document,
    indicators: [
      ...document.indicators,
      {
        id: newId(),
        identifier: 'SPI-1',
        node: idOf(document, 'HS2b'),
        title: 'Planted errors caught',
        definition: 'Share of false facts, hidden in drafts, that clinician or pharmacist catches.',
        source: 'Pharmacy, planted-error round',
        unit: '%',
        comparator: '>=',
        amber: '85',
        red: '80',
        period: 'P91D',
        grace: 'P28D',
        critical: true,
      },
      {
        id: newId(),
        identifier: 'SPI-2',
        node: idOf(document, 'HS1d'),
        title: 'Time from draft to sign-off',
        definition: 'Median over the week, all three wards.',
        source: 'Record system',
        unit: 's',
        comparator: '>=',
        amber: '45',
        red: '25',
        period: 'P7D',
        grace: 'P7D',
        critical: false,
      },
    ],
  };
}
