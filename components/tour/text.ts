import type { TourStep } from '@/server/tour/steps';

/** The hospital of the worked example, whose supplement went on hold, and the case it builds on. */
const HOSPITAL = 'st-brannoc';
const SUPPLEMENT = 'ward-documentation';
const BASE_PAGE = '/r/meridian/larch-2-scheming/1';
const PUBLIC_PAGE = `/r/${HOSPITAL}/${SUPPLEMENT}/1`;

export interface TourWords {
  /** What one is told. */
  sentence: string;
  /** Where to go. */
  place: { words: string; href: string };
  /** What to find there. */
  find: string;
}

export const TEXT = {
  label: 'Tour of the worked example',
  step: (at: number, of: number) => `Tour ${at} of ${of}`,
  end: 'Tour, done',
  find: (words: string) => `Find ${words}`,
  found: 'Found it',
  wasFound: 'Found:',
  previous: 'Previous step',
  next: 'Next step',
  hide: 'Put away',
  hideLong: 'Put the tour away; it comes back from the menu behind the avatar',
  section: 'Tour',
  over: 'The lab’s own measurement took its case out of force, and the hospital’s fell with it at once. Now look around as somebody else, or begin a case of your own.',
} as const;

/**
 * Words of each step, for a person who belongs to these organisations: what only members of the
 * hospital see is shown to everybody else where it is public.
 */
export function tourWords(step: TourStep, orgSlugs: readonly string[]): TourWords {
  const isMember = orgSlugs.includes(HOSPITAL);
  switch (step) {
    case 'inbox':
      return {
        sentence: isMember
          ? 'St Brannoc Hospital answers for Larch Scribe on three wards; what that asks of it waits here.'
          : 'St Brannoc Hospital answers for Larch Scribe on three wards, with a case that anybody can read.',
        place: isMember
          ? { words: 'Inbox', href: '/inbox' }
          : { words: 'Registry', href: '/registry' },
        find: isMember
          ? 'what happened to the case that the hospital builds on, and since when.'
          : 'the hospital’s case, and that it is not in force.',
      };
    case 'terms':
      return {
        sentence:
          'Whether a case is in force is computed from its terms, anew each time somebody looks.',
        place: { words: 'The hospital’s public page', href: PUBLIC_PAGE },
        find: 'the one term that fails beside that this is an example: every term of the hospital’s own holds.',
      };
    case 'reason':
      return {
        sentence:
          'The hospital’s case falls with the lab’s, the same minute, and nobody has to act.',
        place: { words: 'The lab’s public page', href: BASE_PAGE },
        find: 'why the lab suspended its case, and the claim whose limit was crossed.',
      };
    case 'builders':
      return {
        sentence:
          'Everybody who builds on a case is listed with it, each with how it stands today.',
        place: { words: 'What builds on the lab’s case', href: `${BASE_PAGE}#supplements` },
        find: 'the hospital, on hold until its base is back.',
      };
    case 'cited':
      return {
        sentence:
          'The hospital copied nothing: it cites the lab’s claims, and answers its conditions of use.',
        place: isMember
          ? {
              words: 'The contract with the base',
              href: `/orgs/${HOSPITAL}/cases/${SUPPLEMENT}/contract`,
            }
          : { words: 'The hospital’s argument', href: `${PUBLIC_PAGE}#argument` },
        find: isMember
          ? 'on the right, further down under “Cited from the base”, the two claims that it rests on: they are what is touched.'
          : 'HS-AG1 and HS-AG3, which cite G1 and HC0 of the base: what rests on them is touched.',
      };
    case 'check':
      return {
        sentence: 'None of this has to be taken on trust: the bundle proves it without this site.',
        place: { words: 'Download the bundle, and verify it', href: `${PUBLIC_PAGE}#check` },
        find: 'the line that says what was signed, and that it is an example.',
      };
  }
}
