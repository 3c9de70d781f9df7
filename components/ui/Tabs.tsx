'use client';

import Link from 'next/link';
import { Tabs as RadixTabs } from 'radix-ui';
import type { ReactNode } from 'react';

/** Tabs with addresses: sections of a case, saved filters of a list. */
export function TabLinks(props: {
  label: string;
  tabs: { href: string; words: string; count?: number | undefined; current: boolean }[];
}) {
  return (
    <nav className="tabs" aria-label={props.label}>
      {props.tabs.map(({ href, words, count, current }) => (
        <Link key={href} href={href} aria-current={current ? 'page' : undefined}>
          {words}
          {count !== undefined && <span className="num">{count}</span>}
        </Link>
      ))}
    </nav>
  );
}

/** Tabs within a page, moved through by arrow keys. */
export function Tabs<Value extends string>(props: {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  tabs: { value: Value; words: string; count?: number | undefined; panel: ReactNode }[];
}) {
  const { label, value, onChange, tabs } = props;
  return (
    <RadixTabs.Root
      value={value}
      onValueChange={(next) => {
        const tab = tabs.find((candidate) => candidate.value === next);
        if (tab) onChange(tab.value);
      }}
    >
      <RadixTabs.List className="tabs" aria-label={label}>
        {tabs.map((tab) => (
          <RadixTabs.Trigger key={tab.value} value={tab.value}>
            {tab.words}
            {tab.count !== undefined && <span className="num">{tab.count}</span>}
          </RadixTabs.Trigger>
        ))}
      </RadixTabs.List>
      {tabs.map((tab) => (
        <RadixTabs.Content key={tab.value} value={tab.value}>
          {tab.panel}
        </RadixTabs.Content>
      ))}
    </RadixTabs.Root>
  );
}
