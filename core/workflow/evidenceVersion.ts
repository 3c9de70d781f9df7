/** The life of one uploaded version of an evidence artefact. Its bytes never change. */

import { reasonGiven } from './guards';
import type { Guard, Machine } from './machine';

export const EVIDENCE_VERSION_STATES = [
  'registered',
  'scanning',
  'ready',
  'quarantined',
  'stale',
  'superseded',
  'retracted',
] as const;
export type EvidenceVersionState = (typeof EVIDENCE_VERSION_STATES)[number];

export interface EvidenceVersionEvents {
  receive: { bytes: number; expectedBytes: number | null };
  accept: { digestMatches: boolean };
  quarantine: { reason: string };
  rescan: { reason: string };
  'grow-stale': { reason: string };
  renew: { reason: string };
  supersede: { successor: string };
  retract: { reason: string };
}

const allBytesHere: Guard<EvidenceVersionEvents['receive']> = {
  name: 'all-bytes-here',
  requires: 'as many bytes arrived as were announced',
  refuse: ({ bytes, expectedBytes }) =>
    expectedBytes === null || bytes === expectedBytes
      ? null
      : `The upload stopped at ${bytes} of ${expectedBytes} bytes. Upload the file again.`,
};
const digestMatches: Guard<{ digestMatches: boolean }> = {
  name: 'digest-matches',
  requires: 'the stored bytes have the digest that was computed on arrival',
  refuse: (facts) =>
    facts.digestMatches
      ? null
      : 'The stored bytes differ from those that arrived. Upload the file again.',
};
const successorReady: Guard<{ successor: string }> = {
  name: 'successor-ready',
  requires: 'a newer version of the artefact is ready',
  refuse: ({ successor }) => (successor === '' ? 'Register the newer version first.' : null),
};

export const EVIDENCE_VERSION: Machine<EvidenceVersionState, EvidenceVersionEvents> = {
  name: 'evidence-version',
  title: 'Evidence version',
  initial: 'registered',
  states: {
    registered: 'Announced; bytes are on their way.',
    scanning: 'Measured, hashed, recognised and read.',
    ready: 'Can be cited and frozen.',
    quarantined: 'Kept aside, with the reason; cannot be cited.',
    stale: 'Past its freshness limit or made on another subject; every link to it is challenged.',
    superseded: 'A newer version took its place.',
    retracted: 'Taken back by its producer; every link to it is challenged.',
  },
  events: {
    receive: 'be received',
    accept: 'become ready',
    quarantine: 'be quarantined',
    rescan: 'be scanned again',
    'grow-stale': 'grow stale',
    renew: 'be renewed',
    supersede: 'be superseded',
    retract: 'be retracted',
  },
  transitions: [
    {
      event: 'receive',
      from: ['registered'],
      to: 'scanning',
      who: ['rule'],
      guards: [allBytesHere],
    },
    { event: 'accept', from: ['scanning'], to: 'ready', who: ['rule'], guards: [digestMatches] },
    {
      event: 'quarantine',
      from: ['registered', 'scanning', 'ready', 'stale'],
      to: 'quarantined',
      who: ['rule'],
      guards: [reasonGiven],
    },
    {
      event: 'rescan',
      from: ['quarantined'],
      to: 'scanning',
      who: ['owner'],
      guards: [reasonGiven],
    },
    { event: 'grow-stale', from: ['ready'], to: 'stale', who: ['rule'], guards: [reasonGiven] },
    { event: 'renew', from: ['stale'], to: 'ready', who: ['owner'], guards: [reasonGiven] },
    {
      event: 'supersede',
      from: ['ready', 'stale'],
      to: 'superseded',
      who: ['rule'],
      guards: [successorReady],
    },
    {
      event: 'retract',
      from: ['registered', 'scanning', 'quarantined', 'ready', 'stale', 'superseded'],
      to: 'retracted',
      who: ['owner'],
      guards: [reasonGiven],
    },
  ],
};
