'use client';

import { useState } from 'react';
import { Avatar } from '@/components/ui/Avatar';
import { Menu } from '@/components/ui/Menu';
import { ACCOUNT } from './navigation';
import { TEXT } from './text';
import { applyTheme, readTheme, type Theme } from './theme';

export interface ShellPerson {
  name: string;
  email: string;
}

/** Behind the avatar: sessions, signing keys, theme, shortcuts, sign out. */
export function AccountMenu(props: {
  person: ShellPerson;
  theme: Theme;
  onShortcuts?: (() => void) | undefined;
  onTour?: (() => void) | undefined;
  onSignOut: () => void | Promise<void>;
}) {
  const { person, onShortcuts, onTour, onSignOut } = props;
  const [theme, setTheme] = useState(props.theme);
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="me" aria-label={TEXT.menu.me(person.name)}>
          <Avatar name={person.name} decorative />
        </button>
      }
      entries={[
        { kind: 'group', words: person.email ? `${person.name}, ${person.email}` : person.name },
        { kind: 'link', words: TEXT.menu.sessions, href: ACCOUNT.sessions },
        { kind: 'link', words: TEXT.menu.keys, href: ACCOUNT.keys },
        { kind: 'rule' },
        { kind: 'group', words: TEXT.menu.theme },
        {
          kind: 'choice',
          label: TEXT.menu.theme,
          value: theme,
          options: [
            { value: 'system', words: TEXT.menu.system },
            { value: 'light', words: TEXT.menu.light },
            { value: 'dark', words: TEXT.menu.dark },
          ],
          onChange: (value) => {
            const next = readTheme(value);
            setTheme(next);
            applyTheme(next);
          },
        },
        { kind: 'rule' },
        ...(onTour ? [{ kind: 'act' as const, words: TEXT.menu.tour, onSelect: onTour }] : []),
        ...(onShortcuts
          ? [{ kind: 'act' as const, words: TEXT.menu.shortcuts, keys: '?', onSelect: onShortcuts }]
          : []),
        { kind: 'act', words: TEXT.menu.signOut, onSelect: () => void onSignOut() },
      ]}
    />
  );
}
