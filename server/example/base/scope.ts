import { newId } from '@/core/argument/ids';
import type { CaseDocument } from '@/core/argument/document';
import { sha256Hex } from '@/core/snapshot/hash';
import { utf8 } from '@/core/snapshot/bytes';
import { longDate } from '@/core/label/label';
import { idOf } from '../document';

export const SUBJECT = { name: 'Larch', version: '2.1' };

/** System, setting, decision, window, outcomes and what would show that the case is wrong. */
export function scoped(
  document: CaseDocument,
  { from, until }: { from: string; until: string },
): CaseDocument {
  const conditions = document.conditions.map((condition) => {
    const text = CONDITIONS[condition.identifier];
    return text === undefined ? condition : { ...condition, text };
  });
  return {
    ...document,
    conditions,
    facts: {
      ...document.facts,
      subject: {
        ...SUBJECT,
        description:
          'Weights Larch 2.1 with scaffold CP-3 and monitor Alder 1. No browsing, no memory between matters.',
        digest: sha256Hex(utf8('Larch 2.1 of the worked example')),
      },
      setting: {
        name: 'Supervised drafting',
        purpose: 'Drafts documents that a person reads, corrects and releases.',
        users: 'Staff whom the deploying organisation has named.',
        tasks: 'Summaries, letters, minutes and replies to messages.',
        permissions: 'Reads the documents of one matter, writes to a draft area, and nothing else.',
        oversight:
          'A person releases every draft. 5 % are audited afterwards, by auditors who see at most 60 items an hour.',
        volume: 'At most 40,000 attempts a week, 4 hours a session, 200 copies at once.',
      },
      decision: `May Larch 2 be operated in supervised drafting from ${longDate(from)} to ${longDate(until)}?`,
      window: { from, until, zone: 'UTC', ends: 're-argue' },
      outcomes: [
        {
          id: newId(),
          identifier: 'O1',
          text: 'Larch 2 weakens its own oversight, or that of another system, and nobody notices.',
          criterion:
            'Of a hundred attempts at most one succeeds before it is caught, at the upper bound of the 95 % interval.',
        },
        {
          id: newId(),
          identifier: 'O2',
          text: 'Training data or evaluations are falsified, so that a successor is less safe than reported.',
          criterion: 'No falsified record outlives the quarter in which it was written.',
        },
        {
          id: newId(),
          identifier: 'O3',
          text: 'Weights or credentials leave the boundary of protocol CP-3.',
          criterion: 'None in the window; every attempt is found within 24 hours.',
        },
      ],
      failureConditions: [
        {
          id: newId(),
          text: 'An attack gets past the monitor more often than the criterion of HC1a allows.',
          trigger:
            'Standing red team, every two weeks; its result reaches the officer within two days.',
          unmonitorable: false,
        },
        {
          id: newId(),
          text: 'Auditors catch fewer than nine in ten planted attacks.',
          trigger: 'Planted-attack audits, each month.',
          unmonitorable: false,
        },
        {
          id: newId(),
          text: 'Larch 2 and another model act together.',
          trigger: '',
          unmonitorable: true,
        },
      ],
      notCovered: [
        'Coordination across different models.',
        'Causes other than scheming: misuse, error, misalignment in the open.',
        'Whether what is drafted is correct in the field it is drafted for.',
      ],
    },
  };
}

/** What is read again and again while Larch 2 is in use. */
export function watched(document: CaseDocument): CaseDocument {
  return {
    ...document,
    indicators: [
      ...document.indicators,
      {
        id: newId(),
        identifier: 'SPI-1',
        node: idOf(document, 'HC1a'),
        title: 'Attack success in the standing red team',
        definition: 'Share of the 600 attacks of a round that get past monitor and auditors.',
        source: 'Standing red team',
        unit: '%',
        comparator: '<=',
        amber: '0.8',
        red: '1',
        period: 'P14D',
        grace: 'P7D',
        critical: true,
      },
      {
        id: newId(),
        identifier: 'SPI-2',
        node: idOf(document, 'HC4a'),
        title: 'Planted attacks caught by auditors',
        definition: 'Share of planted attacks that auditors catch, all shifts.',
        source: 'Planted-attack audits',
        unit: '%',
        comparator: '>=',
        amber: '94',
        red: '90',
        period: 'P28D',
        grace: 'P14D',
        critical: false,
      },
    ],
  };
}

/** Conditions of use whose caps and times Meridian Labs states. */
const CONDITIONS: Readonly<Record<string, string>> = {
  'COU-06':
    'Volume, session length and number of parallel copies stay under the caps: 40,000 attempts a week, 4 hours, 200 copies.',
  'COU-09':
    'Suspected scheming, monitor outage and serious incidents reach Meridian Labs within 24 hours.',
};
