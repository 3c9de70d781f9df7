'use client';

import Link from 'next/link';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx';
import { Icon, type IconName } from './Icon';
import { Kbd } from './Kbd';

export type MenuEntry =
  | {
      kind: 'act';
      words: string;
      onSelect: () => void;
      icon?: IconName | undefined;
      keys?: string | undefined;
      disabled?: boolean | undefined;
      stops?: boolean | undefined;
    }
  | { kind: 'link'; words: string; href: string; icon?: IconName | undefined }
  | {
      kind: 'choice';
      label: string;
      value: string;
      options: { value: string; words: string; note?: string | undefined }[];
      onChange: (value: string) => void;
    }
  | { kind: 'group'; words: string }
  | { kind: 'rule' };

function Entry(props: { entry: MenuEntry }) {
  const { entry } = props;
  switch (entry.kind) {
    case 'rule':
      return <DropdownMenu.Separator className="sep" />;
    case 'group':
      return <DropdownMenu.Label className="group">{entry.words}</DropdownMenu.Label>;
    case 'link':
      return (
        <DropdownMenu.Item asChild>
          <Link className="item" href={entry.href}>
            {entry.icon && <Icon name={entry.icon} />}
            {entry.words}
          </Link>
        </DropdownMenu.Item>
      );
    case 'act':
      return (
        <DropdownMenu.Item
          className={cx('item', entry.stops && 'bad')}
          disabled={entry.disabled ?? false}
          onSelect={entry.onSelect}
        >
          {entry.icon && <Icon name={entry.icon} />}
          {entry.words}
          {entry.keys && <Kbd keys={entry.keys} />}
        </DropdownMenu.Item>
      );
    case 'choice':
      return (
        <DropdownMenu.RadioGroup
          value={entry.value}
          onValueChange={entry.onChange}
          aria-label={entry.label}
        >
          {entry.options.map((option) => (
            <DropdownMenu.RadioItem key={option.value} value={option.value} className="item">
              <span className="mark">
                <DropdownMenu.ItemIndicator>
                  <Icon name="tick" />
                </DropdownMenu.ItemIndicator>
              </span>
              {option.words}
              {option.note && <span className="meta push">{option.note}</span>}
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
      );
  }
}

/**
 * A menu behind a button. `trigger` is one element that takes a ref: a button. The menu stands in the
 * document where its button does, so that it stays inside the landmark.
 */
export function Menu(props: {
  trigger: ReactNode;
  entries: MenuEntry[];
  align?: 'start' | 'end' | undefined;
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{props.trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Content
        className="flyout"
        sideOffset={6}
        align={props.align ?? 'start'}
        collisionPadding={8}
      >
        {props.entries.map((entry, index) => (
          <Entry key={index} entry={entry} />
        ))}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
