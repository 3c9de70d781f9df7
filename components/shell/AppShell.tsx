'use client';

import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { Icon } from '@/components/ui/Icon';
import { Kbd } from '@/components/ui/Kbd';
import { Menu } from '@/components/ui/Menu';
import { AccountMenu, type ShellPerson } from './AccountMenu';
import type { Action } from './actions';
import { Brand, SkipLink } from './Brand';
import { CommandPalette, type PaletteSearch } from './CommandPalette';
import { KeySheet } from './KeySheet';
import { isAt, PLACES, type PlaceKey } from './navigation';
import { TEXT } from './text';
import type { Theme } from './theme';
import { useActions } from './useActions';
import { useShortcuts } from './useShortcuts';

export interface ShellOrganisation {
  id: string;
  name: string;
  /** Its page: members, invitations, signing keys. */
  href: string;
}

export interface AppShellProps {
  person: ShellPerson;
  /** The organisation the person acts for; null for a guest of engagements alone. */
  organisation: ShellOrganisation | null;
  /** All that the person belongs to. */
  organisations: ShellOrganisation[];
  onSignOut: () => void | Promise<void>;
  /** Shown behind a place's name when above zero. */
  counts?: Partial<Record<PlaceKey, number>> | undefined;
  theme: Theme;
  search?: PaletteSearch | undefined;
  /** A bar below the top bar: the tour of the worked example. */
  bar?: ReactNode;
  /** Brings the tour back; only where there is one. */
  onTour?: (() => void) | undefined;
  children: ReactNode;
}

function OrganisationSwitch(props: Pick<AppShellProps, 'organisation' | 'organisations'>) {
  const { organisation, organisations } = props;
  if (!organisation) return <span className="org hide-s">{TEXT.organisation.none}</span>;
  const { name } = organisation;
  if (organisations.length < 2)
    return (
      <Link className="org hide-s" href={organisation.href}>
        {name}
      </Link>
    );
  return (
    <Menu
      trigger={
        <button type="button" className="org hide-s" aria-label={TEXT.organisation.current(name)}>
          {name}
          <Icon name="open" />
        </button>
      }
      entries={[
        { kind: 'group', words: TEXT.organisation.switch },
        ...organisations.map(({ name: words, href }) => ({ kind: 'link' as const, words, href })),
      ]}
    />
  );
}

function Places(props: { counts: AppShellProps['counts'] }) {
  const pathname = usePathname();
  return (
    <nav className="main" aria-label={TEXT.nav.label}>
      {PLACES.map(({ key, words, href }) => {
        const count = props.counts?.[key] ?? 0;
        return (
          <Link key={key} href={href} aria-current={isAt(pathname, href) ? 'page' : undefined}>
            {words}
            {count > 0 && (
              <span className="num" aria-label={TEXT.nav.waiting(count)}>
                {count}
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}

/**
 * The frame of every page behind sign-in: top bar, palette, `?` sheet, shortcuts, skip link.
 * The page below is a column: bars (`CaseBar`, `OfflineNote`) come first and stay; a child with
 * class `cols` or `fill` takes the rest of the window and scrolls inside itself, a `sheetpage`
 * scrolls as a whole.
 */
export function AppShell(props: AppShellProps) {
  const { person, counts, theme, search, bar, onTour, children, onSignOut } = props;
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const router = useRouter();
  useShortcuts();
  useActions([
    ...PLACES.map(({ key, words, href, shortcut }): Action => ({
      id: `go.${key}`,
      words: TEXT.nav.go(words),
      section: TEXT.nav.goTo,
      shortcut,
      run: () => router.push(href),
    })),
    {
      id: 'help.palette',
      words: TEXT.find,
      section: TEXT.keySheet.sections.help,
      shortcut: 'mod+k',
      keyOnly: true,
      run: () => setOpen((now) => (now === 'palette' ? null : 'palette')),
    },
    {
      id: 'help.keys',
      words: TEXT.keySheet.title,
      section: TEXT.keySheet.sections.help,
      shortcut: '?',
      run: () => setOpen('keys'),
    },
  ]);
  return (
    <div className="app">
      <SkipLink />
      <header className="top">
        <Brand href="/inbox" />
        <OrganisationSwitch {...props} />
        <Places counts={counts} />
        <span className="sp" />
        <button
          type="button"
          className="find"
          onClick={() => setOpen('palette')}
          aria-keyshortcuts="Meta+K Control+K"
        >
          <Icon name="search" />
          <span className="words">{TEXT.find}</span>
          <Kbd keys="mod+k" />
        </button>
        <AccountMenu
          person={person}
          theme={theme}
          onSignOut={onSignOut}
          onShortcuts={() => setOpen('keys')}
          onTour={onTour}
        />
      </header>
      {bar}
      <main id="content" className="page" tabIndex={-1}>
        {children}
      </main>
      <CommandPalette open={open === 'palette'} onClose={() => setOpen(null)} search={search} />
      <KeySheet open={open === 'keys'} onClose={() => setOpen(null)} />
    </div>
  );
}
