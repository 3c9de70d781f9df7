import type { TourStep } from '@/server/tour/steps';

/** The hospital of the worked example, whose supplement went on hold. */
const HOSPITAL = 'st-brannoc';
const SUPPLEMENT = `${HOSPITAL}/ward-documentation`;
const BASE = 'meridian/larch-2-scheming';

export interface TourWords {
  /** What one is told. */
  sentence: string;
  /** Where to go. */
  place: { words: string; href: string };
  /** What to find there. */
  find: string;
}

/** Places that members of the hospital see, and where everybody else finds the same. */
function within(orgSlugs: readonly string[], inside: string, outside: string): string {
  return orgSlugs.includes(HOSPITAL) ? inside : outside;
}

export const TEXT = {
  label: 'Tour of the worked example',
  step: (at: number, of: number) => `Tour ${at} of ${of}`,
  end: 'Tour, done',
  find: (words: string) => `Find ${words}`,
  found: 'Found it',
  wasFound: 'Found',
  previous: 'Previous step',
  next: 'Next step',
  hide: 'Put away',
  hideLong: 'Put the tour away; it comes back from the account menu',
  show: 'Tour of the example',
  section: 'Tour',
  over: 'That is why the hospital stopped using Larch Scribe, and where everybody who depends on the base sees what it touches. Look around as somebody else, or begin a case of your own.',
} as const;

/** Words of each step, for a person who belongs to these organisations. */
export function tourWords(step: TourStep, orgSlugs: readonly string[]): TourWords {
  switch (step) {
    case 'line':
      return {
        sentence:
          'St Brannoc Hospital uses Larch Scribe on its wards, on the strength of a case that it wrote itself and that hangs under the case of the lab that made the model.',
        place: {
          words: 'Cases',
          href: within(orgSlugs, '/cases', '/registry'),
        },
        find: 'the line of the hospital, and that its case is not in force.',
      };
    case 'term':
      return {
        sentence: 'Whether a case holds is computed each time somebody looks, term by term.',
        place: { words: 'The hospital’s public page', href: `/r/${SUPPLEMENT}/1` },
        find: 'the one term that fails, besides that all this is an example: it is not the hospital’s own.',
      };
    case 'reason':
      return {
        sentence: 'A supplement falls with its base, at once and without anybody having to act.',
        place: { words: 'The base’s public page', href: `/r/${BASE}/1` },
        find: 'who took the base out of force, when, and for what reason.',
      };
    case 'rests':
      return {
        sentence: 'The hospital did not copy the lab’s argument, it cites it, claim by claim.',
        place: {
          words: 'What the hospital rests on',
          href: within(
            orgSlugs,
            `/orgs/${HOSPITAL}/cases/ward-documentation`,
            `/r/${SUPPLEMENT}/1`,
          ),
        },
        find: 'which of the hospital’s claims rest on the base, and so are touched.',
      };
    case 'answer':
      return {
        sentence: 'Whoever depends on a base owes an answer when it moves.',
        place: { words: 'Inbox', href: '/inbox' },
        find: 'what the hospital’s officer is asked to acknowledge.',
      };
    case 'check':
      return {
        sentence:
          'Nothing of this has to be taken on trust: the bundle proves it without this site.',
        place: { words: 'Download the bundle, then verify it', href: `/r/${SUPPLEMENT}/1` },
        find: 'the line that says what was signed, and that it is an example.',
      };
  }
}
