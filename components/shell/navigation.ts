import { TEXT } from './text';

export type PlaceKey = 'inbox' | 'cases' | 'monitors' | 'registry';

export interface Place {
  key: PlaceKey;
  words: string;
  href: string;
  shortcut: string;
}

/** The places of the top bar, in their order. */
export const PLACES: readonly Place[] = [
  { key: 'inbox', words: TEXT.nav.inbox, href: '/inbox', shortcut: 'g i' },
  { key: 'cases', words: TEXT.nav.cases, href: '/cases', shortcut: 'g c' },
  { key: 'monitors', words: TEXT.nav.monitors, href: '/monitors', shortcut: 'g m' },
  { key: 'registry', words: TEXT.nav.registry, href: '/registry', shortcut: 'g r' },
];

/** Addresses of the account menu. */
export const ACCOUNT = { sessions: '/account', keys: '/account/keys' };

/** Whether an address is inside a place. */
export function isAt(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
