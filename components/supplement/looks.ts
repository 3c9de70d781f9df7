import type { StatusLook } from '@/components/ui/Status';
import type { CitationState } from '@/core/supplement/citationState';
import type { ObligationState } from '@/core/supplement/obligations';
import type { ContractState } from '@/core/workflow/inForce';
import { TEXT } from './text';

/** How each state between a supplement and its base is shown: icon, word and colour in one place. */

export const OBLIGATION_LOOKS: Record<ObligationState, StatusLook> = {
  open: { icon: 'empty', tone: 'bad', word: 'Open' },
  'evidence-missing': { icon: 'caution', tone: 'warn', word: 'Evidence missing' },
  closed: { icon: 'pass', tone: 'ok', word: 'Closed' },
  residual: { icon: 'residual', tone: 'plain', word: 'Residual' },
  'not-applicable': { icon: 'less', tone: 'mute', word: 'Not applicable' },
};

const CITATION_LOOKS: Record<CitationState['kind'], Omit<StatusLook, 'word'>> = {
  inherited: { icon: 'pass', tone: 'ok' },
  matched: { icon: 'pass', tone: 'ok' },
  open: { icon: 'empty', tone: 'warn' },
  unsaid: { icon: 'empty', tone: 'bad' },
  unknown: { icon: 'fail', tone: 'bad' },
  'not-claimed': { icon: 'fail', tone: 'bad' },
  bounded: { icon: 'fail', tone: 'bad' },
  withheld: { icon: 'silent', tone: 'warn' },
};

export function citationLook(state: CitationState): StatusLook {
  return { ...CITATION_LOOKS[state.kind], word: TEXT.citations.states[state.kind] };
}

export function citationNote(state: CitationState): string {
  const { notes } = TEXT.citations;
  switch (state.kind) {
    case 'matched':
    case 'open':
      return notes.matched(state.matched, state.contexts);
    case 'withheld':
      return notes.withheld(state.contexts);
    default:
      return notes[state.kind];
  }
}

export const CONTRACT_LOOKS: Record<ContractState, StatusLook> = {
  unverified: { icon: 'empty', tone: 'mute', word: 'Contract not verified' },
  verified: { icon: 'full', tone: 'plain', word: 'Contract verified' },
  rejected: { icon: 'empty', tone: 'bad', word: 'Contract rejected' },
  outdated: { icon: 'clock', tone: 'warn', word: 'Contract outdated' },
};
