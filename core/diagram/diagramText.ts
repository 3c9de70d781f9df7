import { KIND_WORDS } from '@/core/argument/kinds';

/** Words of an exported diagram. */
export const DIAGRAM_TEXT = {
  untitled: 'Safety case',
  kinds: { ...KIND_WORDS, challenge: 'Challenge', fold: 'Folded' },
  challenges: 'challenges',
  cites: 'cites',
  claimPoint: 'Assurance claim point',
  defeated: 'defeated',
  undeveloped: 'undeveloped',
  uninstantiated: 'uninstantiated',
  public: 'may be cited',
  byContract: 'to be supported by contract',
  instantiatedFrom: (data: string) => `Instantiated from ${data}`,
  description: (elements: number, links: number, challenges: number) =>
    `Goal structure in the notation of GSN version 3: ${elements} elements, ${links} relationships, ${challenges} challenges.`,
};
